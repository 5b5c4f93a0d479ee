import { randomUUID } from 'node:crypto'
import { SEALED, sealStreamOf, type SealedTable } from '@anju/server/store/row-seal.ts'
import type { Tampered, Tamperer } from './ledger-tamper.ts'

/** What can be done to the rows by which somebody decides, beside the ledger: nothing of it touches the ledger. */
export const SEAL_TAMPERINGS: Readonly<Record<string, (tamperer: Tamperer) => Promise<Tampered>>> = {
  'change a column': changeColumn,
  'copy a row': copyRow,
  'an old row with its old seal': setBack,
  'the seal of another row': takeSeal,
  'a row without a seal': takeSealAway,
  'delete a row': deleteRow,
  'raise a role': (tamperer) => raise(tamperer, 'post', `role = 'station-head'`, `role = 'clerk'`),
  'widen the divisions of a post': (tamperer) =>
    raise(tamperer, 'post', `division_prefix = '44'`, `division_prefix <> '44'`),
  'let a post see everything': (tamperer) => raise(tamperer, 'post', `scope_kind = 'all'`),
  'exchange a public key': (tamperer) => raise(tamperer, 'authenticator', `public_key = '\\x01'`),
  'lend a post for longer': (tamperer) =>
    raise(tamperer, 'delegation', `ends_at = ends_at + interval '3 days'`, 'ends_at is not null'),
  'lend a post to somebody else': (tamperer) => raise(tamperer, 'delegation', 'delegate_id = given_by'),
  'open used leave for a key again': (tamperer) => raise(tamperer, 'enrolment', `used_at = null, code_sm3 = '\\x01'`),
  'let a person back in': (tamperer) => raise(tamperer, 'official', `reinstated_at = now()`),
}

const TABLES = [
  'permit',
  'card',
  'endorsement',
  'official',
  'post',
  'authenticator',
  'enrolment',
  'delegation',
] as const
type Target = { readonly id: string; readonly version: number }

function one<T>({ random }: Tamperer, from: readonly T[]): T {
  const picked = from[Math.floor(random() * from.length)]
  if (picked === undefined) throw new Error('Nothing to pick from')
  return picked
}

async function targets({ client }: Tamperer, table: SealedTable, where = 'true'): Promise<readonly Target[]> {
  const { id } = SEALED[table]
  return (await client.query<Target>(`select ${id}::text as id, version from ${table} where ${where} order by 1`)).rows
}

/** Constraints do not stop somebody who rules the database. */
async function unbound({ client }: Tamperer, table: string, work: () => Promise<unknown>): Promise<void> {
  await client.query('set local session_replication_role = replica')
  const { rows } = await client.query<{ name: string }>(
    `select conname as name from pg_constraint where conrelid = $1::regclass and contype = 'c'`,
    [table],
  )
  for (const { name } of rows) await client.query(`alter table ${table} drop constraint ${name}`)
  await work()
  await client.query('set local session_replication_role = origin')
}

/** A value of the column's type that is not the one that stands there. */
function otherValue(type: string, column: string): string {
  if (type === 'date') return `coalesce(${column}, '2016-01-01'::date) + 3`
  if (type === 'uuid') return 'gen_random_uuid()'
  if (type === 'bool') return `not coalesce(${column}, false)`
  if (type === 'bytea') return `${column} || '\\x00'::bytea`
  if (type === 'timestamptz') return `coalesce(${column}, '2016-01-01Z'::timestamptz) + interval '3 days'`
  if (type === '_uuid') return `coalesce(${column}, '{}') || array[gen_random_uuid()]`
  if (type.startsWith('_')) return `coalesce(${column}, '{}') || '{440604}'`
  return `coalesce(${column}, '') || 'x'`
}

async function changeColumn(tamperer: Tamperer): Promise<Tampered> {
  const table = one(tamperer, TABLES)
  const column = one(tamperer, SEALED[table].columns)
  const { id } = one(tamperer, await targets(tamperer, table))
  const { client } = tamperer
  const { rows } = await client.query<{ type: string }>(
    'select udt_name as type from information_schema.columns where table_schema = any(current_schemas(false)) and table_name = $1 and column_name = $2',
    [table, column],
  )
  await unbound(tamperer, table, () =>
    client.query(
      `update ${table} set ${column} = ${otherValue(rows[0]?.type ?? 'text', column)} where ${SEALED[table].id} = $1`,
      [id],
    ),
  )
  return { what: `${table}.${column}`, expected: { tables: [table], streamId: id, column: 'seal' } }
}

async function copyRow(tamperer: Tamperer): Promise<Tampered> {
  const table = one(tamperer, TABLES)
  const { id } = one(tamperer, await targets(tamperer, table))
  const { client } = tamperer
  const { rows } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_schema = any(current_schemas(false)) and table_name = $1 and is_generated = 'NEVER'`,
    [table],
  )
  const copy = randomUUID()
  const changed: Readonly<Record<string, string>> = {
    permit_no: `'P' || permit_no`,
    stock_no: `'X' || stock_no`,
    application_id: 'gen_random_uuid()',
    person_id: 'gen_random_uuid()',
    ...(table === 'permit' ? {} : { permit_id: 'gen_random_uuid()' }),
    ...(table === 'official' ? {} : { official_id: 'gen_random_uuid()' }),
    id_bidx: `'\\x01'::bytea`,
    enrolment_id: 'gen_random_uuid()',
    code_sm3: `code_sm3 || '\\x01'::bytea`,
    credential_id: `credential_id || '\\x01'::bytea`,
    // The row's own id, whichever of these it is.
    [SEALED[table].id]: `'${copy}'`,
  }
  const names = rows.map(({ name }) => name)
  await unbound(tamperer, table, () =>
    client.query(
      `insert into ${table} (${names.join(', ')}) select ${names.map((name) => changed[name] ?? name).join(', ')} from ${table} where ${SEALED[table].id} = $1`,
      [id],
    ),
  )
  return { what: `${table} copied`, expected: { tables: [table], streamId: copy } }
}

/** Everything in the row fits: it is what stood there once. Only the ledger knows that there was more. */
async function setBack(tamperer: Tamperer): Promise<Tampered> {
  const { id } = one(tamperer, await targets(tamperer, 'permit', `version = 2 and state = 'in-force'`))
  await tamperer.client.query(
    `update permit set state = 'pending-pick-up', handed_over_on = null, version = 1,
       seal = (select facts_mac from ledger where stream_id = $2 and stream_version = 1) where permit_id = $1`,
    [id, sealStreamOf('permit', id)],
  )
  return { what: 'permit set back', expected: { tables: ['permit'], streamId: id, version: 1, column: 'version' } }
}

async function takeSeal(tamperer: Tamperer): Promise<Tampered> {
  const table = one(tamperer, TABLES)
  const [first, ...others] = await targets(tamperer, table)
  const { id } = one(tamperer, others)
  const key = SEALED[table].id
  await tamperer.client.query(
    `update ${table} set seal = (select seal from ${table} where ${key} = $2) where ${key} = $1`,
    [id, first?.id],
  )
  return { what: `${table} with another seal`, expected: { tables: [table], streamId: id, column: 'seal' } }
}

async function takeSealAway(tamperer: Tamperer): Promise<Tampered> {
  const table = one(tamperer, TABLES)
  const { id } = one(tamperer, await targets(tamperer, table))
  await tamperer.client.query(`update ${table} set seal = null, seal_kid = null where ${SEALED[table].id} = $1`, [id])
  return { what: `${table} without a seal`, expected: { tables: [table], streamId: id, column: 'seal' } }
}

/** What somebody would do who wants to be more than they are. */
async function raise(tamperer: Tamperer, table: SealedTable, to: string, from = 'true'): Promise<Tampered> {
  const { id } = one(tamperer, await targets(tamperer, table, from))
  await unbound(tamperer, table, () =>
    tamperer.client.query(`update ${table} set ${to} where ${SEALED[table].id} = $1`, [id]),
  )
  return { what: `${table}: ${to}`, expected: { tables: [table], streamId: id, column: 'seal' } }
}

/** An account that was entered at the console is in no ledger until something happens to it. */
const KEPT = TABLES.filter((table) => table !== 'official' && table !== 'post')

async function deleteRow(tamperer: Tamperer): Promise<Tampered> {
  const table = one(tamperer, KEPT)
  const { id } = one(tamperer, await targets(tamperer, table))
  await unbound(tamperer, table, () =>
    tamperer.client.query(`delete from ${table} where ${SEALED[table].id} = $1`, [id]),
  )
  return { what: `${table} deleted`, expected: { tables: [table], streamId: id } }
}
