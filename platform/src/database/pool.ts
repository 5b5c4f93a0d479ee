import { sm3 } from '@anju/crypto/sm3.ts'
import type { Writable } from 'node:stream'
import { Pool as Connections, types, type PoolClient } from 'pg'

// A `date` is a civil date, never a JavaScript Date at local midnight; bigint and numeric stay exact until asked.
types.setTypeParser(types.builtins.DATE, (text) => text)
types.setTypeParser(types.builtins.INT8, (text) => {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new RangeError(`A bigint beyond the safe range: ${text}`)
  return number
})
types.setTypeParser(types.builtins.NUMERIC, Number)
types.setTypeParser(types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString())

/** A value a statement takes. Objects go as JSON text by the caller; undefined is a mistake and has no place here. */
export type Parameter =
  | string
  | number
  | boolean
  | null
  | Buffer
  | readonly (string | number | boolean | null | Buffer)[]
export type Row = Record<string, unknown>

/** Reads within a scope. It cannot write: the transaction under it is read-only. */
export type Db = {
  read<R extends Row>(sql: string, parameters?: readonly Parameter[]): Promise<R[]>
}
/** Reads and writes within one transaction. */
export type Tx = Db & {
  write<R extends Row>(sql: string, parameters?: readonly Parameter[]): Promise<R[]>
}

/**
 * The divisions that a request may see, as code prefixes; compiled once per request from the post. An empty list sees
 * nothing. Row-level security reads it from the setting `anju.scope`.
 */
export type Scope = { readonly prefixes: readonly string[] }

export type Statement = { readonly sql: string; readonly parameters: readonly Parameter[] }
export type PoolOptions = {
  readonly url: string
  /** Fixed in the connection's start-up options; never set at run time. */
  readonly searchPath: string
  readonly applicationName: string
  /** At most 32 connections a process. */
  readonly connectionsMax?: number
  readonly statementTimeoutMs?: number
  /** Sees each statement as it is sent; for the bench, which replays them. */
  readonly onStatement?: (statement: Statement) => void
}

export type Pool = {
  /** One transaction, retried whole when PostgreSQL breaks a deadlock (40P01) or a serialisation failure (40001). */
  transact<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /** One statement on its own, without scope: for tables that hold no personal rows. */
  ask<R extends Row>(sql: string, parameters?: readonly Parameter[]): Promise<R[]>
  /** Reads in one read-only transaction. */
  look<T>(scope: Scope, work: (db: Db) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const RETRIES_MAX = 4
const BEGIN_READING = 'begin read only'
const names = new Map<string, string>()

/** A stable name for a statement's text: named statements are parsed once per connection (4 to 7 times faster selects). */
function nameOf(sql: string): string {
  let name = names.get(sql)
  if (name === undefined) {
    name = sm3(Buffer.from(sql)).toString('base64url')
    if (names.size < 2000) names.set(sql, name)
  }
  return name
}

/** `SET LOCAL` takes no parameters, so the list is checked here and never comes from a request's text. */
function scopeStatement(scope: Scope): string {
  for (const prefix of scope.prefixes) {
    if (!/^\d{2,12}$/.test(prefix)) throw new Error(`Not a division prefix: ${JSON.stringify(prefix)}`)
  }
  return `set local anju.scope = '${scope.prefixes.map((prefix) => `${prefix}%`).join(',')}'`
}

function errorOf(lost: unknown): Error {
  return lost instanceof Error ? lost : new Error(String(lost))
}

/** The socket under a connection; the driver's types leave it out. */
function streamOf(client: PoolClient): Writable {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the field exists in every version we pin; a test writes through it
  return (client as unknown as { readonly connection: { readonly stream: Writable } }).connection.stream
}

export function openPool(options: PoolOptions): Pool {
  const pool = new Connections({
    connectionString: options.url,
    application_name: options.applicationName,
    max: Math.min(options.connectionsMax ?? 8, 32),
    options: `-c search_path=${options.searchPath.replaceAll(' ', '')} -c statement_timeout=${options.statementTimeoutMs ?? 15_000} -c idle_in_transaction_session_timeout=30000`,
    // BEGIN, SET LOCAL and the first load travel together.
    pipeline: true,
  })
  pool.on('error', () => {
    // A connection lost while idle is replaced by the pool at the next use; a lost one in use fails its own query.
  })
  // While a connection is lent out the pool does not listen for it: lost between two queries it would end the process.
  pool.on('connect', (client) => {
    client.on('error', () => {})
  })

  const send = async <R extends Row>(
    client: PoolClient,
    sql: string,
    parameters: readonly Parameter[],
  ): Promise<R[]> => {
    options.onStatement?.({ sql, parameters })
    const result = await client.query<R>({ name: nameOf(sql), text: sql, values: [...parameters] })
    return result.rows
  }

  const once = async <T>(begin: string, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> => {
    const client = await pool.connect()
    let broken: Error | undefined
    let ending: Promise<void> | undefined
    try {
      const scoping = scopeStatement(scope)
      const run = <R extends Row>(sql: string, parameters: readonly Parameter[] = []) =>
        send<R>(client, sql, parameters)
      // Held back until the work has sent its first load, so that all three leave in one write.
      const stream = streamOf(client)
      stream.cork()
      let opening: Promise<unknown>
      let working: Promise<T>
      try {
        options.onStatement?.({ sql: begin, parameters: [] })
        options.onStatement?.({ sql: scoping, parameters: [] })
        opening = Promise.all([client.query(begin), client.query(scoping)])
        opening.catch(() => {})
        working = work({ read: run, write: run })
      } finally {
        stream.uncork()
      }
      const value = await working
      await opening
      options.onStatement?.({ sql: 'commit', parameters: [] })
      const committing = client.query('commit')
      if (begin === BEGIN_READING) {
        // Nothing was written: the connection waits for the end, the reader need not.
        ending = committing.then(
          () => {},
          (lost: unknown) => {
            broken = errorOf(lost)
          },
        )
        return value
      }
      const committed = await committing
      // A failed statement that was swallowed would turn COMMIT into ROLLBACK without an error.
      if (committed.command !== 'COMMIT') throw new Error('The transaction was rolled back by an earlier error')
      return value
    } catch (error) {
      await client.query('rollback').catch((lost: unknown) => {
        broken = errorOf(lost)
      })
      throw error
    } finally {
      if (ending === undefined) client.release(broken)
      else void ending.then(() => client.release(broken))
    }
  }

  const retried = async <T>(begin: string, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(begin, scope, work)
      } catch (error) {
        const code = sqlStateOf(error)
        if (attempt >= RETRIES_MAX || (code !== '40P01' && code !== '40001')) throw error
      }
    }
  }

  return {
    transact: (scope, work) => retried('begin', scope, work),
    look: (scope, work) => retried(BEGIN_READING, scope, work),
    async ask<R extends Row>(sql: string, parameters: readonly Parameter[] = []) {
      const client = await pool.connect()
      try {
        return await send<R>(client, sql, parameters)
      } finally {
        client.release()
      }
    },
    close: () => pool.end(),
  }
}

/** SQLSTATE of a PostgreSQL error, undefined for anything else. */
export function sqlStateOf(error: unknown): string | undefined {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return undefined
}

/** Name of the constraint that an error of class 23 speaks of. */
export function constraintOf(error: unknown): string | undefined {
  if (error instanceof Error && 'constraint' in error && typeof error.constraint === 'string') return error.constraint
  return undefined
}

const LOST_STATES = ['57P01', '57P02', '57P03', '53300']
const LOST_CODES = ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT']

/** Whether the database went away: then nobody knows yet whether the last commit was made, and the same intent tells. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = sqlStateOf(error) ?? ''
  return (
    code.startsWith('08') ||
    LOST_STATES.includes(code) ||
    LOST_CODES.includes(code) ||
    error.message.startsWith('Connection terminated')
  )
}
