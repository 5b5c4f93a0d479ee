import { decided, type Decision, ground, type Ground, refusal, type Refusal, refusalsOf } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { type LifeLaw, packGoverning } from '../policy/pack-governing.ts'
import type { LifeFacts } from '../residence/life-facts.ts'
import { type LifeLedger, lifeLedger } from '../residence/life-ledger.ts'
import { decideDeparture } from './decide-patrol.ts'
import { registrationDueOn } from './registration-due-on.ts'
import { decideTakeBack } from './decide-take-back.ts'

/** A person's own word, given online, that they left (网上申报离开). */
export type OwnDeparture = {
  readonly registrationId: string
  readonly registeredOn: PlainDate
  readonly leftOn: PlainDate
}

/**
 * Decides whether a person may sign off online, and tells beforehand everything that follows: the registration ends on the day of
 * leaving (FM-2014:19), whether that was told in time, what becomes of the permit (I-071), until when coming back keeps the residence
 * (FG-2015:二.三(2)), and until when the word can be taken back (I-185). Where a city takes declarations only at the window, so it does this.
 *
 * Rules of Foshan, told on Fri 2016-05-13:
 *
 * - left 2016-05-10: in time, ended on 05-10; registered again by 05-13 nothing is interrupted; taken back until Mon 05-30
 * - left 2016-05-09: late by a day, and done all the same
 * - left before the registration, or tomorrow: refused
 */
export function decideOwnDeparture(
  { registrationId, registeredOn, leftOn }: OwnDeparture,
  life: LifeFacts,
  today: PlainDate,
  law: LifeLaw,
): Decision<{ readonly endsOn: PlainDate }> {
  const pack = packGoverning(law.packs, today)
  const { channels } = pack.workflow.registration
  const departure = decideDeparture(
    { leftOn, reportedBy: 'person' },
    { registeredOn, today },
    pack.endings['left-city'].law,
  )
  const refusals: readonly Refusal[] = [
    ...(channels.value.includes('online') ? [] : [refusal('channel.not-offered', channels.law, { channel: 'online' })]),
    ...refusalsOf(departure),
  ]
  return decided(
    refusals,
    () => ({ endsOn: leftOn }),
    () => {
      const stays = life.stays.map((stay) =>
        stay.registrationId === registrationId ? { ...stay, endedOn: leftOn, left: true } : stay,
      )
      const after = lifeLedger({ ...life, stays }, today, law.packs, law.calendar)
      return [
        ...(departure.ok ? departure.grounds : []),
        signedOff(leftOn, today, law),
        ...permitsOf(after),
        ...after.owed.flatMap(({ what, law: clause, key, facts }) =>
          what === 'register-again' ? [ground(clause, key, facts)] : [],
        ),
        ...takenBackUntil(today, law),
      ]
    },
  )
}

function signedOff(leftOn: PlainDate, today: PlainDate, { packs, calendar }: LifeLaw): Ground {
  const { registration } = packGoverning(packs, leftOn)
  const { extendedOn: dueOn, provisionalYear } = registrationDueOn('leaving', leftOn, registration, calendar)
  const isLate = provisionalYear === undefined && today > dueOn
  const facts = { dueOn, ...(provisionalYear === undefined ? {} : { provisionalYear }) }
  return ground(registration.dueAfterLeaving.law, isLate ? 'departure.told-late' : 'departure.told-in-time', facts)
}

/** How each permit that has not ended will stand. */
function permitsOf({ permits }: LifeLedger): readonly Ground[] {
  return permits
    .filter(({ state }) => state !== 'ended' && state !== 'not-yet')
    .map(({ law, key, facts }) => ground(law, key, facts))
}

function takenBackUntil(today: PlainDate, { packs, calendar }: LifeLaw): readonly Ground[] {
  const pack = packGoverning(packs, today)
  const back = decideTakeBack({ since: today, endReason: 'departed' }, today, pack, calendar)
  if (!back.ok) return []
  const { lastDayOn, provisionalYear } = back.value
  const facts = { lastDayOn, ...(provisionalYear === undefined ? {} : { provisionalYear }) }
  return [ground(pack.workflow.registration.objectionDays.law, 'departure.take-back-until', facts)]
}
