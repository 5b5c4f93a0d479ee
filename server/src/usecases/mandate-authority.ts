import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { granted, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Duty } from '@anju/domain/policy/workflow-policy.ts'
import type { Act } from '../deps.ts'

/** Who writes a mandate down: whoever takes what the agent brings. */
export const MANDATE_GIVERS = ['accept', 'endorse'] as const satisfies readonly Duty[]
/** Who may ask the principal and be told of a revocation: they, and whoever goes to the door. */
export const MANDATE_ASKERS = ['accept', 'endorse', 'verify', 'visit', 'review'] as const satisfies readonly Duty[]

/** The first of the duties that the actor has; the refusal of the first where they have none. */
export function mandateDuty(act: Act, duties: readonly [Duty, ...Duty[]], pack: Pack): Decision<Duty> {
  const own = duties.find((duty) => mayPerform(act.actor, duty, pack.workflow).ok)
  if (own !== undefined) return granted(own, [])
  const refusing = mayPerform(act.actor, duties[0], pack.workflow)
  if (refusing.ok) throw new Error('A duty was found and not found')
  return refusing
}
