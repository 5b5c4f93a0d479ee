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
  /** What it reads within; statements that ask for it by themselves take it from here. */
  readonly scope: Scope
  read<R extends Row>(sql: string, parameters?: readonly Parameter[]): Promise<R[]>
}
/** Reads and writes within one transaction. */
export type Tx = Db & {
  write<R extends Row>(sql: string, parameters?: readonly Parameter[]): Promise<R[]>
}

/**
 * What a request may see of a city (数据范围), compiled once per request. Every field narrows or names; with nothing named
 * nothing is seen. Row-level security reads the same fields from settings of the transaction. Made by `scopeOf`.
 */
export type Scope = {
  /** The schema of the city: a policy of another city's schema knows another name and shows nothing. */
  readonly city: string
  /** Division codes seen, by how they begin. */
  readonly prefixes: readonly string[]
  /** Divisions among them that are not seen, because an office below answers for them (本部门). */
  readonly except: readonly string[]
  /** Who acts: an official or a resident's account; null for the system. */
  readonly actor: string | null
  /** Whether whatever the actor took part in is seen, too (本人). */
  readonly own: boolean
  /** Persons whose files are opened one by one: assigned cases, cross-area grants. */
  readonly persons: readonly string[]
  /** What must still hold, and go on holding until the commit, in every transaction that writes. */
  readonly standing?: Standing
}
/** A statement that gives a row, and locks it, as long as the actor may act; without a row the transaction is undone. */
export type Standing = { readonly statement: Statement; readonly lost: () => Error }

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

const CITY_NAME = /^[a-z]{2,30}$/
const PREFIX = /^\d{2,12}$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** `SET LOCAL` takes no parameters, so each item is checked here and never comes from a request's text. */
function settingOf(name: string, shape: RegExp, items: readonly string[], end = ''): readonly string[] {
  for (const item of items) if (!shape.test(item)) throw new Error(`Not fit for ${name}: ${JSON.stringify(item)}`)
  return items.length === 0 ? [] : [`set local ${name} = '${items.map((item) => `${item}${end}`).join(',')}'`]
}

/** One statement a message. What is left out is empty, which shows nothing: a setting ends with its transaction. */
function scopeStatements({ city, prefixes, except, actor, own, persons }: Scope): readonly string[] {
  return [
    ...settingOf('anju.scope', PREFIX, prefixes, '%'),
    ...settingOf('anju.city', CITY_NAME, city === '' ? [] : [city]),
    ...settingOf('anju.actor', UUID, actor === null ? [] : [actor]),
    ...settingOf('anju."except"', PREFIX, except, '%'),
    ...settingOf('anju.persons', UUID, persons),
    ...(own && actor !== null ? [`set local anju.own = 'on'`] : []),
  ]
}

function errorOf(lost: unknown): Error {
  return lost instanceof Error ? lost : new Error(String(lost))
}

/** The socket under a connection; the driver's types leave it out. */
function streamOf(client: PoolClient): Writable {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the field exists in every version we pin; a test writes through it
  return (client as unknown as { readonly connection: { readonly stream: Writable } }).connection.stream
}

/** Asks whether the actor may still act; the row it gives is locked until the commit. */
async function standingIn(run: Tx['write'], standing: Standing | undefined): Promise<void> {
  if (standing === undefined) return
  const rows = await run(standing.statement.sql, standing.statement.parameters)
  if (rows.length === 0) throw standing.lost()
}

export function openPool(options: PoolOptions): Pool {
  const pool = new Connections({
    connectionString: options.url,
    application_name: options.applicationName,
    max: Math.min(options.connectionsMax ?? 8, 32),
    // Compiling a statement costs more than running any of ours; a server that has a compiler would do it for each day of a sweep.
    options: `-c search_path=${options.searchPath.replaceAll(' ', '')} -c statement_timeout=${options.statementTimeoutMs ?? 15_000} -c idle_in_transaction_session_timeout=30000 -c jit=off`,
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
      const opens = [begin, ...scopeStatements(scope)]
      const standing = begin === BEGIN_READING ? undefined : scope.standing
      // What one part of the work sends after another has failed would be carried out after the rollback, for good.
      let isOver = false
      const run = async <R extends Row>(sql: string, parameters: readonly Parameter[] = []) => {
        if (isOver) throw new Error('The transaction is over')
        return send<R>(client, sql, parameters)
      }
      // Held back until the work has sent its first load, so that all three leave in one write.
      const stream = streamOf(client)
      stream.cork()
      let opening: Promise<unknown>
      let working: Promise<T>
      try {
        for (const sql of opens) options.onStatement?.({ sql, parameters: [] })
        opening = Promise.all([...opens.map((sql) => client.query(sql)), standingIn(run, standing)])
        opening.catch(() => {})
        working = work({ scope, read: run, write: run })
      } finally {
        stream.uncork()
      }
      // Whoever lost their post is told that, whatever else went wrong.
      const [opened, worked] = await Promise.allSettled([opening, working])
      isOver = true
      if (opened.status === 'rejected') throw errorOf(opened.reason)
      if (worked.status === 'rejected') throw errorOf(worked.reason)
      const { value } = worked
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
