import type { ClauseRef } from '../kernel/clause.ts'
import type { Facts } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { type LifeLaw, packGoverning } from '../policy/pack-governing.ts'
import { lostCards } from './lost-card.ts'
import type { PermitEnding, PermitFacts } from './permit-facts.ts'
import { permitLife } from './permit-life.ts'
import type { LapseReason, PermitRun } from './permit-run.ts'
import { type StandingWindow, windowOf } from './permit-window.ts'

export const PERMIT_STATES = ['not-yet', 'in-force', 'suspended', 'rests', 'ended'] as const
/** Derived from facts and a day, stored nowhere: suspended is the consequence of a day passing, `rests` of the holder's leaving. */
export type PermitState = (typeof PERMIT_STATES)[number]

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
  /** County-level division whose police signed it last. */
  readonly issuedIn: string
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
  /** First day of the holder's absence (已离开本市), while it lasts; known where the stays are: of `permitStanding` alone never. */
  readonly restsSince?: PlainDate
  /** Days on which late endorsements restored the functions, oldest first. */
  readonly restoredOn: readonly PlainDate[]
  readonly endedOn?: PlainDate
  readonly endedBecause?: PermitEnding | LapseReason
  /** The card is lost and no other was made: the functions rest. */
  readonly cardMissing: boolean
}

const SUSPENDED_BY = 'CN-663:10.3'
const ENDORSED_BY = 'CN-663:10.2'

/**
 * Tells how a permit stands on `asOf`: in force, suspended (使用功能中止), ended, or not yet issued; since when, until when, and when it is
 * endorsed next. Everything follows from what happened and the day ({@link permitLife}).
 *
 * Rules of Foshan, issued 2016-07-15, endorsed 2017-07-01 and never again:
 *
 * - 2018-07-15 (Sun): in force, valid until that day · 2018-07-16: in force over the rest day, last day in time
 * - 2018-07-17: suspended since 2018-07-17
 */
export function permitStanding(permit: PermitFacts, asOf: PlainDate, law: LifeLaw): PermitStanding {
  return standingAfter(permit, permitLife(permit, asOf, law), asOf, law)
}

/** As {@link permitStanding}, for a life that was followed already. */
export function standingAfter(permit: PermitFacts, run: PermitRun, asOf: PlainDate, law: LifeLaw): PermitStanding {
  const { issuedOn, issuedIn, baseOn, timesEndorsed, restoredOn, pending } = run
  const dates = {
    permitId: permit.permitId,
    issuedOn,
    issuedIn,
    baseOn,
    timesEndorsed,
    restoredOn,
    cardMissing: isCardMissing(permit, asOf),
  }
  const window = windowOf(run, law)
  const validUntil = window.anniversaryOn
  const ended = endOf(permit, run, asOf)
  if (ended !== undefined) {
    const facts = { endedOn: ended.endedOn, reason: ended.endedBecause }
    return {
      ...dates,
      validUntil,
      endorsementPending: false,
      ...ended,
      state: 'ended',
      law: 'CN-663:10.1',
      key: 'permit.ended',
      facts,
    }
  }
  const going = { ...dates, validUntil, window, endorsementPending: pending }
  if (asOf < permit.issuedOn) {
    return { ...going, state: 'not-yet', law: 'CN-663:10.1', key: 'permit.not-yet', facts: { issuedOn } }
  }
  const suspendedSince = run.suspensions.find(({ until }) => until === undefined)?.from
  if (suspendedSince !== undefined) {
    const facts = { suspendedSince, lastInTimeOn: window.lastInTimeOn }
    return { ...going, suspendedSince, state: 'suspended', law: SUSPENDED_BY, key: 'permit.suspended', facts }
  }
  return { ...going, state: 'in-force', ...reasonInForce({ ...going, inTimeUntil: run.inTimeUntil }, asOf, law) }
}

function reasonInForce(
  {
    endorsementPending,
    inTimeUntil,
    validUntil,
    window,
  }: Pick<PermitRun, 'inTimeUntil'> & { endorsementPending: boolean; validUntil: PlainDate; window: StandingWindow },
  asOf: PlainDate,
  { packs }: LifeLaw,
): Pick<PermitStanding, 'law' | 'key' | 'facts'> {
  const { validYears, holidayExtends } = packGoverning(packs, asOf).permit
  if (asOf <= validUntil) return { law: validYears.law, key: 'permit.in-force', facts: { validUntil } }
  const { lastInTimeOn } = window
  if (asOf <= lastInTimeOn) {
    const facts = { validUntil, lastInTimeOn }
    return lastInTimeOn === inTimeUntil
      ? { law: ENDORSED_BY, key: 'permit.in-force-end-taken-back', facts }
      : { law: holidayExtends.law, key: 'permit.in-force-over-rest-days', facts }
  }
  const key = endorsementPending ? 'permit.endorsement-pending' : 'permit.endorsement-refused'
  return { law: ENDORSED_BY, key, facts: { validUntil } }
}

function endOf(permit: PermitFacts, { lapsed }: PermitRun, asOf: PlainDate) {
  if (permit.ended !== undefined && permit.ended.endedOn <= asOf) {
    return { endedOn: permit.ended.endedOn, endedBecause: permit.ended.reason }
  }
  return lapsed === undefined || lapsed.on > asOf ? undefined : { endedOn: lapsed.on, endedBecause: lapsed.because }
}

/** One is lost, and it was neither found again nor another made after it. */
function isCardMissing({ cards }: PermitFacts, asOf: PlainDate): boolean {
  return lostCards(cards, asOf).some(({ remadeOn }) => remadeOn === undefined)
}
