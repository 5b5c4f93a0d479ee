import type { Pool } from '@anju/platform/database/pool.ts'

/** One look of an official at personal data. */
export type Look = {
  readonly look_id: string
  /** System instant of the request. */
  readonly at: string
  readonly on_day: string
  readonly official_id: string
  readonly post_id: string
  readonly session_ref: string
  readonly route: string
  readonly kind: string
  readonly person_ids: readonly string[]
  readonly fields: readonly string[]
  readonly in_full: boolean
  readonly purpose: string
  readonly words: string
  readonly case_id: string | null
  readonly client_ip: string
}

/** Who looked, where somebody asked at the console of the installation and not from a post: in lists it has words of its own. */
export const CONSOLE = '00000000-0000-0000-0000-000000000000'

/** What of a look counts against the daily number of looks without a case; null when it has a case. */
export type CountedLook = Look & { readonly most_without_case: number | null; readonly law: string }

const WRITE = `
with given as (
  select * from jsonb_to_recordset($1::jsonb) as g(look_id uuid, at timestamptz, on_day date, official_id uuid, post_id uuid, session_ref text, route text, kind text,
    person_ids uuid[], fields text[], in_full boolean, purpose text, words text, case_id uuid, client_ip text, most_without_case integer, law text)
), written as (
  insert into look (look_id, at, on_day, official_id, post_id, session_ref, route, kind, person_ids, fields, in_full, purpose, words, case_id, client_ip)
  select look_id, at, on_day, official_id, post_id, session_ref, route, kind, person_ids, fields, in_full, purpose, words, case_id, client_ip from given
), tally as (
  insert into look_tally (official_id, on_day, what, n)
  select official_id, on_day, 'without-case', sum(cardinality(person_ids)) from given
  where most_without_case is not null and cardinality(person_ids) > 0 group by 1, 2 order by 1, 2
  on conflict (official_id, on_day, what) do update set n = look_tally.n + excluded.n
  returning official_id, on_day, what, n
)
insert into look_alert (official_id, on_day, what, most, law, raised_at)
select distinct on (t.official_id, t.on_day) t.official_id, t.on_day, t.what, g.most_without_case, g.law, g.at
from tally t join given g using (official_id, on_day) where g.most_without_case is not null and t.n > g.most_without_case
on conflict do nothing`

type Waiting = { readonly look: CountedLook; readonly done: () => void; readonly failed: (error: unknown) => void }
type Line = { waiting: Waiting[]; busy: boolean }

const LOOKS_A_WRITE = 200
const lines = new WeakMap<Pool, Line>()

/**
 * Writes a look and returns when it is committed; what it shows may leave only then. Looks that come while one write is on
 * its way go together in the next, so a busy registry pays one commit for many.
 * @throws when it could not be written: nothing may be shown then.
 */
export function recordLook(pool: Pool, look: CountedLook): Promise<void> {
  const line = lines.get(pool) ?? { waiting: [], busy: false }
  lines.set(pool, line)
  return new Promise<void>((done, failed) => {
    line.waiting.push({ look, done, failed })
    if (!line.busy) void drain(pool, line)
  })
}

async function drain(pool: Pool, line: Line): Promise<void> {
  line.busy = true
  while (line.waiting.length > 0) {
    const batch = line.waiting.splice(0, LOOKS_A_WRITE)
    try {
      await pool.ask(WRITE, [JSON.stringify(batch.map(({ look }) => look))])
      for (const { done } of batch) done()
    } catch (error) {
      for (const { failed } of batch) failed(error)
    }
  }
  line.busy = false
}

/** Whose case it is; undefined when there is none in this city. */
export async function findPersonOfCase(
  pool: Pool,
  scope: Parameters<Pool['look']>[0],
  caseId: string,
): Promise<string | undefined> {
  const rows = await pool.look(scope, (db) =>
    db.read<{ person_id: string }>(
      `select person_id from registration where registration_id = $1
       union all select person_id from application where application_id = $1`,
      [caseId],
    ),
  )
  return rows[0]?.person_id
}
