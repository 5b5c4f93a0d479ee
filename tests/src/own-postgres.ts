import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isAlive } from '@anju/platform/launcher/is-alive.ts'
import { holdKeyCeremony } from '@anju/platform/launcher/key-ceremony.ts'
import { findSystemPostgres } from '@anju/platform/launcher/postgres-binaries.ts'
import { postgresUrl, withRole } from '@anju/platform/launcher/postgres-url.ts'
import { startPostgres, type PostgresOptions, type RunningPostgres } from '@anju/platform/launcher/postgres.ts'
import { createStateFolder } from '@anju/platform/launcher/state-folder.ts'
import { appRoles, prepareTemplate, testDatabaseVariable } from '@anju/platform/launcher/test-database.ts'
import { asking, type Asking } from './fault-house.ts'

/** A PostgreSQL of a test's own, to be killed: the one of the test run serves others, too. */
export type OwnPostgres = {
  /** A state folder with the keys that its registries are bound to. */
  readonly home: string
  /** A registry with both cities and the cast; its addresses stay the same after a kill. */
  registry(name: string): Promise<{ readonly owner: string; readonly app: string }>
  /** kill -9 of the server with everything that works for it, and a start that recovers what was committed. */
  killAndStart(): Promise<void>
  /** Pages whose checksum failed since the start, in all databases. */
  checksumFailures(): Promise<number>
  close(): Promise<void>
}

export async function openOwnPostgres(): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'anju-killed-'))
  const state = createStateFolder(join(folder, 'home'))
  holdKeyCeremony(state, { registry: true, cardService: true })
  const binaries = findSystemPostgres(await majorOfTheRun())
  const options: PostgresOptions = {
    dataDir: join(folder, 'data'),
    log: join(folder, 'postgres.log'),
    settings: { log_statement: 'none' },
    ...(binaries === undefined ? {} : { binaries }),
  }
  let server = await startPostgres(options)
  // The socket lies in a fresh folder after each start; a link gives it one name.
  const link = join(folder, 'socket')
  const follow = () => {
    rmSync(link, { force: true })
    symlinkSync(server.connection.host, link)
  }
  follow()
  const url = (database: string) => postgresUrl({ ...server.connection, host: link, database })
  const ask: Asking = (sql, parameters) => asking(url('postgres'))(sql, parameters)
  return {
    home: state.home,
    async registry(name) {
      const template = await prepareTemplate(url('postgres'), 'registry', state.home)
      await ask(`create database ${name} template ${template}`)
      return { owner: url(name), app: withRole(url(name), { user: appRoles.registry }) }
    },
    async killAndStart() {
      await killWithChildren(server)
      server = await startPostgres(options)
      follow()
    },
    async checksumFailures() {
      const [row] = await ask<{ n: number }>(
        'select coalesce(sum(checksum_failures), 0)::int as n from pg_stat_database',
      )
      return row?.n ?? 0
    },
    async close() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The run may be on Debian's PostgreSQL; then so is this one. Undefined for the embedded one. */
async function majorOfTheRun(): Promise<number> {
  const url = process.env[testDatabaseVariable]
  if (url === undefined) return 0
  const [row] = await asking(url)<{ major: number }>(
    `select current_setting('server_version_num')::int / 10000 as major`,
  )
  return row?.major ?? 0
}

/**
 * The children lead process groups of their own, so each is killed by its number; a start while one lives would fail. The
 * parent is stopped first, so that it makes no more of them.
 */
async function killWithChildren({ pid }: RunningPostgres): Promise<void> {
  process.kill(pid, 'SIGSTOP')
  const family = [...childrenOf(pid), pid]
  for (const member of family) kill(member)
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await pause(10)) if (!family.some(isAlive)) return
  throw new Error('A part of PostgreSQL outlived kill -9')
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended in between.
  }
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
}

/** What Linux says of a process; its name may hold spaces and brackets, so it is read from behind. */
function parentOf(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}
