import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createApiClient, type ApiClient } from '@anju/contract/api-client.ts'
import type { CastMember } from '@anju/dev/cast.ts'
import { checkout, programs } from '@anju/dev/checkout.ts'
import { anyPort } from '@anju/dev/free-port.ts'
import { nodeEnvironment, type HousePlan } from '@anju/dev/house.ts'
import { createSignInLink } from '@anju/dev/seed.ts'
import { startChild, type Child } from '@anju/platform/launcher/child.ts'
import { stateFolder, type NodeName } from '@anju/platform/launcher/state-folder.ts'
import { Client } from 'pg'

/** The databases of a house that is to be hurt: as the owner, and as the role of the programs. */
export type FaultDatabases = Readonly<
  Record<'registry' | 'cardService', { readonly owner: string; readonly app: string }>
>

/** How a program is started; `failpoint` is where it is to die. */
export type Start = { readonly failpoint?: string; readonly port?: number; readonly env?: NodeJS.ProcessEnv }

/** The real programs over a database of the test's own, started and killed one by one. */
export type FaultHouse = {
  readonly plan: HousePlan
  serve(start?: Start): Promise<Child>
  work(start?: Start): Promise<Child>
  cardService(start?: Start): Promise<Child>
  /** Asks the registry's database as its owner, on a connection of its own. */
  ask: Asking
  /** The cookie of a member of the cast, from any running `serve`. */
  signIn(address: string, member: CastMember): Promise<string>
  /** The end of what the programs said. */
  lastWords(): string
  /** Ends whatever still runs. */
  close(): Promise<void>
}
export type Asking = <R extends Record<string, unknown>>(sql: string, parameters?: readonly unknown[]) => Promise<R[]>

/** @param home - a state folder with keys and peers of both nodes; the house gets an exchange folder of its own in it */
export function openFaultHouse(home: string, databases: FaultDatabases, name: string): FaultHouse {
  const folder = join(home, `fault-${name}`)
  const state = { ...stateFolder(home), exchange: join(folder, 'exchange'), logs: stateFolder(home).logs }
  mkdirSync(state.exchange, { recursive: true, mode: 0o700 })
  const plan: HousePlan = {
    state,
    databases: {
      registry: { ...databases.registry, isNew: false },
      cardService: { ...databases.cardService, isNew: false },
    },
    ports: { registry: 0, cardService: 0 },
  }
  const log = join(state.logs, `fault-${name}.log`)
  // Programs start by the hundred here; what one that ended in peace has compiled, the next need not.
  const compileCache = join(process.env['ANJU_HOME'] ?? home, 'compile-cache')
  const started: Child[] = []
  const start = async (node: NodeName, command: string, { failpoint, port, env }: Start): Promise<Child> => {
    const child = await startChild({
      name: `${name}-${node}-${command}`,
      args: [programs[node], command],
      cwd: checkout,
      env: {
        ...nodeEnvironment(plan, node, 'app'),
        ...(command === 'serve' ? { PORT: String(port ?? (await anyPort())) } : {}),
        ...(failpoint === undefined ? {} : { ANJU_FAILPOINT: failpoint }),
        NODE_COMPILE_CACHE: compileCache,
        ...env,
      },
      log,
    })
    started.push(child)
    return child
  }
  const ask = asking(databases.registry.owner)
  return {
    plan,
    serve: (options = {}) => start('registry', 'serve', options),
    work: (options = {}) => start('registry', 'work', options),
    cardService: (options = {}) => start('card-service', 'serve', options),
    ask,
    async signIn(address, member) {
      const token = await createSignInLink({ ownerUrl: databases.registry.owner, member, expiresInMinutes: 5 })
      const response = await fetch(`${address}/sign-in/${token}`, { redirect: 'manual' })
      const cookie = /anju_session=[^;]+/.exec(response.headers.get('set-cookie') ?? '')?.[0]
      if (cookie === undefined) throw new Error(`No session for ${member.name}: ${response.status}`)
      return cookie
    },
    lastWords: () => (existsSync(log) ? readFileSync(log, 'utf8').slice(-4_000) : ''),
    async close() {
      await Promise.all(started.map((child) => child.stop(3_000)))
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** kill -9, and wait until it is gone. */
export async function killNow(child: Child): Promise<void> {
  try {
    process.kill(child.pid, 'SIGKILL')
  } catch {
    // It was gone already.
  }
  await child.exited
}

/** Where a started `serve` listens. */
export function addressOf(child: Child): string {
  const { address } = child.ready
  if (typeof address !== 'string') throw new Error(`${child.name} did not say where it listens`)
  return address
}

/** The typed client of a signed-in person at one address; sessions are in the database, so any `serve` takes the cookie. */
export function clientAt(address: string, cookie: string): ApiClient {
  const withCookie: typeof fetch = (input, init) =>
    fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), cookie } })
  return createApiClient({ fetch: withCookie, baseUrl: address, timeoutMsMax: 20_000 })
}

/** Asks a database on a fresh connection each time: one that was killed in between is no obstacle. */
export function asking(url: string): Asking {
  return async <R extends Record<string, unknown>>(sql: string, parameters: readonly unknown[] = []) => {
    const client = new Client({ connectionString: url })
    client.on('error', () => {})
    await client.connect()
    try {
      return (await client.query<R>(sql, [...parameters])).rows
    } finally {
      await client.end().catch(() => {})
    }
  }
}

/** Waits until no transaction is open any more: PostgreSQL needs a moment to notice that a client is dead. */
export async function settled(ask: Asking, waitMsMax = 10_000): Promise<void> {
  for (const deadline = Date.now() + waitMsMax; Date.now() < deadline; await pause(20)) {
    const open = await ask(
      `select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle' and backend_type = 'client backend'`,
    )
    if (open.length === 0) return
  }
  throw new Error(`A transaction was still open after ${waitMsMax} ms`)
}

/** Takes the protection of the intent table away, for negative controls: every intent is forgotten as it is written. */
export async function forgetIntents(ask: Asking, city: string): Promise<void> {
  await ask(`create function ${city}.forget() returns trigger language plpgsql as 'begin return null; end'`)
  await ask(`create trigger forget before insert on ${city}.intent for each row execute function ${city}.forget()`)
}
