import type { Db, Pool } from '@anju/platform/database/pool.ts'
import type { Look } from './look.ts'

export type LookQuestion = {
  /** Empty for every official. */
  readonly officialIds: readonly string[] | null
  /** A person's id, or their exact name; empty for everybody. */
  readonly person: string
  readonly purpose: string
  readonly from: string
  readonly to: string
  readonly limit: number
}

const COLUMNS =
  'l.look_id, l.at, l.on_day, l.official_id, l.post_id, l.session_ref, l.route, l.kind, l.person_ids, l.fields, l.in_full, l.purpose, l.words, l.case_id, l.client_ip'

/** Looks by official, person, day and purpose, the latest first. */
export async function listLookRows(db: Db, asked: LookQuestion): Promise<readonly Look[]> {
  return db.read<Look>(
    `select ${COLUMNS} from look l
     where l.on_day between $1 and $2 and ($3::uuid[] is null or l.official_id = any($3)) and ($4 = '' or l.purpose = $4)
       and ($5 = '' or l.person_ids && (select coalesce(array_agg(p.person_id), '{}') from person p where p.person_id::text = $5 or p.name = $5))
     order by l.at desc, l.look_id desc limit $6`,
    [asked.from, asked.to, asked.officialIds, asked.purpose, asked.person, asked.limit],
  )
}

/** Names of the persons that the scope sees; of those out of reach only the id is known. */
export async function findPersonNames(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.read<{ person_id: string; name: string }>(
    'select person_id, name from person where person_id = any($1)',
    [ids],
  )
  return new Map(rows.map(({ person_id, name }) => [person_id, name]))
}

export type OwnLook = Pick<Look, 'at' | 'on_day' | 'post_id' | 'kind' | 'fields' | 'in_full' | 'purpose'> & {
  /** The case is one of the person's own. */
  readonly own_case: boolean
}

/** Looks at one person, by the blind index of their number; whoever else stood on the same list is not read. */
export async function listOwnLookRows(
  db: Db,
  indexes: readonly Buffer[],
  withheld: readonly string[],
  limit: number,
): Promise<readonly OwnLook[]> {
  return db.read<OwnLook>(
    `select l.at, l.on_day, l.post_id, l.kind, l.fields, l.in_full, l.purpose,
       l.case_id is null or exists (select from registration r where r.registration_id = l.case_id and r.person_id = me.person_id)
         or exists (select from application c where c.application_id = l.case_id and c.person_id = me.person_id) as own_case
     from person me join look l on l.person_ids @> array[me.person_id]
     where me.id_bidx = any($1) and not l.purpose = any($2) order by l.at desc limit $3`,
    [indexes, withheld, limit],
  )
}

/** How many looks the person is not told of, up to a day. */
export async function countWithheld(
  db: Db,
  indexes: readonly Buffer[],
  withheld: readonly string[],
  until: string,
): Promise<number> {
  const rows = await db.read<{ n: number }>(
    `select count(*)::int as n from person me join look l on l.person_ids @> array[me.person_id]
     where me.id_bidx = any($1) and l.purpose = any($2) and l.on_day <= $3`,
    [indexes, withheld, until],
  )
  return rows[0]?.n ?? 0
}

export type PostHolder = {
  readonly role: string
  readonly officeZh: string
  readonly officeEn: string
  readonly name: string
  readonly officialId: string
}

/** Who held a post, and at which office. */
export async function findPostHolders(
  shared: Pool,
  postIds: readonly string[],
): Promise<ReadonlyMap<string, PostHolder>> {
  if (postIds.length === 0) return new Map()
  const rows = await shared.ask<{
    post_id: string
    role: string
    zh: string
    en: string
    name: string
    official_id: string
  }>(
    `select p.post_id, p.role, f.name_zh as zh, f.name_en as en, o.name, o.official_id
     from post p join office f using (office_id) join official o using (official_id) where p.post_id = any($1)`,
    [postIds],
  )
  return new Map(
    rows.map((row) => [
      row.post_id,
      { role: row.role, officeZh: row.zh, officeEn: row.en, name: row.name, officialId: row.official_id },
    ]),
  )
}

/** Ids of officials of exactly this name. */
export async function findOfficialsNamed(shared: Pool, name: string): Promise<readonly string[]> {
  const rows = await shared.ask<{ official_id: string }>('select official_id from official where name = $1', [name])
  return rows.map(({ official_id }) => official_id)
}

export type AlertRow = {
  readonly official_id: string
  readonly on_day: string
  readonly what: string
  readonly most: number
  readonly law: string
  readonly raised_at: string
  readonly n: number
}

/** Alerts with what the day came to, the latest first. */
export async function listAlertRows(db: Db, limit: number): Promise<readonly AlertRow[]> {
  return db.read<AlertRow>(
    `select a.official_id, a.on_day, a.what, a.most, a.law, a.raised_at,
       case a.what when 'print' then (select count(*)::int from look l
         where l.official_id = a.official_id and l.on_day = a.on_day and l.at >= (a.on_day::timestamp at time zone 'Asia/Shanghai') and l.kind = 'print' and l.in_full)
       else coalesce(t.n, 0) end as n
     from look_alert a left join look_tally t using (official_id, on_day, what) order by a.raised_at desc limit $1`,
    [limit],
  )
}
