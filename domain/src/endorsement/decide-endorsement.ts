import type { Condition, Provided } from '../application/checklist.ts'
import type { Presence } from '../application/decide-application.ts'
import { addPeriod } from '../calendar/period-end.ts'
import {
  type Decision,
  granted,
  ground,
  type Ground,
  refusal,
  type Refusal,
  refusalsOf,
  refused,
} from '../kernel/decision.ts'
import { addDays, daysBetween, type PlainDate } from '../kernel/plain-date.ts'
import { decidedEnd, refuseDecidedEnd } from '../permit/decided-end.ts'
import { decidePresence } from '../permit/decide-presence.ts'
import { decideTransition } from '../permit/decide-transition.ts'
import { refusePapers } from '../permit/missing-papers.ts'
import type { PermitFacts } from '../permit/permit-facts.ts'
import { type PermitStanding, permitStanding } from '../permit/permit-standing.ts'
import { refuseStanding } from '../permit/refuse-standing.ts'
import { type LifeLaw, packGoverning } from '../policy/pack-governing.ts'
import type { Pack } from '../policy/pack.ts'
import type { Channel } from '../policy/workflow-policy.ts'
import type { LifeLedger } from '../residence/life-ledger.ts'
import { type LateEffect, lateEffect } from './late-endorsement.ts'

/** An endorsement as it is asked for. */
export type EndorsementCase = {
  readonly permit: PermitFacts
  /** From the residence ledger as of the day. */
  readonly residence: Pick<LifeLedger, 'residing' | 'registeredSince' | 'residenceStart' | 'eligibleFrom'>
  /** Which of the three conditions still stands; `none` when the holder has neither work nor home nor school here. */
  readonly condition: Condition | 'none'
  readonly provided: Provided
  readonly presence: Presence
  readonly channel: Channel
  /** Online the holder confirms that address, work and school are as registered. */
  readonly confirmsNothingChanged?: boolean
  /** Booked online, where that gives more time. */
  readonly bookedOnlineOn?: PlainDate
}

export type Endorsement = {
  readonly kind: 'in-time' | 'late'
  /** The full year that it is for. */
  readonly anniversaryOn: PlainDate
  /** How the permit stands afterwards. */
  readonly baseOn: PlainDate
  readonly timesEndorsed: number
  readonly validUntil: PlainDate
  readonly nextOpensOn: PlainDate
  readonly secondReview: boolean
  /** The end that was decided because no condition was met any more: one is again, so it is taken back. */
  readonly takesBack?: NonNullable<PermitFacts['ended']>
  /** What coming late did; absent when in time. */
  readonly cost?: LateEffect & { readonly suspendedFrom: PlainDate; readonly residenceStart?: PlainDate }
}

const ENDORSED_BY = 'CN-663:10.2'

/**
 * Decides whether a permit is endorsed (签注) on the day its holder asks for it, and if not, tells every reason at once.
 *
 * The holder who has gone on living here comes within the month before each full year (CN-663:10.2), in Linhe within 30 days before
 * it with permit, ID card and one proof (LH-2017-36:三.二(2)). Coming late is no refusal: the functions are restored, the
 * calendar begins anew, and residence years change as the pack reads the sentence (CN-663:10.3).
 *
 * Rules of Foshan, issued 2016-07-15, so the first year is full on Sat 2017-07-15:
 *
 * - 2017-06-14: refused, the window opens on 2017-06-15
 * - 2017-06-15 to Mon 2017-07-17: in time, the next year is full on 2018-07-15
 * - 2017-07-18: late, suspended since that day, 0 days left out, the next year is full on 2018-07-18
 *
 * Readings taken: living on without a break since issue or the last endorsement (I-012, I-060), or half a year since one came back
 * (I-214); a condition still stands (I-052); papers in Foshan (I-051); a card reported lost need not be shown (I-057); a
 * condition met again takes back an end that was to come for want of one (I-215).
 */
export function decideEndorsement(facts: EndorsementCase, on: PlainDate, law: LifeLaw): Decision<Endorsement> {
  const pack = packGoverning(law.packs, on)
  const standing = permitStanding(beforeMovesOf(facts.permit, on), on, law)
  const { window } = standing
  const fatal = refuseStanding(standing)
  if (fatal.length > 0 || window === undefined) return refused(...fatal)

  const way = decideWay(facts, standing, on, pack)
  const refusals = [
    ...refuseTime(facts, standing, on, pack),
    ...refuseResidence(facts, standing, on, pack),
    ...refuseCondition(facts, pack),
    ...(takesBackEnd(facts, on) ? [] : refuseDecidedEnd(facts.permit, on, pack)),
    ...refusalsOf(way),
  ]
  if (refusals.length > 0 || !way.ok) return refused(...refusals)
  return endorsed(facts, standing, on, law, way.value.secondReview, way.grounds)
}

/** Endorsed and moved on one day, the endorsement comes first, whichever desk was quicker (LH-2017-36:三.二(3)). */
function beforeMovesOf(permit: PermitFacts, on: PlainDate): PermitFacts {
  // One that was made today stands before them already.
  if (permit.endorsements.some(({ acceptedOn }) => acceptedOn === on)) return permit
  return { ...permit, moves: permit.moves.filter(({ movedOn }) => movedOn !== on) }
}

function refuseTime(
  { permit }: EndorsementCase,
  { window, endorsementPending, state }: PermitStanding,
  on: PlainDate,
  pack: Pack,
): readonly Refusal[] {
  if (endorsementPending) {
    const open = permit.endorsements.find((one) =>
      [one.completedOn, one.refusedOn].every((done) => done === undefined || done > on),
    )
    const acceptedOn = open?.acceptedOn ?? on
    return [refusal('endorsement.already-accepted', ENDORSED_BY, { acceptedOn })]
  }
  if (window === undefined || state === 'suspended') return []
  const { endorsementOpens } = pack.permit
  const opensOn = addPeriod(window.anniversaryOn, endorsementOpens.value, -1)
  if (on >= opensOn) return []
  return [refusal('endorsement.too-early', endorsementOpens.law, { opensOn, lastInTimeOn: window.lastInTimeOn })]
}

/**
 * Lives here, and has done so without a break, or after one for half a year again, like anybody who asks for a first permit (I-214); a permit
 * from before the regulation has its own rule (FG-2015:二.三(3)).
 */
function refuseResidence(
  { permit, residence }: EndorsementCase,
  standing: PermitStanding,
  on: PlainDate,
  { endorsement, halfYear, permit: permitPolicy, transition }: Pack,
): readonly Refusal[] {
  const { value: wanted, law } = endorsement.continuousResidence
  const { eligibleFrom, registeredSince, residing } = residence
  if (!residing || registeredSince === undefined || eligibleFrom === undefined) {
    return [refusal('endorsement.not-residing', law)]
  }

  if (permit.printedExpiryOn !== undefined && permit.printedExpiryOn === standing.validUntil) {
    const old = decideTransition({ validThrough: permit.printedExpiryOn }, transition, permitPolicy)
    if ((old.ok && old.value.halfYearWaived) || eligibleFrom <= on) return []
    return [refusal('application.too-early', halfYear.law, { eligibleFrom, residenceStart: registeredSince })]
  }
  const since = lastActOn(permit, standing, on)
  if (wanted === 'residing' || registeredSince <= since || eligibleFrom <= on) return []
  return [refusal('endorsement.residence-broken', law, { registeredSince, since, eligibleFrom })]
}

/** The day of issue as it counts now, the last endorsement, or the day on which it came from elsewhere (I-182): since then the residence has to have gone on. */
function lastActOn({ endorsements, moves }: PermitFacts, { issuedOn }: PermitStanding, on: PlainDate): PlainDate {
  const done = endorsements.filter(({ completedOn }) => completedOn !== undefined && completedOn <= on)
  const came = moves.filter(({ fromElsewhere, movedOn }) => fromElsewhere === true && movedOn <= on)
  const acts = [issuedOn, ...done.map(({ acceptedOn }) => acceptedOn), ...came.map(({ movedOn }) => movedOn)]
  return acts.toSorted().at(-1) ?? issuedOn
}

function refuseCondition({ condition }: EndorsementCase, { endorsement }: Pack): readonly Refusal[] {
  const { value: isAsked, law } = endorsement.conditionStillMet
  return isAsked && condition === 'none' ? [refusal('endorsement.condition-gone', law)] : []
}

/** Only at the window, where an official signs which condition stands again, and only an end for want of one. */
function takesBackEnd({ channel, condition, permit }: EndorsementCase, on: PlainDate): boolean {
  return decidedEnd(permit, on)?.reason === 'conditions-gone' && channel === 'counter' && condition !== 'none'
}

/** At the counter with the papers, or online by confirming where the city offers that. */
function decideWay(
  { channel, confirmsNothingChanged, presence, provided }: EndorsementCase,
  { cardMissing }: PermitStanding,
  on: PlainDate,
  { agency, checklist, endorsement }: Pack,
): Decision<{ readonly secondReview: boolean }> {
  const { channels, confirmOnlyOnline, inPerson } = endorsement
  if (!channels.value.includes(channel)) return refused(refusal('channel.not-offered', channels.law, { channel }))
  if (channel === 'online' && confirmOnlyOnline.value) {
    return confirmsNothingChanged === true
      ? granted({ secondReview: false }, [ground(confirmOnlyOnline.law, 'endorsement.confirmed-online')])
      : refused(refusal('endorsement.changed-online', confirmOnlyOnline.law))
  }
  const papers = refusePapers(endorsement, provided, checklist, cardMissing ? ['residence-permit'] : [])
  const present =
    inPerson.value && channel === 'counter'
      ? decidePresence(presence, 'endorsement', inPerson.law, on, agency)
      : granted({ secondReview: false }, [])
  if (papers.length > 0 || !present.ok) return refused(...papers, ...refusalsOf(present))
  return granted(present.value, [...present.grounds, ground(endorsement.documents.law, 'endorsement.papers-shown')])
}

function endorsed(
  facts: EndorsementCase,
  standing: PermitStanding,
  on: PlainDate,
  law: LifeLaw,
  secondReview: boolean,
  grounds: readonly Ground[],
): Decision<Endorsement> {
  const { bookedOnlineOn, permit } = facts
  const now = { acceptedOn: on, completedOn: on, ...(bookedOnlineOn === undefined ? {} : { bookedOnlineOn }) }
  const after = permitStanding({ ...permit, endorsements: [...permit.endorsements, now] }, on, law)
  const { baseOn, timesEndorsed, validUntil, window } = after
  const end = decidedEnd(permit, on)
  const result = {
    anniversaryOn: standing.validUntil,
    baseOn,
    timesEndorsed,
    validUntil,
    nextOpensOn: window?.opensOn ?? validUntil,
    secondReview,
    ...(end === undefined ? {} : { takesBack: end }),
  }
  const because =
    end === undefined
      ? grounds
      : [ground('CN-663:2', 'endorsement.end-taken-back', { endedOn: end.endedOn }), ...grounds]
  const { suspendedSince: suspendedFrom } = standing
  if (suspendedFrom === undefined) {
    const inTime = ground(ENDORSED_BY, 'endorsement.in-time', { anniversaryOn: standing.validUntil, validUntil })
    return granted({ kind: 'in-time', ...result }, [inTime, ...because])
  }
  const effect = lateEffect(suspendedFrom, now, packGoverning(law.packs, on).permit)
  const start = startAfter(facts.residence.residenceStart, effect, suspendedFrom, on)
  const cost = { ...effect, suspendedFrom, ...(start === undefined ? {} : { residenceStart: start }) }
  const late = ground(effect.law, `endorsement.late-${effect.years}`, {
    suspendedFrom,
    gapDays: effect.gapDays,
    ...(start === undefined ? {} : { residenceStart: start }),
  })
  return granted({ kind: 'late', ...result, cost }, [late, ...because])
}

/** Only suspended days since the years began can be left out of them: a move may have begun them anew meanwhile. */
function startAfter(start: PlainDate | undefined, effect: LateEffect, suspendedFrom: PlainDate, on: PlainDate) {
  if (effect.years === 'restart') return on
  if (start === undefined || effect.years === 'gap-included') return start
  return addDays(start, daysBetween(start > suspendedFrom ? start : suspendedFrom, on))
}
