import { z } from 'zod'

import { dayPeriod } from './period.ts'
import { plainDate, sourced } from './sourced.ts'

/** Rules that no longer decide anything new, as far as old cases and permits still need them. */
const historyPackSchema = z.strictObject({
  id: z.string(),
  jurisdiction: z.string(),
  inForceFrom: plainDate,
  /** Last day on which an application fell under them. */
  inForceUntil: plainDate,
  title: z.strictObject({ zh: z.string(), en: z.string() }),
  production: sourced(dayPeriod),
  longestValidYears: sourced(z.number().int().positive()),
})

export type HistoryPack = z.infer<typeof historyPackSchema>

/** @throws ZodError naming each place that is not as the schema wants it. */
export function parseHistoryPack(input: unknown): HistoryPack {
  return historyPackSchema.parse(input)
}
