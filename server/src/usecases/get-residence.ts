import { daysBetween } from '@anju/domain/kernel/plain-date.ts'
import { endorsementWindow } from '@anju/domain/permit/endorsement-window.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { residenceLedger } from '@anju/domain/residence/residence-ledger.ts'
import type { Stay } from '@anju/domain/residence/stay.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { listRegistrationsOf, type RegistrationRow } from '../store/registration.ts'
import { findHeldPermit, type HeldPermit } from '../store/residence.ts'
import { findPerson } from '../store/person.ts'

/** The residence of a person day by day up to the legal day (居住明细), each stretch with its clause, and what follows from it. */
export async function getResidence(deps: Deps, act: Act, personId: string) {
  const pack = packInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const { name, rows, permit } = await act.city.pool.look(act.scope, async (db) => {
    const [person, registrations, held] = await Promise.all([
      findPerson(db, personId),
      listRegistrationsOf(db, personId),
      findHeldPermit(db, personId),
    ])
    if (person === undefined) throw new RegistryError('not-found', 'No such person in this city')
    return { name: person.name, rows: registrations, permit: held }
  })
  const { segments, residenceStart, eligibleFrom } = residenceLedger(staysOf(rows), act.legalOn, pack, deps.calendar)
  return {
    personId,
    name,
    asOf: act.legalOn,
    segments: segments.map(({ from, to, counts, law, key, facts }) => ({
      from,
      to,
      counts,
      law,
      key,
      facts: { ...facts },
    })),
    residenceStart: residenceStart ?? null,
    eligibleFrom: eligibleFrom ?? null,
    daysToGo: eligibleFrom === undefined ? null : Math.max(0, daysBetween(act.legalOn, eligibleFrom)),
    permit: permit === undefined ? null : permitDates(deps, pack, permit),
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
            untrue: row.state === 'cancelled-untrue',
            reopened: row.reopened,
          },
        ],
  )
}

function permitDates(deps: Deps, pack: Pack, { issued_on: issuedOn, base_on: baseOn }: HeldPermit) {
  const dates = endorsementWindow(baseOn, 0, pack.permit, deps.calendar)
  return {
    issuedOn,
    anniversaryOn: dates.anniversaryOn,
    windowOpensOn: dates.opensOn,
    lastDayOn: dates.lastDayInTime,
    provisionalYear: dates.provisionalYear ?? null,
  }
}
