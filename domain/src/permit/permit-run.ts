import type { ClauseRef } from '../kernel/clause.ts'
import type { Facts } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { LateEffect } from '../endorsement/late-endorsement.ts'

/** Days without functions (使用功能中止), and what became of them. */
export type Suspension = {
  readonly from: PlainDate
  /** The day of the late endorsement, itself restored, or the day the permit ended; absent while it goes on. */
  readonly until?: PlainDate
  readonly restored: boolean
  /** What the late endorsement did to residence years; days of one that was never made up are left out. */
  readonly years: LateEffect['years']
  readonly law: ClauseRef
}

export type LapseReason = 'suspended-too-long' | 'expired-before-regulation'

/** A day from which residence years (居住年限) count anew. */
export type YearsRestart = {
  readonly on: PlainDate
  readonly law: ClauseRef
  readonly key: string
  readonly facts: Facts
}

/** Where a permit stands after what happened to it so far: the running total of {@link permitLife}. */
export type PermitRun = {
  readonly issuedOn: PlainDate
  readonly issuedIn: string
  readonly baseOn: PlainDate
  readonly timesEndorsed: number
  /** Until the first endorsement of a permit from before the regulation. */
  readonly printedExpiryOn: PlainDate | undefined
  /** The functions go on to this day at least: a case accepted in time was being decided. */
  readonly heldUntil: PlainDate | undefined
  /** In time until this day at least: an end was taken back that had stood in the way. */
  readonly inTimeUntil: PlainDate | undefined
  readonly pending: boolean
  readonly suspensions: readonly Suspension[]
  readonly restarts: readonly YearsRestart[]
  readonly restoredOn: readonly PlainDate[]
  /** Ended by the passing of days alone. */
  readonly lapsed: { readonly on: PlainDate; readonly because: LapseReason } | undefined
}
