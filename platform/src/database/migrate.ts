import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sm3 } from '@anju/crypto/sm3.ts'
import { Client } from 'pg'

/** One forward-only migration: its name sorts by UTC time; its SM3 is kept, so that an edited file is noticed. */
export type Migration = {
  readonly name: string
  readonly sql: string
  readonly sm3: string
  readonly transactional: boolean
}

export type MigrateOptions = {
  /** Connection of the owner, who alone may migrate. */
  readonly url: string
  readonly schema: string
  readonly migrations: readonly Migration[]
  /** `${name}` in a file stands for one of these checked identifiers (the role that runs the application). */
  readonly identifiers?: Readonly<Record<string, string>>
  readonly onApplied?: (name: string) => void
}

const NAME = /^\d{8}T\d{6}Z-[a-z0-9-]+\.sql$/
const IDENTIFIER = /^[a-z_][a-z0-9_]{0,62}$/

/** @throws Error when a file's name is not `20160101T000000Z-what.sql`. */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  return Promise.all(
    files.map(async (name) => {
      if (!NAME.test(name))
        throw new Error(`A migration is named by its UTC time, like 20160101T000000Z-what.sql: ${name}`)
      const sql = await readFile(join(folder, name), 'utf8')
      return {
        name,
        sql,
        sm3: sm3(Buffer.from(sql)).toString('hex'),
        transactional: !sql.startsWith('-- no-transaction'),
      }
    }),
  )
}

/** The statements of a file: each ends with a semicolon at the end of a line, and travels as a message of its own. */
export function statementsOf(sql: string): readonly string[] {
  return sql
    .replaceAll(/^\s*--.*$/gm, '')
    .split(/;[ \t]*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}

/**
 * Brings one schema to the newest version. Two processes at once are harmless: the history row is the lock. Resumes after
 * a kill, because each file commits together with its history row.
 * @returns names of the files applied now.
 * @throws Error when a file that was applied before has changed, or is missing.
 */
export async function migrate(options: MigrateOptions): Promise<readonly string[]> {
  if (!IDENTIFIER.test(options.schema)) throw new Error(`Not a schema name: ${options.schema}`)
  const client = new Client({ connectionString: options.url, application_name: 'anju migrate' })
  await client.connect()
  try {
    await client.query(`create schema if not exists ${options.schema}`)
    await client.query(`set search_path = ${options.schema}, shared`)
    await client.query(`set lock_timeout = '2s'`)
    await client.query(
      `create table if not exists ${options.schema}.schema_history (name text primary key, sm3 text not null, applied_at timestamptz not null default now())`,
    )
    const applied: string[] = []
    await refuseChangedHistory(client, options)
    for (const migration of options.migrations) {
      if (await applyOnce(client, migration, options)) {
        applied.push(migration.name)
        options.onApplied?.(migration.name)
      }
    }
    return applied
  } finally {
    await client.end()
  }
}

async function refuseChangedHistory(client: Client, options: MigrateOptions): Promise<void> {
  const history = await client.query<{ name: string; sm3: string }>(
    `select name, sm3 from ${options.schema}.schema_history`,
  )
  for (const row of history.rows) {
    const file = options.migrations.find((migration) => migration.name === row.name)
    if (file === undefined)
      throw new Error(
        `Schema ${options.schema} has migration ${row.name}, which this version does not know: run the newer version`,
      )
    if (file.sm3 !== row.sm3)
      throw new Error(
        `Migration ${row.name} was applied with other content; migrations are never edited, add a new one`,
      )
  }
}

async function applyOnce(client: Client, migration: Migration, options: MigrateOptions): Promise<boolean> {
  const claim = `insert into ${options.schema}.schema_history (name, sm3) values ($1, $2) on conflict do nothing`
  if (!migration.transactional) {
    const known = await client.query(`select 1 from ${options.schema}.schema_history where name = $1`, [migration.name])
    if (known.rowCount !== 0) return false
    for (const statement of statementsOf(fillIn(migration.sql, options))) await client.query(statement)
    await client.query(claim, [migration.name, migration.sm3])
    return true
  }
  await client.query('begin')
  try {
    const claimed = await client.query(claim, [migration.name, migration.sm3])
    if (claimed.rowCount === 0) {
      await client.query('rollback')
      return false
    }
    for (const statement of statementsOf(fillIn(migration.sql, options))) await client.query(statement)
    await client.query('commit')
    return true
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${migration.name} of schema ${options.schema} failed: ${String(error)}`, {
      cause: error,
    })
  }
}

function fillIn(sql: string, options: MigrateOptions): string {
  return sql.replaceAll(/\$\{(\w+)\}/g, (_, key: string) => {
    const value = options.identifiers?.[key] ?? (key === 'schema' ? options.schema : undefined)
    if (value === undefined || !IDENTIFIER.test(value)) throw new Error(`No identifier for \${${key}}`)
    return value
  })
}
