import type { Client } from 'pg'
import { CITY_TABLE_NAMES } from './city-table.ts'

/**
 * Takes indexes and constraints off the tables before a large load and puts them back after it. What was taken off is
 * written down first, in schema `bench`, so that a load that was killed can go on and still end with the schema it found.
 */

/** The ledger stays as it is: its indexes belong to partitions. */
const BARE_TABLES = CITY_TABLE_NAMES.filter((name) => name !== 'foshan.ledger')

const FIND = `
with wanted as (select unnest($1::text[])::regclass as oid),
taken as (
  select case c.contype when 'f' then 3 when 'p' then 1 else 2 end as turn, c.conrelid::regclass::text as on_table,
    format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname) as take_off,
    format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) as put_back
  from pg_constraint c
  where (c.contype in ('p', 'u') and c.conrelid in (select oid from wanted))
     or (c.contype = 'f' and (c.conrelid in (select oid from wanted) or c.confrelid in (select oid from wanted)))
  union all
  select 2, i.indrelid::regclass::text, format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
  from pg_index i where i.indrelid in (select oid from wanted) and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u'))
)
insert into bench.taken_off (turn, on_table, take_off, put_back) select turn, on_table, take_off, put_back from taken`

/** Takes everything off in one transaction. Does nothing when an earlier, killed load did it already. */
export async function takeIndexesOff(client: Client): Promise<number> {
  await client.query(
    'create table if not exists bench.taken_off (n serial, turn integer, on_table text, take_off text, put_back text)',
  )
  const already = await client.query('select 1 from bench.taken_off limit 1')
  if (already.rowCount !== 0) return 0
  await client.query('begin')
  await client.query('set local search_path = pg_catalog')
  await client.query(FIND, [BARE_TABLES])
  const taken = await client.query<{ take_off: string }>('select take_off from bench.taken_off order by turn desc, n')
  for (const row of taken.rows) await client.query(row.take_off)
  await client.query('commit')
  return taken.rowCount ?? 0
}

/** Builds everything again: keys, indexes, then foreign keys. Each is crossed out with its own commit. */
export async function putIndexesBack(client: Client, onBuilt: (what: string, seconds: number) => void): Promise<void> {
  await client.query(`set maintenance_work_mem = '1GB'`)
  await client.query('set max_parallel_maintenance_workers = 1')
  await client.query('set search_path = pg_catalog')
  const rows = await client.query<{ n: number; put_back: string }>(
    'select n, put_back from bench.taken_off order by turn, n',
  )
  for (const { n, put_back: sql } of rows.rows) {
    const begun = performance.now()
    await client.query('begin')
    await client.query(sql)
    await client.query('delete from bench.taken_off where n = $1', [n])
    await client.query('commit')
    onBuilt(sql.slice(0, 90), (performance.now() - begun) / 1000)
  }
}
