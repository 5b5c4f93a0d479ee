import { z } from 'zod'

import { sourced } from './sourced.ts'

/** Deletion of a person's facts 删除个人信息: how long a record is kept once nothing is under way. */
export const erasurePolicySchema = z.strictObject({
  /** Years after the last registration or permit of a person ended for which the record is kept. */
  keptYears: sourced(z.number().int().positive()),
})
export type ErasurePolicy = z.infer<typeof erasurePolicySchema>
