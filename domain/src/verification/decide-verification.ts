import { type Decision, decided, ground, refusal, type Refusal } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { CardAsker, CheckPurpose, DisclosurePolicy, ReleasedField } from '../policy/disclosure-policy.ts'
import { decideDisclosure } from './decide-disclosure.ts'

/** A check of a permit (查验) as it is asked for. */
export type VerificationFacts = {
  readonly asker: CardAsker
  /** The law-enforcement or work ID was shown and checked. */
  readonly workIdChecked: boolean
  readonly purpose: CheckPurpose
  /** The matter it is asked for; it stands in the log. */
  readonly caseReference: string
  /** Facts wanted; absent means all that the purpose may have. */
  readonly fields?: readonly ReleasedField[]
  /** What became of the signature of a shown code (二维码); absent when no code was shown. */
  readonly code?: 'genuine' | 'forged'
}

/** What the register knows of the permit on that day. */
export type PermitAtCheck = {
  /** In force: neither suspended nor ended. */
  readonly valid: boolean
  readonly residenceYears: number
  readonly residenceDivision: string
}

/** The answer: yes or no, as of a day, and what else the purpose needs. Never the file. */
export type Verification = {
  readonly valid?: boolean
  readonly asOf?: PlainDate
  readonly residenceYears?: number
  readonly residenceDivision?: string
}

/**
 * Decides whether a check of a permit is answered, and with what.
 *
 * Staff on duty who show their law-enforcement or work ID may ask to see the permit (LH-2017-36:四.查验); each check has a
 * purpose and a case and is logged. The answer holds only what the purpose needs (CN-663:17).
 *
 * - a school checks a parent's permit: `{ valid: true, asOf, residenceYears: 2 }`
 * - a clerk without checked work ID, an employer, a landlord: refused · a forged code: refused, and an incident for the log
 */
export function decideVerification(
  facts: VerificationFacts,
  permit: PermitAtCheck,
  asOf: PlainDate,
  policy: DisclosurePolicy,
): Decision<Verification> {
  const { askedBy, workIdShown } = policy
  const disclosure = decideDisclosure(facts.purpose, facts.fields, policy)
  const refusals: Refusal[] = []
  if (!askedBy.value.includes(facts.asker)) {
    refusals.push(refusal('check.asker-not-entitled', askedBy.law, { asker: facts.asker }))
  }
  if (workIdShown.value && !facts.workIdChecked) refusals.push(refusal('check.work-id-missing', workIdShown.law))
  if (facts.caseReference.trim() === '') refusals.push(refusal('check.case-missing', policy.bound.law))
  if (facts.code === 'forged') refusals.push(refusal('check.code-forged', askedBy.law))
  if (!disclosure.ok) refusals.push(...disclosure.refusals)
  return decided(
    refusals,
    () => answerOf({ ...permit, asOf }, disclosure.ok ? disclosure.value.fields : []),
    () => [
      ground(askedBy.law, 'check.entitled', { asker: facts.asker, caseReference: facts.caseReference }),
      ...(disclosure.ok ? disclosure.grounds : []),
    ],
  )
}

function answerOf(known: Required<Verification>, fields: readonly ReleasedField[]): Verification {
  return Object.fromEntries(fields.map((field) => [field, known[field]]))
}
