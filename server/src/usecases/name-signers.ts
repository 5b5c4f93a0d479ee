import type { Deps } from '../deps.ts'
import { findOfficialNames, findPostRoles } from '../store/office.ts'
import type { SignatureOfPerson } from '../store/person-file.ts'

export type NamedSignature = {
  readonly caseId: string
  readonly step: string
  readonly name: string
  readonly role: string
  readonly on: string
}

/** The names and posts under signatures. */
export async function nameSigners(deps: Deps, rows: readonly SignatureOfPerson[]): Promise<readonly NamedSignature[]> {
  const [names, roles] = await Promise.all([
    findOfficialNames(deps.shared, [...new Set(rows.map((row) => row.official_id))]),
    findPostRoles(deps.shared, [...new Set(rows.map((row) => row.post_id))]),
  ])
  return rows.map((row) => ({
    caseId: row.case_id,
    step: row.step,
    name: names.get(row.official_id) ?? '',
    role: roles.get(row.post_id) ?? '',
    on: row.signed_on,
  }))
}
