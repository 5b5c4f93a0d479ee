import type { ClauseRef } from '../kernel/clause.ts'
import type { Facts } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { type LifeLaw, packGoverning } from '../policy/pack-governing.ts'
import { type RegistrationDuty, registrationDueOn } from '../registration/registration-due-on.ts'
import type { LifeLedger } from '../residence/life-ledger.ts'
import type { Owed } from '../residence/owed.ts'
import { heldPermit, type SupposedLife } from './supposed-life.ts'

export const NEXT_STEPS = ['register', 'register-move', 'sign-off', 'apply', 'reissue'] as const

/** Something to do next: from when, and by when; absent where the law names no day. */
export type NextDay = {
  readonly what: Owed['what'] | (typeof NEXT_STEPS)[number]
  readonly fromOn?: PlainDate
  readonly byOn?: PlainDate
  readonly law: ClauseRef
  readonly key: string
  readonly facts: Facts
}

/**
 * What comes next for somebody whose life is as supposed: what is owed by the ledger, and what the events leave open, soonest
 * first.
 */
export function nextDays(life: SupposedLife, ledger: LifeLedger, asOf: PlainDate, law: LifeLaw): readonly NextDay[] {
  const days: readonly NextDay[] = [
    ...declarations(life, law),
    ...ledger.owed.map(({ what, byOn, law: clause, key, facts }): NextDay => {
      const window =
        what === 'endorse' ? ledger.permits.findLast((permit) => permit.window !== undefined)?.window : undefined
      return { what, byOn, law: clause, key, facts, ...(window === undefined ? {} : { fromOn: window.opensOn }) }
    }),
    ...application(life, ledger, asOf, law),
    ...(ledger.permits.some(({ cardMissing, state }) => cardMissing && state !== 'ended')
      ? [{ what: 'reissue', law: 'CN-663:11.1', key: 'what-if.card-rests', facts: {} } satisfies NextDay]
      : []),
  ]
  const first = ({ fromOn, byOn }: NextDay) => byOn ?? fromOn ?? asOf
  return days.toSorted((a, b) => first(a).localeCompare(first(b)))
}

function declarations({ arrivedOn, move, leftOn }: SupposedLife, law: LifeLaw): readonly NextDay[] {
  return [
    ...(arrivedOn === undefined ? [] : [dueDay('register', 'arrival', arrivedOn, 'what-if.register-by', law)]),
    ...(move === undefined ? [] : [dueDay('register-move', 'change', move.on, 'what-if.register-move-by', law)]),
    ...(leftOn === undefined ? [] : [dueDay('sign-off', 'leaving', leftOn, 'what-if.sign-off-by', law)]),
  ]
}

function dueDay(
  what: NextDay['what'],
  duty: RegistrationDuty,
  since: PlainDate,
  key: string,
  { packs, calendar }: LifeLaw,
): NextDay {
  const { registration } = packGoverning(packs, since)
  const period = {
    arrival: registration.dueAfterArrival,
    change: registration.dueAfterChange,
    leaving: registration.dueAfterLeaving,
  }[duty]
  const { extendedOn: dueOn, provisionalYear } = registrationDueOn(duty, since, registration, calendar)
  const facts = { dueOn, ...(provisionalYear === undefined ? {} : { provisionalYear }) }
  return { what, byOn: dueOn, law: period.law, key, facts }
}

/** Half a year full and no permit: it can be applied for, on no particular day. */
function application(life: SupposedLife, ledger: LifeLedger, asOf: PlainDate, law: LifeLaw): readonly NextDay[] {
  const { residing, eligibleFrom } = ledger
  if (!residing || eligibleFrom === undefined || heldPermit(life, asOf, law) !== undefined) return []
  const { halfYear } = packGoverning(law.packs, eligibleFrom)
  return [{ what: 'apply', fromOn: eligibleFrom, law: halfYear.law, key: 'what-if.apply-now', facts: { eligibleFrom } }]
}
