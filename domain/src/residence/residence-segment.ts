import type { ClauseRef } from '../kernel/clause.ts'
import type { Facts } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'

/** Consecutive days with one meaning, both ends included. */
export type ResidenceSegment = {
  readonly from: PlainDate
  readonly to: PlainDate
  /** Whether these days belong to the latest continuous residence. */
  readonly counts: boolean
  readonly law: ClauseRef
  readonly key: string
  readonly facts: Facts
}
