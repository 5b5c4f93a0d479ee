import { z } from 'zod'

import { sourced } from './sourced.ts'

const count = z.number().int().nonnegative()
const words = { zh: z.string().min(1), en: z.string().min(1) }

/** R28 保密: how looks at personal data are bounded, kept and told (数据访问). */
export const lookPolicySchema = z.strictObject({
  /** What a person may be looked up for without a case (查阅事由). `withheld`: telling the person would hinder the duty itself. */
  purposes: sourced(
    z
      .array(z.strictObject({ key: z.string().regex(/^[a-z-]+$/), ...words, withheld: z.boolean().default(false) }))
      .min(1),
  ),
  /** Persons an official looks at without a case in a day before the audit administrator is told (AL11). */
  withoutCasePerDay: sourced(count.positive()),
  /** Masked values an official may have shown in full in a day. */
  revealsPerDay: sourced(count.positive()),
  /** Seconds for which a screen shows such a value. */
  revealSeconds: sourced(count.positive()),
  /** Rows of a list that may be exported without a reason. */
  exportRowsFree: sourced(count),
  /** Rows an official may export in a day. */
  exportRowsPerDay: sourced(count.positive()),
  /** Months for which a look is kept at least. */
  keptMonths: sourced(count.positive()),
  /** Months for which a look that left the registry, on paper or as a file, is kept at least. */
  handedOutKeptMonths: sourced(count.positive()),
  /** Days before the person is told even the number of withheld looks. */
  withheldDays: sourced(count.positive()),
})

export type LookPolicy = z.infer<typeof lookPolicySchema>
