import type { Role } from '@anju/domain/policy/workflow-policy.ts'
import type { Act, Deps } from '../../deps.ts'
import { listOfficesBelow } from '../../store/post.ts'
import { packOf, reachOf } from './account-event.ts'

export type OfficeChoice = {
  readonly officeId: string
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly divisionPrefix: string
  readonly roles: { readonly role: Role; readonly zh: string; readonly en: string }[]
}

/** Offices below the post (部门), and the roles that the city's pack knows at each. */
export async function listOffices(deps: Deps, act: Act): Promise<{ readonly offices: OfficeChoice[] }> {
  const { workflow } = packOf(deps, act)
  const rows = await act.city.pool.look(act.scope, (db) => listOfficesBelow(db, act.city.city, reachOf(act)))
  const offices = rows.map((row) => ({
    officeId: row.office_id,
    code: row.code,
    zh: row.name_zh,
    en: row.name_en,
    divisionPrefix: row.division_prefix,
    roles: workflow.roles
      .filter(({ officeKind }) => officeKind === row.kind)
      .map(({ role, zh, en }) => ({ role, zh, en })),
  }))
  return { offices }
}
