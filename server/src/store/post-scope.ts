import type { PostScope, ScopeKind } from '@anju/domain/access/compile-scope.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Role } from '@anju/domain/policy/workflow-policy.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { writeSealed, type Sealing } from './row-seal.ts'

/** A post with whoever holds it, and how far it sees. */
export type PostScopeRow = {
  readonly post_id: string
  readonly official_id: string
  readonly name: string
  readonly role: Role
  readonly office_id: string
  readonly office_code: string
  readonly office_kind: string
  readonly office_zh: string
  readonly office_en: string
  readonly division_prefix: string
  readonly scope_kind: ScopeKind
  readonly scope_prefixes: readonly string[]
  readonly scope_offices: readonly string[]
}
const COLUMNS = `p.post_id, p.official_id, o.name, p.role, p.office_id, f.code as office_code, f.kind as office_kind, f.name_zh as office_zh,
  f.name_en as office_en, p.division_prefix, p.scope_kind, p.scope_prefixes, p.scope_offices`
const FROM = `from shared.post p join shared.official o using (official_id) join shared.office f using (office_id)
  where f.city = $1 and o.active and p.valid_from <= $2 and coalesce(p.valid_to, 'infinity') >= $2`

/** The posts of a city that are held on a day, by office. */
export async function listPostScopeRows(db: Db, city: string, on: PlainDate): Promise<readonly PostScopeRow[]> {
  return db.read<PostScopeRow>(`select ${COLUMNS} ${FROM} order by f.code, p.role, o.name, p.post_id`, [city, on])
}

export async function findPostScope(
  db: Db,
  city: string,
  on: PlainDate,
  postId: string,
): Promise<PostScopeRow | undefined> {
  const rows = await db.read<PostScopeRow>(`select ${COLUMNS} ${FROM} and p.post_id = $3`, [city, on, postId])
  return rows[0]
}

/** The posts of one official in a city on a day. */
export async function listPostsOf(
  db: Db,
  city: string,
  on: PlainDate,
  officialId: string,
): Promise<readonly PostScopeRow[]> {
  return db.read<PostScopeRow>(`select ${COLUMNS} ${FROM} and p.official_id = $3 order by f.code, p.post_id`, [
    city,
    on,
    officialId,
  ])
}

export async function recordPostScope(tx: Tx, sealing: Sealing, postId: string, scope: PostScope): Promise<void> {
  await writeSealed(tx, sealing, 'post', { column: 'post_id', id: postId }, () =>
    tx.write(
      'update shared.post set scope_kind = $2, scope_prefixes = $3, scope_offices = $4 where post_id = $1 returning 1',
      [postId, scope.kind, scope.prefixes, scope.officeIds],
    ),
  )
}

export type OfficeLine = {
  readonly office_id: string
  readonly name_zh: string
  readonly name_en: string
  readonly division_prefix: string
}

export async function listOfficeLines(db: Db, city: string): Promise<readonly OfficeLine[]> {
  return db.read<OfficeLine>(
    'select office_id, name_zh, name_en, division_prefix from shared.office where city = $1 order by code',
    [city],
  )
}
