import { z } from 'zod'

import { sourced } from './sourced.ts'

const count = z.number().int().positive()

/** R29 公布服务范围: how often the list of services and conveniences is published. */
export const publicationPolicySchema = z.strictObject({
  everyYears: sourced(count),
  /** Days before the due day on which the departments are warned. */
  alertDays: sourced(count),
})

export type PublicationPolicy = z.infer<typeof publicationPolicySchema>
