import type { Pool } from '@anju/platform/database/pool.ts'

/** The office with the narrowest division that contains the code: a village's station before its town's. */
export async function findOfficeOf(
  shared: Pool,
  city: string,
  divisionCode: string,
): Promise<
  { readonly officeId: string; readonly code: string; readonly kind: string; readonly nameZh: string } | undefined
> {
  const rows = await shared.ask<{ office_id: string; code: string; kind: string; name_zh: string }>(
    `select office_id, code, kind, name_zh from office where city = $1 and $2 like division_prefix || '%' and kind in ('service-station', 'police-station')
     order by length(division_prefix) desc, code limit 1`,
    [city, divisionCode],
  )
  return rows[0] === undefined
    ? undefined
    : { officeId: rows[0].office_id, code: rows[0].code, kind: rows[0].kind, nameZh: rows[0].name_zh }
}

/** The name of an office. */
export async function findOfficeName(shared: Pool, officeId: string): Promise<string | undefined> {
  const rows = await shared.ask<{ name_zh: string }>('select name_zh from office where office_id = $1', [officeId])
  return rows[0]?.name_zh
}

/** Names of officials by id, for histories and signatures. */
export async function findOfficialNames(shared: Pool, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await shared.ask<{ official_id: string; name: string }>(
    'select official_id, name from official where official_id = any($1)',
    [ids],
  )
  return new Map(rows.map((row) => [row.official_id, row.name]))
}

/** Roles of posts by id. */
export async function findPostRoles(shared: Pool, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await shared.ask<{ post_id: string; role: string }>(
    'select post_id, role from post where post_id = any($1)',
    [ids],
  )
  return new Map(rows.map((row) => [row.post_id, row.role]))
}

/** The offices of a city as the tree of offices, for scopes that are told by it. */
export async function listOfficeNodes(
  shared: Pool,
  city: string,
): Promise<readonly { readonly officeId: string; readonly divisionPrefix: string }[]> {
  const rows = await shared.ask<{ office_id: string; division_prefix: string }>(
    'select office_id, division_prefix from office where city = $1 order by code',
    [city],
  )
  return rows.map((row) => ({ officeId: row.office_id, divisionPrefix: row.division_prefix }))
}
