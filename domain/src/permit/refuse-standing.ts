import { refusal, type Refusal } from '../kernel/decision.ts'
import type { PermitStanding } from './permit-standing.ts'

/** Nothing can be done any more with a permit that ended, and nothing yet with one that is not issued. */
export function refuseStanding(standing: PermitStanding): readonly Refusal[] {
  const { state, law, facts } = standing
  if (state === 'ended') return [refusal('permit.ended', law, facts)]
  return state === 'not-yet' ? [refusal('permit.not-issued', law, facts)] : []
}
