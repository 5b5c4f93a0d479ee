import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import { type Ground, ground } from '../kernel/decision.ts'
import { moveEffect } from '../permit/move-effect.ts'
import { type LifeLaw, packGoverning } from '../policy/pack-governing.ts'
import type { Pack } from '../policy/pack.ts'
import { registeredOn } from '../registration/registered-on.ts'
import { type RegistrationDuty, registrationDueOn } from '../registration/registration-due-on.ts'
import { decideContinuity } from '../residence/decide-continuity.ts'
import type { LifeEvent } from './life-event.ts'
import { heldPermit, isElsewhere, nextStay, type OpenMove, step, type SupposedLife } from './supposed-life.ts'
import { type Judged, type Verdict, verdictOf } from './verdict.ts'

type Finding = readonly [Verdict, Ground]

/** By when somebody who came here has to register (R06: FM-2014:19, LH-2017-36:四.申报). */
export function judgeArrival(on: PlainDate, law: LifeLaw): Judged {
  return verdictOf([['noted', dueGround('arrival', on, 'what-if.register-by', law)]])
}

/**
 * Whether a registration came in time, which day counts as the registration day, and what it does to the residence before it:
 * a gap that is short enough goes on, a longer one breaks it off (FG-2015:二.三(2)); a move may start the years of a permit anew
 * (LH-2017-36:三.二(3)).
 */
export function judgeRegistration(
  life: SupposedLife,
  event: Extract<LifeEvent, { what: 'registered' }>,
  law: LifeLaw,
): Judged {
  const pack = packGoverning(law.packs, event.on)
  return verdictOf([
    ...registrationDay(event, pack),
    ...declaredInTime(life, event, law),
    ...continuityOf(life, event, pack, law),
    ...(life.move === undefined ? [] : moveFindings(life, life.move, event.on, law)),
  ])
}

/** By when a move has to be registered, and what it will do then. */
export function judgeMove(life: SupposedLife, event: Extract<LifeEvent, { what: 'moved' }>, law: LifeLaw): Judged {
  const next = step(life, event, law)
  const move = next.ok ? next.value.move : undefined
  if (move === undefined) return verdictOf([])
  const { continuity, addressChange } = packGoverning(law.packs, event.on)
  const elsewhere = isElsewhere(move, packGoverning(law.packs, event.on))
  return verdictOf([
    ['noted', dueGround('change', event.on, 'what-if.register-move-by', law)],
    ...(elsewhere ? [] : ([['noted', gapGround(event.on, continuity)]] satisfies readonly Finding[])),
    ...moveFindings(life, move, event.on, law),
    ...(heldPermit(life, event.on, law) === undefined || addressChange.newCard.value
      ? []
      : ([['noted', ground(addressChange.newCard.law, 'what-if.no-new-card')]] satisfies readonly Finding[])),
  ])
}

/** By when a departure has to be told, or whether it was told in time; and how soon the residence can go on all the same. */
export function judgeDeparture(
  life: SupposedLife,
  { what, on }: Extract<LifeEvent, { what: 'signed-off' | 'left' }>,
  law: LifeLaw,
): Judged {
  const { continuity } = packGoverning(law.packs, on)
  if (what === 'left') {
    return verdictOf([
      ['noted', dueGround('leaving', on, 'what-if.sign-off-by', law)],
      ['noted', gapGround(on, continuity)],
    ])
  }
  if (life.leftOn === undefined) return verdictOf([['noted', gapGround(on, continuity)]])
  return verdictOf([inTime('leaving', life.leftOn, on, law, SIGNED_OFF)])
}

function registrationDay(
  { on, channel, submittedOn }: Extract<LifeEvent, { what: 'registered' }>,
  { registration }: Pack,
): readonly Finding[] {
  const declaration = { channel, submittedOn: submittedOn ?? on, enteredOn: on }
  const { registeredOn: day, basis, law } = registeredOn(declaration, registration.dateBasis)
  return [['noted', ground(law, 'registration.day', { registeredOn: day, basis })]]
}

/** The declaration counts from the day it was handed in, whichever day is entered. */
function declaredInTime(
  life: SupposedLife,
  { on, submittedOn }: Extract<LifeEvent, { what: 'registered' }>,
  law: LifeLaw,
): readonly Finding[] {
  const since = life.move?.on ?? life.arrivedOn
  if (since === undefined) return []
  return [inTime(life.move === undefined ? 'arrival' : 'change', since, submittedOn ?? on, law, DECLARED)]
}

function continuityOf(
  life: SupposedLife,
  event: Extract<LifeEvent, { what: 'registered' }>,
  pack: Pack,
  { calendar }: LifeLaw,
): readonly Finding[] {
  const last = life.stays.at(-1)
  if (last?.endedOn === undefined || (life.move !== undefined && isElsewhere(life.move, pack))) return []
  const { continues, ground: why } = decideContinuity(last.endedOn, nextStay(life, event, pack), pack, calendar)
  return [[continues ? 'continues' : 'breaks', why]]
}

/** What the move does to a permit that is held; without one, only whether the residence goes on in this city. */
function moveFindings(life: SupposedLife, { from, to }: OpenMove, on: PlainDate, law: LifeLaw): readonly Finding[] {
  const { effect, scope, law: clause } = moveEffect(from, to, packGoverning(law.packs, on))
  const isHeld = heldPermit(life, on, law) !== undefined
  const because = (key: string) => ground(clause, key, { scope })
  switch (effect) {
    case 'keep':
      return isHeld ? [['continues', because('what-if.move-keeps')]] : []
    case 'reset':
      return isHeld ? [['resets', because('what-if.move-resets')]] : []
    case 'police-decide':
      return [['noted', because('what-if.move-police-decide')]]
    case 'new-registration':
      return [['breaks', because('what-if.move-registers-there')]]
    default:
      return [['breaks', because('what-if.move-applies-there')]]
  }
}

/** The last day on which registering again leaves no gap that is too long. */
function gapGround(endedOn: PlainDate, { maxGapDays }: Pack['continuity']): Ground {
  const byOn = addDays(endedOn, maxGapDays.value)
  return ground(maxGapDays.law, 'what-if.gap-until', { byOn, days: maxGapDays.value })
}

type InTimeKeys = { readonly inTime: string; readonly late: string }
const DECLARED: InTimeKeys = { inTime: 'registration.in-time', late: 'registration.late' }
const SIGNED_OFF: InTimeKeys = { inTime: 'what-if.signed-off-in-time', late: 'what-if.signed-off-late' }

function inTime(duty: RegistrationDuty, since: PlainDate, on: PlainDate, law: LifeLaw, keys: InTimeKeys): Finding {
  const due = dueOn(duty, since, law)
  return on > due.facts.dueOn
    ? ['late', ground(due.law, keys.late, due.facts)]
    : ['in-time', ground(due.law, keys.inTime, due.facts)]
}

function dueGround(duty: RegistrationDuty, since: PlainDate, key: string, law: LifeLaw): Ground {
  const { law: clause, facts } = dueOn(duty, since, law)
  return ground(clause, key, facts)
}

function dueOn(duty: RegistrationDuty, since: PlainDate, { packs, calendar }: LifeLaw) {
  const { registration } = packGoverning(packs, since)
  const { law } = {
    arrival: registration.dueAfterArrival,
    change: registration.dueAfterChange,
    leaving: registration.dueAfterLeaving,
  }[duty]
  const { extendedOn, provisionalYear } = registrationDueOn(duty, since, registration, calendar)
  return { law, facts: { dueOn: extendedOn, ...(provisionalYear === undefined ? {} : { provisionalYear }) } }
}
