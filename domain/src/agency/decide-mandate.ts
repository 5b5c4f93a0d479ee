import { type Decision, decided, ground, refusal, type Refusal, refused } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { AgencyPolicy } from './decide-agency.ts'
import { type Mandate, type MandateAct, type MandateScope, offeredScopes } from './mandate.ts'

export type MandateUse = {
  /** Which use of the mandate this is, counted from 1. */
  readonly use: number
  /** The principal has not said yes yet; an official asks them at the door before anything is decided. */
  readonly provisional: boolean
}

/** What may be done before the visit at which the principal is asked. */
const BEFORE_VISIT: readonly MandateScope[] = ['application', 'supplement']

/**
 * Decides whether an agent (代办人) acts under an active mandate (委托) on `on`: for this principal, by this agent, for this
 * scope, confirmed, not revoked, not expired, not used up. All that is wrong is said at once.
 *
 * A mandate that waits for the visit (逢办必核) lets papers be handed in and nothing more: the visit comes before any decision.
 *
 * - given 2016-07-05, last day 2016-09-03: on 2016-09-03 it holds, on 2016-09-04 it has expired
 * - six uses: the sixth is granted, the seventh refused
 * - revoked 2016-07-10: refused from that very day on
 *
 * Readings taken: time and count (I-170), confirming (I-171).
 */
export function decideMandate(
  mandate: Mandate | undefined,
  act: MandateAct,
  on: PlainDate,
  policy: Pick<AgencyPolicy, 'businesses' | 'mandateDays' | 'mandateUses'>,
): Decision<MandateUse> {
  const { law } = policy.businesses
  if (mandate === undefined) return refused(refusal('mandate.missing', law))
  const provisional = mandate.confirmedOn === null
  const refusals: Refusal[] = []
  if (mandate.principalId !== act.principalId) refusals.push(refusal('mandate.other-principal', law))
  if (mandate.agentRef !== act.agentRef) refusals.push(refusal('mandate.other-agent', law))
  if (!mandate.scopes.includes(act.scope) || !offeredScopes(policy).includes(act.scope)) {
    refusals.push(refusal('mandate.other-scope', law, { scope: act.scope }))
  }
  const mayWait = mandate.way === 'visit' && BEFORE_VISIT.includes(act.scope)
  if (provisional && !mayWait) refusals.push(refusal('mandate.not-confirmed', law))
  if (mandate.revokedOn !== null) refusals.push(refusal('mandate.revoked', law, { since: mandate.revokedOn }))
  if (on > mandate.lastOn) {
    refusals.push(refusal('mandate.expired', policy.mandateDays.law, { lastDayOn: mandate.lastOn }))
  }
  if (mandate.uses >= mandate.usesMax) {
    refusals.push(refusal('mandate.used-up', policy.mandateUses.law, { most: mandate.usesMax }))
  }
  const use = mandate.uses + 1
  return decided(
    refusals,
    () => ({ use, provisional }),
    () => [ground(law, 'mandate.active', { scope: act.scope, use, most: mandate.usesMax, lastDayOn: mandate.lastOn })],
  )
}
