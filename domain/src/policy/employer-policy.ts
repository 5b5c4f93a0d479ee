import { z } from 'zod'

import { dayPeriod } from './period.ts'
import { sourced } from './sourced.ts'

/** R08 用人单位: what an employer of new residents owes the register. */
export const employerPolicySchema = z.strictObject({
  reportAfterHire: sourced(dayPeriod),
  reportAfterLeaving: sourced(dayPeriod),
  /** Whether a report period of natural days is prolonged over a holiday. */
  holidayExtends: sourced(z.boolean()),
  /** Dedicated staff are owed above this number of new residents (超过, so not at it); null where no text asks. */
  staffAbove: sourced(z.number().int().positive().nullable()),
  /** What the employer does for each person hired, beside reporting. */
  keeps: sourced(z.array(z.enum(['name-and-document-list', 'urging-to-declare']))),
})

export type EmployerPolicy = z.infer<typeof employerPolicySchema>
