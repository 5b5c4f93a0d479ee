import { z } from 'zod'

import { sourced } from './sourced.ts'

/** How far an official sees beside the divisions of the post. */
export const accessPolicySchema = z.strictObject({
  /** Longest cross-area grant (跨区协查), in hours; it ends by itself. */
  crossAreaHoursMax: sourced(z.number().int().positive()),
})
export type AccessPolicy = z.infer<typeof accessPolicySchema>
