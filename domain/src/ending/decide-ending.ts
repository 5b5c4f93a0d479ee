import type { PeriodEnd } from '../calendar/period-end.ts'
import type { Provisional, WorkCalendar } from '../calendar/work-calendar.ts'
import { type Decision, granted, ground, refusal, type Refusal, refused } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { EndingEvent, EndingPolicy } from '../policy/ending-policy.ts'
import type { Pack } from '../policy/pack.ts'
import { decideDeparture } from '../registration/decide-patrol.ts'
import { decideObjection } from '../registration/decide-objection.ts'
import { registrationDueOn } from '../registration/registration-due-on.ts'
import { type Remedy, remediesFor } from '../remedy/remedies.ts'

type Effect = NonNullable<EndingPolicy[EndingEvent]['value']>

/** What happened to a person, as far as it may end their registration or permit. */
export type EndingFacts = {
  readonly event: EndingEvent
  /** The visit that found it untrue, leaving, conversion, death, the finding of fraud, the refused endorsement. */
  readonly happenedOn: PlainDate
  readonly registeredOn: PlainDate
  /** The permit in force or suspended, when there is one. */
  readonly permit?: { readonly validToOn: PlainDate }
  /** Officials who signed, each once. The system signs nothing. */
  readonly signedBy: readonly string[]
  /** Who said that the person left. */
  readonly reportedBy?: 'person' | 'landlord' | 'employer'
  /** The day the office decides and tells the person at once. */
  readonly decidedOn: PlainDate
}

/** What ends, on which day, and what the person can do about it; marked when the last day to object is provisional. */
export type Ending = Provisional & {
  readonly registration: { readonly effect: Effect['registration']; readonly endsOn: PlainDate | null }
  readonly permit: { readonly effect: Effect['permit']; readonly endsOn: PlainDate | null } | null
  readonly card: Effect['card']
  readonly toldOn: PlainDate
  readonly objectionUntil: PlainDate | null
  readonly remedies: readonly Remedy[]
  /** For a departure: the last day to sign off, and whether that was kept. */
  readonly signOff: (PeriodEnd & { readonly late: boolean }) | null
}

/**
 * Decides what an event ends (注销、终止), and from which day.
 *
 * A declaration found untrue cancels the registration and the person is told at once (FS-2016-14:附件2.注销告知); leaving
 * ends it on the day of leaving (FM-2014:19); local hukou and death end registration and permit, by the record of another
 * authority (CN-663:7); a permit obtained by fraud is revoked and collected (CN-663:19.2).
 *
 * - visited 2016-01-08 and found untrue, told that day: objection until Sat 2016-01-23, so until Mon 01-25
 * - left 2016-05-10 and signed off 05-13: in time; on Mon 05-16 late; the registration ended on 05-10 either way
 * - local hukou reported 2017-03-02: the permit ends that day and the card is handed in
 * - left by the landlord's word alone: nothing ends, the person is asked
 *
 * Readings taken: the permit of who leaves rests and does not end (I-071); who meets no condition any more keeps the permit
 * to the day it is valid to (I-072); officials decide, never a machine alone, and two of them where somebody is found out
 * (I-031, I-073); a day that is only provisional makes nobody late (I-105).
 */
export function decideEnding(
  facts: EndingFacts,
  pack: Pick<Pack, 'endings' | 'workflow' | 'registration' | 'remedies'>,
  calendar: WorkCalendar,
): Decision<Ending> {
  const { event, happenedOn, decidedOn, registeredOn } = facts
  const { value: effect, law } = pack.endings[event]
  if (effect === null) return refused(refusal('ending.not-provided', law, { event }))

  const refusals: Refusal[] = []
  const signed = new Set(facts.signedBy).size
  if (signed < effect.officials) {
    refusals.push(refusal('ending.officials-missing', law, { officials: effect.officials, signed }))
  }
  const departure = decideDeparture(
    { leftOn: happenedOn, reportedBy: facts.reportedBy ?? 'person' },
    { registeredOn, today: decidedOn },
    law,
  )
  if (!departure.ok) refusals.push(...departure.refusals.map((one) => withField(one, event)))
  if (refusals.length > 0) return refused(...refusals)

  if (event === 'left-city' && departure.ok && !departure.value.ends) {
    return granted(nothingEnds(facts), departure.grounds)
  }
  return granted(endingOf(facts, effect, pack, calendar), [ground(law, `ending.${event}`, { happenedOn })])
}

function endingOf(
  facts: EndingFacts,
  effect: Effect,
  pack: Pick<Pack, 'workflow' | 'registration' | 'remedies'>,
  calendar: WorkCalendar,
): Ending {
  const { event, happenedOn, decidedOn, permit } = facts
  const on = effect.endsOn === 'event' ? happenedOn : decidedOn
  const permitOn = effect.endsOn === 'expiry' && permit !== undefined && permit.validToOn > on ? permit.validToOn : on
  const objection = decideObjection({ state: 'ended', since: decidedOn }, decidedOn, pack, calendar)
  return {
    registration: { effect: effect.registration, endsOn: effect.registration === 'goes-on' ? null : on },
    permit:
      permit === undefined ? null : { effect: effect.permit, endsOn: effect.permit === 'goes-on' ? null : permitOn },
    card: permit === undefined ? 'kept' : effect.card,
    toldOn: decidedOn,
    objectionUntil: objection.ok ? objection.value.lastDayOn : null,
    ...(objection.ok && objection.value.provisionalYear !== undefined
      ? { provisionalYear: objection.value.provisionalYear }
      : {}),
    remedies: remediesFor(decidedOn, pack.remedies),
    signOff: event === 'left-city' ? signOffOf(happenedOn, decidedOn, pack, calendar) : null,
  }
}

function signOffOf(
  leftOn: PlainDate,
  signedOffOn: PlainDate,
  pack: Pick<Pack, 'registration'>,
  calendar: WorkCalendar,
): NonNullable<Ending['signOff']> {
  const due = registrationDueOn('leaving', leftOn, pack.registration, calendar)
  return { ...due, late: due.provisionalYear === undefined && signedOffOn > due.extendedOn }
}

function nothingEnds({ permit, decidedOn }: EndingFacts): Ending {
  return {
    registration: { effect: 'goes-on', endsOn: null },
    permit: permit === undefined ? null : { effect: 'goes-on', endsOn: null },
    card: 'kept',
    toldOn: decidedOn,
    objectionUntil: null,
    remedies: [],
    signOff: null,
  }
}

/** The day that is out of order is only for a departure the day of leaving. */
function withField(one: Refusal, event: EndingEvent): Refusal {
  return event === 'left-city' ? one : { ...one, facts: { ...one.facts, field: 'happenedOn' } }
}
