import type { Client } from 'pg'
import { openSession } from './registry-under-load.ts'
import type { Station } from './city-plan.ts'

export type Desk = Pick<Station, 'officeId' | 'officialId' | 'postId'> & { readonly token: string }
export type Place = { readonly dwellingId: string; readonly divisionCode: string }

/** A signed-in front desk of every station of the generated city. */
export async function openDesks(client: Client): Promise<readonly Desk[]> {
  const rows = await client.query<{ office_id: string; official_id: string; post_id: string }>(
    `select distinct on (f.office_id) f.office_id, p.official_id, p.post_id from shared.office f join shared.post p using (office_id)
     where f.city = 'foshan' and f.kind = 'service-station' and p.role = 'clerk' order by f.office_id, p.post_id`,
  )
  const desks: Desk[] = []
  for (const { office_id: officeId, official_id: officialId, post_id: postId } of rows.rows) {
    desks.push({ officeId, officialId, postId, token: await openSession(client, { officialId, postId }) })
  }
  return desks
}

/** Dwellings from all over the city, in no order. */
export async function samplePlaces(client: Client, count: number): Promise<readonly Place[]> {
  const rows = await client.query<Place>(
    `select dwelling_id as "dwellingId", division_code as "divisionCode" from foshan.dwelling order by md5(dwelling_id::text) limit $1`,
    [count],
  )
  return rows.rows
}

/** Permit numbers from all over the city, in no order. */
export async function samplePermits(client: Client, count: number): Promise<readonly string[]> {
  const rows = await client.query<{ permit_no: string }>(
    `select permit_no from foshan.permit order by md5(permit_no) limit $1`,
    [count],
  )
  return rows.rows.map((row) => row.permit_no)
}

/** Takes the next numbers of the arrivals; each is used once in the life of a database. @returns the first of them. */
export async function takeArrivals(client: Client, count: number): Promise<number> {
  await client.query(
    'create table if not exists bench.arrival (only_row boolean primary key default true, next integer not null)',
  )
  const rows = await client.query<{ next: number }>(
    `insert into bench.arrival as a (next) values ($1) on conflict (only_row) do update set next = a.next + $1 returning next`,
    [count],
  )
  return (rows.rows[0]?.next ?? count) - count
}

/** @throws Error when there is no finished city: measuring on an empty database tells nothing. */
export async function requireCity(client: Client): Promise<{
  readonly persons: number
  readonly registrations: number
  readonly permits: number
  readonly size: string
}> {
  const done = await client.query<{ done: string | null }>(`select to_regclass('bench.city_done')::text as done`)
  const finished = done.rows[0]?.done === null ? 0 : (await client.query('select 1 from bench.city_done')).rowCount
  if (finished === 0) throw new Error('There is no finished city in this database: run bench:city first')
  const rows = await client.query<{ persons: number; registrations: number; permits: number; size: string }>(
    `select (select count(*) from foshan.person)::int as persons, (select count(*) from foshan.registration)::int as registrations,
       (select count(*) from foshan.permit)::int as permits, pg_size_pretty(pg_database_size(current_database())) as size`,
  )
  const row = rows.rows[0]
  if (row === undefined) throw new Error('No counts')
  return row
}
