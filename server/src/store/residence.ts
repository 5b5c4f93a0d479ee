import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db } from '@anju/platform/database/pool.ts'

/** The open cases of a person in this city. */
export type OpenCases = { readonly registration_id: string | null; readonly application_id: string | null }

export async function findOpenCases(
  db: Db,
  personId: string,
  registrationStates: readonly string[],
  closedApplicationStates: readonly string[],
): Promise<OpenCases> {
  const rows = await db.read<OpenCases>(
    `select (select registration_id from registration where person_id = $1 and state = any($2) limit 1) as registration_id,
       (select application_id from application where person_id = $1 and state <> all($3) limit 1) as application_id`,
    [personId, registrationStates, closedApplicationStates],
  )
  return rows[0] ?? { registration_id: null, application_id: null }
}

/** The permit that a person holds or is about to hold. */
export type HeldPermit = { readonly permit_id: string; readonly issued_on: PlainDate; readonly base_on: PlainDate }

export async function findHeldPermit(db: Db, personId: string): Promise<HeldPermit | undefined> {
  const rows = await db.read<HeldPermit>(
    `select permit_id, issued_on, base_on from permit where person_id = $1 and state in ('pending-pick-up', 'in-force')`,
    [personId],
  )
  return rows[0]
}
