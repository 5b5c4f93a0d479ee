import { enrolmentCodeSm3, newEnrolmentCode } from '@anju/crypto/enrolment-code.ts'
import { uuidV7 } from '@anju/crypto/random.ts'
import { SIGNATURE_HEADER } from '@anju/contract/key-answer.ts'
import { sealEntered } from '@anju/server/store/row-seal.ts'
import { softAuthenticator, type SoftAuthenticator } from '@anju/tests/soft-authenticator.ts'
import type { Client } from 'pg'
import { z } from 'zod'
import { BENCH_ORIGIN } from './bench-house.ts'
import type { ListeningRegistry } from './captured-request.ts'
import type { Station } from './city-plan.ts'

/** A front desk whose clerk has signed in with a security key, in software, and signs with it. */
export type Desk = Pick<Station, 'officeId' | 'officialId' | 'postId'> & {
  readonly token: string
  /** The header that answers the registry's question for a signature. */
  sign(asked: unknown): Readonly<Record<string, string>>
}
export type Place = { readonly dwellingId: string; readonly divisionCode: string }

const question = z.object({ challengeId: z.string(), challenge: z.string() })
const signInQuestion = z.object({ challengeId: z.string(), key: z.object({ challenge: z.string() }) })
const toSign = z.object({ signing: z.object({ signingId: z.string(), key: z.object({ challenge: z.string() }) }) })

/** A signed-in front desk of every station of the generated city: a key enrolled and used as officials do it. */
export async function openDesks(client: Client, listening: ListeningRegistry): Promise<readonly Desk[]> {
  const rows = await client.query<{ office_id: string; official_id: string; post_id: string }>(
    `select distinct on (f.office_id) f.office_id, p.official_id, p.post_id from shared.office f join shared.post p using (office_id)
     where f.city = 'foshan' and f.kind = 'service-station' and p.role = 'clerk' order by f.office_id, p.post_id`,
  )
  // Each desk is a computer of its own. Keys of an earlier measurement went with its process.
  const officials = rows.rows.map(({ official_id }) => official_id)
  await client.query('delete from shared.sign_in_challenge')
  for (const table of ['signing', 'session', 'authenticator', 'enrolment'])
    await client.query(`delete from shared.${table} where official_id = any($1)`, [officials])
  const desks: Desk[] = []
  for (const [n, { office_id: officeId, official_id: officialId, post_id: postId }] of rows.rows.entries()) {
    const from = `127.0.1.${n + 1}`
    const key = await enrolKey(client, listening, { officialId, from })
    desks.push({
      officeId,
      officialId,
      postId,
      token: await signIn(listening, key, from),
      sign: (asked) => answer(key, asked),
    })
  }
  return desks
}

async function enrolKey(
  client: Client,
  listening: ListeningRegistry,
  { officialId, from }: { readonly officialId: string; readonly from: string },
): Promise<SoftAuthenticator> {
  const key = softAuthenticator({ rpId: new URL(BENCH_ORIGIN).hostname, origin: BENCH_ORIGIN })
  const code = newEnrolmentCode()
  const enrolmentId = uuidV7()
  await client.query(
    `insert into shared.enrolment (enrolment_id, official_id, reason, proposed_at, approved_at, code_sm3, expires_at, city)
     values ($1, $2, 'first', now(), now(), $3, now() + interval '1 hour', 'foshan')`,
    [enrolmentId, officialId, enrolmentCodeSm3(code)],
  )
  await sealEntered(client, listening.crypto, 'enrolment', [enrolmentId])
  const begun = question.parse(await post(listening, from, '/api/enrolments/begin', { code }))
  const answered = { code, challengeId: begun.challengeId, key: key.enrol(begun.challenge), label: '' }
  await post(listening, from, '/api/enrolments', answered)
  return key
}

async function signIn(listening: ListeningRegistry, key: SoftAuthenticator, from: string): Promise<string> {
  const asked = signInQuestion.parse(await post(listening, from, '/api/sign-in/begin', {}))
  const body = { challengeId: asked.challengeId, answer: key.answer(asked.key.challenge) }
  const { status, cookie } = await listening.ask({ method: 'POST', path: '/api/sign-in', body, from })
  if (cookie === undefined) throw new Error(`Signing in was answered ${status}`)
  return cookie
}

async function post(listening: ListeningRegistry, from: string, path: string, body: unknown): Promise<unknown> {
  const answered = await listening.ask({ method: 'POST', path, body, from })
  if (answered.status !== 200)
    throw new Error(`${path} was answered ${answered.status}: ${JSON.stringify(answered.body)}`)
  return answered.body
}

function answer(key: SoftAuthenticator, asked: unknown): Readonly<Record<string, string>> {
  const { signingId, key: request } = toSign.parse(asked).signing
  const signed = { signingId, answer: key.answer(request.challenge) }
  return { [SIGNATURE_HEADER]: Buffer.from(JSON.stringify(signed)).toString('base64url') }
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
