import { daysBetween, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { type PermitPeriod, permitPeriods } from '@anju/domain/permit/permit-periods.ts'
import type { LifeLaw } from '@anju/domain/policy/pack-governing.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import type { LifeFacts } from '@anju/domain/residence/life-facts.ts'
import { type LifeLedger, lifeLedger } from '@anju/domain/residence/life-ledger.ts'
import type { Stay } from '@anju/domain/residence/stay.ts'
import type { Act, City, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { getLifeFacts, hasLeft } from '../store/permit-life.ts'
import { findPerson } from '../store/person.ts'
import type { RegistrationRow } from '../store/registration.ts'
import { isUntrueStay } from '../store/untrue-stay.ts'

/** A whole life as the law tells it on one day, with each permit stretch by stretch and the days that are left. */
export type ToldLife = Omit<LifeLedger, 'permits'> & {
  readonly asOf: PlainDate
  /** Days until half a year is full; 0 once it is. */
  readonly daysToGo?: number
  readonly permits: readonly (LifeLedger['permits'][number] & { readonly periods: readonly PermitPeriod[] })[]
}

/** The residence of a person over the whole life up to the legal day (居住明细), each stretch with its clause, and what follows from it. */
export async function getResidence(
  deps: Deps,
  act: Act,
  personId: string,
): Promise<ToldLife & { readonly personId: string; readonly name: string }> {
  // Without a law of that day nothing can be told.
  packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { name, facts } = await act.city.pool.look(act.scope, async (db) => {
    const [person, life] = await Promise.all([findPerson(db, personId), getLifeFacts(db, personId)])
    if (person === undefined) throw new RegistryError('not-found', 'No such person in this city')
    return { name: person.name, facts: life }
  })
  return { personId, name, ...tellLife(facts, act.legalOn, lawOf(deps, act.city)) }
}

/** Every pack of the city and the published working days: each act of a life is judged by the law of its day. */
export function lawOf({ packs, calendar }: Pick<Deps, 'packs' | 'calendar'>, { jurisdiction }: City): LifeLaw {
  return { packs: packs.filter((pack) => pack.jurisdiction === jurisdiction), calendar }
}

export function tellLife(facts: LifeFacts, asOf: PlainDate, law: LifeLaw): ToldLife {
  const ledger = lifeLedger(facts, asOf, law.packs, law.calendar)
  const { eligibleFrom } = ledger
  return {
    ...ledger,
    asOf,
    ...(eligibleFrom === undefined ? {} : { daysToGo: Math.max(0, daysBetween(asOf, eligibleFrom)) }),
    permits: ledger.permits.map((standing) => {
      const permit = facts.permits.find(({ permitId }) => permitId === standing.permitId)
      return { ...standing, periods: permit === undefined ? [] : permitPeriods(permit, asOf, law) }
    }),
  }
}

/** Registrations as the rule of residence reads them. One that was never entered is no stay. */
export function staysOf(rows: readonly RegistrationRow[]): readonly Stay[] {
  return rows.flatMap((row): readonly Stay[] =>
    row.registered_on === null
      ? []
      : [
          {
            registrationId: row.registration_id,
            registeredOn: row.registered_on,
            declaredAs: row.follows === null ? 'arrival' : 'change',
            ...(row.moved_in_on === null ? {} : { movedInOn: row.moved_in_on }),
            ...(row.ended_on === null ? {} : { endedOn: row.ended_on }),
            untrue: isUntrueStay(row),
            reopened: row.reopened,
            left: hasLeft(row.end_reason),
          },
        ],
  )
}
