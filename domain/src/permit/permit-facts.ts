import type { PlainDate } from '../kernel/plain-date.ts'

/**
 * What happened to one permit (居住证). Only what happened: suspended, overdue, valid until and the like follow from it and a day
 * (see `residence/life-ledger.ts`), so nothing here can go stale. Lists may come in any order.
 */
export type PermitFacts = {
  readonly permitId: string
  /** Day of issue (签发日期) as first printed. */
  readonly issuedOn: PlainDate
  /** County-level division (6 digits) whose police issued it. */
  readonly issuedIn: string
  /** Last day of validity printed on a permit issued before the regulation; absent on any later one. */
  readonly printedExpiryOn?: PlainDate
  readonly endorsements: readonly EndorsementFact[]
  readonly moves: readonly MoveFact[]
  readonly cards: readonly CardFact[]
  readonly ended?: { readonly endedOn: PlainDate; readonly reason: PermitEnding }
  readonly endsTakenBack?: readonly EndTakenBack[]
}

/** An end that was taken back after an objection: in the days between nobody could endorse the permit. */
export type EndTakenBack = {
  /** The day the end was told to the holder. */
  readonly toldOn: PlainDate
  /** Last day until which an endorsement is in time all the same, as told with the answer ({@link endorseUntilAfterEnd}). */
  readonly endorseUntil: PlainDate
}

/** One endorsement case (签注). The day it was accepted counts, however long the office takes. */
export type EndorsementFact = {
  readonly acceptedOn: PlainDate
  /** Absent while the office has not decided. */
  readonly completedOn?: PlainDate
  /** Decided against the holder; then it never was an endorsement. */
  readonly refusedOn?: PlainDate
  /** The day the holder booked it online, where a city gives more time to those who did. */
  readonly bookedOnlineOn?: PlainDate
}

/** One change of address (变更居住地住址) written to the permit. */
export type MoveFact = {
  /** The day the change was recorded (办理变更登记的日期). */
  readonly movedOn: PlainDate
  /** The registration at the new place; absent where none in this registry led here. */
  readonly registrationId?: string
  /** County-level divisions, 6 digits each. */
  readonly from: string
  readonly to: string
  /** Signed off at the old place. */
  readonly signedOffOn?: PlainDate
  /** Registered at the new place; absent while that has not been done. */
  readonly registeredOn?: PlainDate
  /** What the police found, where the city leaves a move to them. */
  readonly decidedAs?: 'keep' | 'reset'
  /** Until this day another registry kept the permit and the residence (I-182). */
  readonly fromElsewhere?: true
}

export const CARD_EVENTS = ['lost', 'found', 'damaged', 'replaced', 'reissued', 'corrected'] as const
export type CardEvent = (typeof CARD_EVENTS)[number]

/** What happened to the card (证件), which is a thing and not the right. None of it moves the permit's calendar. */
export type CardFact = {
  readonly on: PlainDate
  readonly event: CardEvent
  /** Which card of the permit, in the order in which they were made: the first is 1. */
  readonly nth: number
  /** What stands on it (证芯编号); absent where it is only supposed. */
  readonly stockNo?: string
}

export const PERMIT_ENDINGS = ['local-hukou', 'died', 'left-city', 'conditions-gone', 'fraud'] as const
/** Why a permit ended for good (注销、收缴). */
export type PermitEnding = (typeof PERMIT_ENDINGS)[number]
