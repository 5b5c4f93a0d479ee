import type { ClauseRef } from '../kernel/clause.ts'
import type { Facts } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { PermitEnding } from './permit-facts.ts'

export const PERMIT_STATES = ['not-yet', 'in-force', 'suspended', 'ended'] as const
/** Derived from facts and a day, stored nowhere: SUSPENDED is the consequence of a day passing. */
export type PermitState = (typeof PERMIT_STATES)[number]

/** The next endorsement (签注) of a permit. */
export type StandingWindow = {
  /** The day of the full year (满1年之日) by the calendar. */
  readonly anniversaryOn: PlainDate
  readonly opensOn: PlainDate
  /** Last day in time, a rest day having given way. */
  readonly lastInTimeOn: PlainDate
  /** The working days of that year are not published yet: `lastInTimeOn` is the plain day, which is never too late. */
  readonly provisional: boolean
}

/** How one permit stands on a day, and why. */
export type PermitStanding = {
  readonly permitId: string
  readonly state: PermitState
  /** Clause and message key of the reason for the state. */
  readonly law: ClauseRef
  readonly key: string
  readonly facts: Facts
  /** Day of issue as it counts now: a move to another county may have replaced it. */
  readonly issuedOn: PlainDate
  /** Anniversaries are counted from here: the day of issue, of the last late endorsement, or of a move that resets. */
  readonly baseOn: PlainDate
  /** Endorsed in time since `baseOn`. */
  readonly timesEndorsed: number
  /** Last day of validity: the next anniversary, or the printed day of an old permit. */
  readonly validUntil: PlainDate
  /** Absent once the permit has ended. While suspended: the window that was missed. */
  readonly window?: StandingWindow
  /** An endorsement was accepted and the office has not decided yet. */
  readonly endorsementPending: boolean
  /** First day without functions (使用功能中止), while suspended. */
  readonly suspendedSince?: PlainDate
  /** Days on which late endorsements restored the functions, oldest first. */
  readonly restoredOn: readonly PlainDate[]
  readonly endedOn?: PlainDate
  readonly endedBecause?: PermitEnding | 'suspended-too-long' | 'expired-before-regulation'
  /** The card is lost and no other was made: the functions rest. */
  readonly cardMissing: boolean
}
