import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findApplication } from '../store/application.ts'
import { type Applicant, getApplicant } from './applicant.ts'
import { packOfCase } from './application-case.ts'

/** The applicant of a case as they stand today; asked before the step's own transaction, see {@link getApplicant}. */
export async function applicantOfCase(deps: Deps, act: Act, applicationId: string): Promise<Applicant> {
  const row = await act.city.pool.look(act.scope, (db) => findApplication(db, applicationId))
  if (row === undefined) throw new RegistryError('not-found', 'No such application within reach')
  return getApplicant(deps, act, row.registration_id, packOfCase(deps, act, row))
}
