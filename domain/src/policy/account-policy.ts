import { z } from 'zod'

import { misusePolicySchema } from './misuse-policy.ts'
import { sourced } from './sourced.ts'

const count = z.number().int().nonnegative()

/** The life of officials' accounts: how long one may lie unused, for how long a post may be lent, how often it is answered for. */
export const accountPolicySchema = z.strictObject({
  /** Days without a sign-in after which an account is suspended (停用), and after which it is closed (注销). */
  suspendAfterUnusedDays: sourced(count.positive()),
  closeAfterUnusedDays: sourced(count.positive()),
  /** Authenticators that every official has; the second one lies sealed. */
  authenticators: sourced(count.positive()),
  /** Days for which somebody with fewer still works: after the day the first was bound, or the other was lost. */
  secondKeyGraceDays: sourced(count),
  /** Hours for which an enrolment code may be typed in, once. */
  enrolmentCodeHours: sourced(count.positive()),
  /** Days for which a proposed enrolment waits for its approval. */
  enrolmentProposalDays: sourced(count.positive()),
  /** Longest temporary authorisation by the head of a unit, in hours. */
  temporaryHoursMax: sourced(count.positive()),
  /** Longest substitution, in days. */
  substitutionDaysMax: sourced(count.positive()),
  /** The heads of units confirm every post once in a period of so many months, counted from January. */
  confirmEveryMonths: sourced(
    z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(6), z.literal(12)]),
  ),
  /** Days after the end of such a period for which an unconfirmed post still holds. */
  confirmGraceDays: sourced(count),
  misuse: misusePolicySchema,
})
export type AccountPolicy = z.infer<typeof accountPolicySchema>
