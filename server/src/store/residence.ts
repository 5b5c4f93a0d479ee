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
