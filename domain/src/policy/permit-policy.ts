import { z } from 'zod'

import { monthPeriod } from './period.ts'
import { sourced } from './sourced.ts'

const count = z.number().int().positive()

/**
 * R15: what a late endorsement does to residence years (居住年限自补办签注手续之日起连续计算). The sentence is open; these are the
 * readings found in force somewhere, one word each.
 */
export const lateEndorsementReading = z.discriminatedUnion('kind', [
  /** Earlier years are kept, the suspended days are left out. */
  z.strictObject({ kind: z.literal('continue-exclude-gap') }),
  /** Nothing is lost. */
  z.strictObject({ kind: z.literal('continue-include-gap') }),
  /** Years run anew from the late endorsement. */
  z.strictObject({ kind: z.literal('restart') }),
  /** Anew only when it comes more than `n` units after the first suspended day. */
  z.strictObject({
    kind: z.literal('restart-if-late-over'),
    n: count,
    unit: z.enum(['day', 'month', 'year']),
    /** The same limit for those who booked online while still in time. */
    bookedOnlineN: count.optional(),
    /** Whether the suspended days of those who came within the limit count. */
    gap: z.enum(['excluded', 'included']),
  }),
])
export type LateEndorsementReading = z.infer<typeof lateEndorsementReading>

/** R12, R13, R15: the permit's calendar. */
export const permitPolicySchema = z.strictObject({
  validYears: sourced(count),
  endorsementOpens: sourced(monthPeriod),
  anniversaryDayInWindow: sourced(z.boolean()),
  holidayExtends: sourced(z.boolean()),
  lateEndorsement: sourced(lateEndorsementReading),
  /** Years of suspension without a break after which the permit is cancelled; null: never for that. */
  cancelIfSuspended: sourced(z.strictObject({ n: count, unit: z.literal('year') }).nullable()),
})
