import type { RefuseReason } from '../action/values.ts'

/** Reasons for which an application may be refused (不予办理). */
export const REFUSE_REASONS = [
  'untrue',
  'condition-not-met',
  'not-target',
  'not-residing',
] as const satisfies readonly RefuseReason['code'][]
