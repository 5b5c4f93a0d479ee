import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Role } from '@anju/domain/policy/workflow-policy.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { writeSealed, type Sealing } from './row-seal.ts'

export type PostRow = {
  readonly post_id: string
  readonly official_id: string
  readonly official_name: string
  readonly office_id: string
  readonly office_kind: string
  readonly office_code: string
  readonly office_zh: string
  readonly office_en: string
  readonly city: string
  readonly role: Role
  readonly division_prefix: string
  readonly valid_from: PlainDate
  readonly valid_to: PlainDate | null
  readonly confirmed_on: PlainDate | null
  readonly recorded_at: string
}
const SELECT = `
select p.post_id, p.official_id, o.name as official_name, p.office_id, f.kind as office_kind, f.code as office_code, f.name_zh as office_zh, f.name_en as office_en,
  f.city, p.role, p.division_prefix, p.valid_from, p.valid_to, p.confirmed_on, p.recorded_at
from post p join office f on f.office_id = p.office_id join official o on o.official_id = p.official_id`

export async function listPostsOf(db: Db, officialIds: readonly string[]): Promise<readonly PostRow[]> {
  return db.read<PostRow>(`${SELECT} where p.official_id = any($1) order by p.valid_from, p.post_id`, [officialIds])
}

export async function findPost(db: Db, postId: string): Promise<PostRow | undefined> {
  return (await db.read<PostRow>(`${SELECT} where p.post_id = $1`, [postId]))[0]
}

export type PostsAsked = {
  readonly city: string
  readonly reach: string
  readonly on: PlainDate
  /** Of this office only. */
  readonly officeId?: string | null
  /** Roles that lead an office: where not all fit, they come before the others, and then the posts of offices that nobody leads. */
  readonly leading?: readonly Role[]
  /** These only, and all that lead. */
  readonly postIds?: readonly string[] | undefined
  /** All when it is left out. */
  readonly limit?: number
}

/** Posts in force on a legal day at offices of the city below a division. */
export async function listPostsAt(db: Db, asked: PostsAsked): Promise<readonly PostRow[]> {
  const { city, reach, on, officeId = null, leading = [], postIds = null, limit = null } = asked
  return db.read<PostRow>(
    `with reached as (
       select p.post_id, p.role = any($5::text[]) as leads, bool_or(p.role = any($5::text[])) over (partition by p.office_id) as led
       from post p join office f on f.office_id = p.office_id
       where f.city = $1 and starts_with(f.division_prefix, $2) and p.valid_from <= $3 and (p.valid_to is null or p.valid_to >= $3)
         and ($4::uuid is null or p.office_id = $4)
     ), chosen as (
       select post_id from reached where $6::uuid[] is null or leads or post_id = any($6) order by leads desc, led, post_id limit $7
     )
     ${SELECT} join chosen on chosen.post_id = p.post_id order by f.code, p.role, o.name, p.post_id`,
    [city, reach, on, officeId, leading, postIds, limit],
  )
}

export type NewPost = {
  readonly postId: string
  readonly officialId: string
  readonly officeId: string
  readonly role: string
  readonly divisionPrefix: string
  readonly validFrom: PlainDate
  readonly validTo: PlainDate | null
}

/** Breaks `post_administrators_apart` for a second of the three administrators, `post_once` for the same post twice. */
export async function recordPost(tx: Tx, sealing: Sealing, post: NewPost): Promise<void> {
  await writeSealed(tx, sealing, 'post', { column: 'post_id', id: post.postId }, () =>
    tx.write(
      `insert into post (post_id, official_id, office_id, role, division_prefix, valid_from, valid_to) values ($1, $2, $3, $4, $5, $6, $7)`,
      [post.postId, post.officialId, post.officeId, post.role, post.divisionPrefix, post.validFrom, post.validTo],
    ),
  )
}

/** Ends a post with its last day; `now` when that day is over: then the sessions at it end in this transaction. */
export async function recordPostEnd(
  tx: Tx,
  sealing: Sealing,
  postId: string,
  on: PlainDate,
  now: boolean,
): Promise<void> {
  await writeSealed(tx, sealing, 'post', { column: 'post_id', id: postId }, () =>
    tx.write('update post set valid_to = greatest(valid_from, $2::date) where post_id = $1', [postId, on]),
  )
  if (now)
    await tx.write(`update session set ended_at = $2, end_reason = 'account' where post_id = $1 and ended_at is null`, [
      postId,
      sealing.act.at,
    ])
}

export type OfficeRow = {
  readonly office_id: string
  readonly code: string
  readonly kind: string
  readonly name_zh: string
  readonly name_en: string
  readonly division_prefix: string
}

export async function listOfficesBelow(db: Db, city: string, reach: string): Promise<readonly OfficeRow[]> {
  return db.read<OfficeRow>(
    `select office_id, code, kind, name_zh, name_en, division_prefix from office where city = $1 and starts_with(division_prefix, $2) order by code`,
    [city, reach],
  )
}

/** A post at which an official may sign in: an own one, or one that was lent; the days and hours have been looked at. */
export type HoldingRow = {
  readonly post_id: string
  readonly delegation_id: string | null
  readonly holder_name: string | null
  readonly city: string
  readonly role: Role
  readonly office_zh: string
  readonly office_en: string
  readonly division_prefix: string
  readonly valid_to: PlainDate | null
  readonly ends_at: string | null
  /** The day the post was last answered for: {@link accountConfirmation} tells whether it still holds. */
  readonly answered_on: PlainDate
}

export async function listHoldings(
  db: Pick<Db, 'read'>,
  officialId: string,
  { legalOn, at }: { readonly legalOn: PlainDate; readonly at: string },
): Promise<readonly HoldingRow[]> {
  return db.read<HoldingRow>(
    `select h.post_id, h.delegation_id, case when h.delegation_id is null then null else o.name end as holder_name, f.city, h.role,
       f.name_zh as office_zh, f.name_en as office_en, h.division_prefix, h.valid_to, h.ends_at,
       coalesce(p.confirmed_on, (p.recorded_at at time zone 'Asia/Shanghai')::date) as answered_on
     from holding h join office f on f.office_id = h.office_id join post p on p.post_id = h.post_id join official o on o.official_id = h.holder_id
     where h.official_id = $1 and h.valid_from <= $2 and (h.valid_to is null or h.valid_to >= $2)
       and (h.begins_at is null or h.begins_at <= $3) and (h.ends_at is null or h.ends_at > $3)
     order by h.delegation_id nulls first, f.code, h.post_id`,
    [officialId, legalOn, at],
  )
}
