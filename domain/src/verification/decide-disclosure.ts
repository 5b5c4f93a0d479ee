import { type Decision, decided, ground, refusal, type Refusal } from '../kernel/decision.ts'
import type { CheckPurpose, DisclosurePolicy, ReleasedField } from '../policy/disclosure-policy.ts'

/**
 * Decides which facts of a permit are told for a purpose.
 *
 * Departments and officials keep to themselves what they learn of a person (CN-663:17), and giving it away is an offence
 * (CN-663:20(4)). So for each purpose only the facts it needs leave the register, and nobody gets the file.
 *
 * - a school asks for validity and residence years: told; it asks for the division, too: refused, naming that field
 *
 * Reading taken: what a purpose needs is a list in the pack (I-079).
 *
 * @param asked - absent: all that the purpose may have
 */
export function decideDisclosure(
  purpose: CheckPurpose,
  asked: readonly ReleasedField[] | undefined,
  policy: DisclosurePolicy,
): Decision<{ readonly fields: readonly ReleasedField[] }> {
  const known = policy.purposes.find((one) => one.purpose === purpose)
  const released = known?.releases ?? []
  const law = known?.law ?? policy.bound.law
  const refusals: Refusal[] = []
  if (known === undefined) refusals.push(refusal('check.purpose-unknown', law, { purpose }))
  const tooMuch = (asked ?? []).filter((field) => !released.includes(field))
  if (known !== undefined && tooMuch.length > 0) {
    refusals.push(refusal('check.field-not-released', policy.bound.law, { purpose, fields: tooMuch }))
  }
  return decided(
    refusals,
    () => ({ fields: asked ?? released }),
    () => [ground(law, 'check.released', { purpose, fields: asked ?? released })],
  )
}
