import { type Decision, decided, ground, refusal } from '../kernel/decision.ts'
import type { CardAsker, DisclosurePolicy } from '../policy/disclosure-policy.ts'
import type { PenaltyAct } from '../policy/penalty-policy.ts'

/** The lead that follows when somebody keeps a card who may not. */
export const RETENTION_LEAD: PenaltyAct = 'keep-permit-unlawfully'

/**
 * Decides whether somebody may keep another's card (扣押).
 *
 * Only the police may (GD-2009:18); whoever else does commits an offence (CN-663:18(3)), and the refusal is the lead
 * {@link RETENTION_LEAD}.
 *
 * - police: may · school, employer, landlord: refused, with a lead
 *
 * Reading taken for Linhe, whose text is silent (I-080).
 */
export function decideRetention(
  by: CardAsker,
  policy: Pick<DisclosurePolicy, 'retainedBy'>,
): Decision<{ readonly by: CardAsker }> {
  const { retainedBy } = policy
  return decided(
    retainedBy.value.includes(by) ? [] : [refusal('check.card-kept', 'CN-663:18(3)', { asker: by })],
    () => ({ by }),
    () => [ground(retainedBy.law, 'check.may-retain', { asker: by })],
  )
}
