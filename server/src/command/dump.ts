import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createSm3, sm3Hex } from '@anju/crypto/sm3.ts'
import { scopeOf } from '@anju/platform/database/scope.ts'
import { Client } from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { BlobStore } from '../blob/blob-store.ts'
import { repeatErasure, type DoneErasure } from '../store/erase.ts'
import type { Say } from './migrate.ts'

/** A table of a dump: its columns in order, so that both sides name them; its rows, and what its file hashes to. */
type DumpedTable = {
  readonly schema: 'city' | 'shared'
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: number
  readonly sm3: string
}
type Manifest = {
  readonly format: 'anju-dump/1'
  readonly city: string
  readonly keyFingerprint: string
  readonly migrations: readonly string[]
  readonly tables: readonly DumpedTable[]
}

/** Rows of the shared schema that belong to a city; the divisions are seeded on both sides. */
const SHARED_ROWS: readonly { readonly table: string; readonly where: string }[] = [
  { table: 'city', where: 'city = $city' },
  { table: 'office', where: 'city = $city' },
  {
    table: 'official',
    where:
      'official_id in (select official_id from shared.post join shared.office using (office_id) where city = $city)',
  },
  { table: 'post', where: 'office_id in (select office_id from shared.office where city = $city)' },
  { table: 'resident_account', where: 'true' },
  { table: 'id_index', where: 'person_id in (select person_id from $schema.person)' },
]

/**
 * Writes a city into a folder: one file a table in COPY text, and a manifest with rows, digests, migrations and the key
 * folder it is sealed under. A consistent snapshot; the city goes on working. Reads as the owner, whom scopes do not bind.
 */
export async function dumpCity(
  ownerUrl: string,
  blobs: BlobStore,
  city: string,
  folder: string,
  say: Say,
): Promise<void> {
  await mkdir(join(folder, 'blobs'), { recursive: true, mode: 0o700 })
  await inTransaction(ownerUrl, 'begin isolation level repeatable read read only', async (client) => {
    await requireCity(client, city)
    const tables: DumpedTable[] = []
    for (const { table, where } of SHARED_ROWS)
      tables.push(await dumpTable(client, city, 'shared', table, where, folder, say))
    for (const table of await tablesInOrder(client, city))
      tables.push(await dumpTable(client, city, 'city', table, 'true', folder, say))
    const names = await blobNames(client, city)
    for (const name of names) await writeFile(join(folder, 'blobs', name), await blobs.get(name), { mode: 0o600 })
    say(`${names.length} images`)
    const manifest: Manifest = {
      format: 'anju-dump/1',
      city,
      keyFingerprint: await keyFingerprint(client),
      migrations: await migrationsOf(client, city),
      tables,
    }
    await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
  })
}

/**
 * Reads a dumped city into a migrated database that does not have it yet, all or nothing.
 * @param prepare - makes the city's schema at this version; called once the dump has been found sound
 * @param erasures - deletions that were done, also after the dump was taken: they are done again before anybody sees the city
 * @throws Error when a file does not match its digest, the versions differ, the keys are others, or the city is there.
 */
export async function loadCity(
  ownerUrl: string,
  blobs: BlobStore,
  folder: string,
  prepare: (city: string) => Promise<void>,
  say: Say,
  erasures: (city: string) => readonly DoneErasure[] = () => [],
): Promise<void> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its files are checked against it below
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest
  if (manifest.format !== 'anju-dump/1') throw new Error(`${folder} holds no dump that this version reads`)
  for (const table of manifest.tables) {
    if ((await fileSm3(fileOf(folder, table))) !== table.sm3)
      throw new Error(`${table.schema}.${table.table} is not as it was dumped: take the dump again`)
  }
  await inTransaction(ownerUrl, 'begin read only', async (client) => {
    if ((await keyFingerprint(client)) === manifest.keyFingerprint) return
    throw new Error(
      'The dump is sealed under another key folder than this database. Set the database up with the key folder of the dump.',
    )
  })
  await prepare(manifest.city)
  await inTransaction(ownerUrl, 'begin', async (client) => {
    const here = await migrationsOf(client, manifest.city)
    if (here.join() !== manifest.migrations.join())
      throw new Error('The dump is of another version: run the same version on both sides')
    const there = await client.query(`select 1 from ${ident(manifest.city)}.person limit 1`)
    if (there.rowCount !== 0)
      throw new Error(`${manifest.city} has rows already: a dump is loaded into an empty city only`)
    await client.query('set constraints all deferred')
    for (const table of manifest.tables) await loadTable(client, manifest.city, table, folder, say)
    await eraseAgain(client, manifest.city, erasures(manifest.city), say)
    // Before the commit, so that no row ever points to an image that is not there.
    for (const name of await blobNames(client, manifest.city)) await blobs.put(name, await readBlob(folder, name))
  })
}

async function eraseAgain(client: Client, city: string, done: readonly DoneErasure[], say: Say): Promise<void> {
  if (done.length === 0) return
  await client.query(`set local search_path = ${ident(city)}, shared`)
  const run = async <R extends Record<string, unknown>>(sql: string, parameters: readonly unknown[] = []) =>
    (await client.query<R>(sql, [...parameters])).rows
  for (const each of done) await repeatErasure({ read: run, write: run, scope: scopeOf({ city, prefixes: [] }) }, each)
  say(`${done.length} deletions done again`)
}

async function dumpTable(
  client: Client,
  city: string,
  schema: DumpedTable['schema'],
  table: string,
  where: string,
  folder: string,
  say: Say,
): Promise<DumpedTable> {
  const columns = await columnsOf(client, schema === 'city' ? city : 'shared', table)
  const from = schema === 'city' ? `${ident(city)}.${ident(table)}` : `shared.${ident(table)}`
  const condition = where.replaceAll('$city', `'${city}'`).replaceAll('$schema', ident(city))
  const source = client.query(
    copyTo(`copy (select ${columns.map(ident).join(', ')} from ${from} where ${condition}) to stdout`),
  )
  const hash = createSm3()
  const path = fileOf(folder, { schema, table })
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(source, hashing, createWriteStream(path, { mode: 0o600 }))
  say(`${schema}.${table}: ${source.rowCount} rows`)
  return { schema, table, columns, rows: source.rowCount, sm3: hash.digest().toString('hex') }
}

async function loadTable(client: Client, city: string, table: DumpedTable, folder: string, say: Say): Promise<void> {
  const columns = table.columns.map(ident).join(', ')
  const target = table.schema === 'city' ? `${ident(city)}.${ident(table.table)}` : `shared.${ident(table.table)}`
  // Rows of the shared schema may be there from another city: a person, an official, the city's own row.
  if (table.schema === 'shared')
    await client.query(
      `create temporary table incoming on commit drop as select ${columns} from ${target} with no data`,
    )
  // What the migration wrote of the newest pack gives way to what the signatures of the dump stand on.
  if (table.schema === 'city' && table.table === 'signer_class') await client.query(`delete from ${target}`)
  const into = table.schema === 'shared' ? 'incoming' : target
  const copy = client.query(copyFrom(`copy ${into} (${columns}) from stdin`))
  await pipeline(createReadStream(fileOf(folder, table)), copy)
  if (table.schema === 'shared') {
    await client.query(`insert into ${target} (${columns}) select ${columns} from incoming on conflict do nothing`)
    await client.query('drop table incoming')
  }
  if (copy.rowCount !== table.rows)
    throw new Error(`${table.schema}.${table.table}: ${copy.rowCount} rows instead of ${table.rows}`)
  say(`${table.schema}.${table.table}: ${table.rows} rows`)
}

/** Tables of a city, those that others point to first; what may be asked at the end of the load does not count. Partitions travel with their parent. */
async function tablesInOrder(client: Client, city: string): Promise<readonly string[]> {
  const tables = await client.query<{ name: string; needs: string[] }>(
    `select c.relname as name, array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
       where k.conrelid = c.oid and k.contype = 'f' and not k.condeferrable and f.oid <> c.oid) as needs
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'schema_history' order by c.relname`,
    [city],
  )
  const ordered: string[] = []
  let left = tables.rows
  while (left.length > 0) {
    const ready = left.filter(({ needs }) => needs.every((need) => ordered.includes(need)))
    if (ready.length === 0)
      throw new Error(`Tables that point to each other: ${left.map(({ name }) => name).join(', ')}`)
    ordered.push(...ready.map(({ name }) => name))
    left = left.filter(({ name }) => !ordered.includes(name))
  }
  return ordered
}

async function columnsOf(client: Client, schema: string, table: string): Promise<readonly string[]> {
  const rows = await client.query<{ column_name: string }>(
    `select column_name from information_schema.columns where table_schema = $1 and table_name = $2 and is_generated = 'NEVER' order by ordinal_position`,
    [schema, table],
  )
  return rows.rows.map((row) => row.column_name)
}

async function keyFingerprint(client: Client): Promise<string> {
  const rows = await client.query<{ key_fingerprint: string }>('select key_fingerprint from shared.installation')
  const own = rows.rows[0]?.key_fingerprint
  if (own === undefined) throw new Error('The database is bound to no key folder yet: run keys first')
  return own
}

async function migrationsOf(client: Client, city: string): Promise<readonly string[]> {
  const rows = await client.query<{ line: string }>(
    `select name || ' ' || sm3 as line from ${ident(city)}.schema_history order by name`,
  )
  return rows.rows.map((row) => row.line)
}

async function blobNames(client: Client, city: string): Promise<readonly string[]> {
  const rows = await client.query<{ name: string }>(
    `select encode(cipher_sm3, 'hex') as name from ${ident(city)}.blob order by 1`,
  )
  return rows.rows.map((row) => row.name)
}

/** An image of a dump, which is named by the digest of its ciphertext. */
async function readBlob(folder: string, name: string): Promise<Buffer> {
  const bytes = await readFile(join(folder, 'blobs', name))
  if (sm3Hex(bytes) !== name) throw new Error(`Image ${name} is not as it was dumped: take the dump again`)
  return bytes
}

async function requireCity(client: Client, city: string): Promise<void> {
  const rows = await client.query('select 1 from shared.city where city = $1', [city])
  if (rows.rowCount === 0) throw new Error(`There is no city ${city} here`)
}

function fileOf(folder: string, { schema, table }: Pick<DumpedTable, 'schema' | 'table'>): string {
  return join(folder, `${schema}.${table}.copy`)
}

async function fileSm3(path: string): Promise<string> {
  const hash = createSm3()
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk)
  return hash.digest().toString('hex')
}

function ident(name: string): string {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new Error(`Not an identifier: ${name}`)
  return `"${name}"`
}

async function inTransaction(ownerUrl: string, begin: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'anju dump' })
  await client.connect()
  try {
    await client.query(begin)
    await work(client)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    await client.end()
  }
}
