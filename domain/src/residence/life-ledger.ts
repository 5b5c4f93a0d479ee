import type { ClauseRef } from '../kernel/clause.ts'
import type { Facts } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { PermitStanding } from '../permit/permit-standing.ts'
import type { WorkCalendar } from '../calendar/work-calendar.ts'
import type { Pack } from '../policy/pack.ts'
import type { LifeFacts } from './life-facts.ts'
import type { ResidenceSegment } from './residence-segment.ts'

export const OWED = ['endorse', 'endorse-late', 'register-again', 'register-after-move'] as const

/** Something the person has to do, or better do, and by when. */
export type Owed = {
  readonly what: (typeof OWED)[number]
  /** Last day on which it is in time; may lie in the past, then it is overdue. */
  readonly byOn: PlainDate
  readonly law: ClauseRef
  readonly key: string
  readonly facts: Facts
  readonly permitId?: string
}

/** A day of the life that matters, past or to come. Oldest first. */
export type Milestone = {
  readonly on: PlainDate
  readonly law: ClauseRef
  readonly key: string
  readonly facts: Facts
  readonly permitId?: string
}

/** The residence of a person day by day over the whole life (居住明细), and everything that follows from it on one day. */
export type LifeLedger = {
  /** From the first registration to `asOf`, every day in exactly one segment. */
  readonly segments: readonly ResidenceSegment[]
  /** Whether a registration is in force on `asOf`. */
  readonly residing: boolean
  /**
   * The day from which residence years count (居住年限计算起始日期): the first day of the continuous residence, moved on by what
   * late endorsements and moves cost. Absent when nobody resides.
   */
  readonly residenceStart?: PlainDate
  /** First day with half a year of residence (居住半年), from the registration alone: suspension does not touch it. */
  readonly eligibleFrom?: PlainDate
  /** Full residence years (居住年限) on `asOf`; 0 when nobody resides. */
  readonly residenceYears: number
  readonly nextYearOn?: PlainDate
  readonly permits: readonly PermitStanding[]
  readonly owed: readonly Owed[]
  readonly milestones: readonly Milestone[]
}

/** The packs of one jurisdiction, of any days; each act is judged by the one in force on its day. */
export type LifeLedgerRule = (
  facts: LifeFacts,
  asOf: PlainDate,
  packs: readonly Pack[],
  calendar: WorkCalendar,
) => LifeLedger
