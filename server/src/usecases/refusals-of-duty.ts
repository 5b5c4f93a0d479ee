import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { type Refusal, refusalsOf } from '@anju/domain/kernel/decision.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Duty } from '@anju/domain/policy/workflow-policy.ts'
import type { Act } from '../deps.ts'

/** Why the caller may not do what a duty is needed for; empty when they may. */
export function refusalsOfDuty(
  { actor }: Pick<Act, 'actor'>,
  duty: Duty,
  { workflow }: Pick<Pack, 'workflow'>,
): Refusal[] {
  return [...refusalsOf(mayPerform(actor, duty, workflow))]
}
