import type { PlainDate } from '../kernel/plain-date.ts'

/** What is looked for in the acts of officials. */
export const MISUSE_RULES = [
  'too-many-an-hour',
  'after-hours',
  'too-quick',
  'same-phone',
  'same-dwelling',
  'same-agent',
  'same-image',
  'without-visit',
  'unlike-peers',
] as const
export type MisuseRule = (typeof MISUSE_RULES)[number]

/**
 * A question about the acts of one official (滥用提示): never a decision, and nothing follows from it by itself.
 * `figure` reached `limit`; `peers` is what others have, where the rule compares.
 */
export type MisuseAlert = {
  readonly rule: MisuseRule
  readonly officialId: string
  readonly on: PlainDate
  readonly caseIds: readonly string[]
  readonly figure: number
  readonly limit: number
  readonly peers: number | null
}
