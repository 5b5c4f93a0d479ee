import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openKeyFolder } from '@anju/crypto/key-folder.ts'
import { softProvider } from '@anju/crypto/soft-provider.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { holdKeyCeremony } from '@anju/platform/launcher/key-ceremony.ts'
import { withRole } from '@anju/platform/launcher/postgres-url.ts'
import { startPostgres, type RunningPostgres } from '@anju/platform/launcher/postgres.ts'
import { createStateFolder, type StateFolder } from '@anju/platform/launcher/state-folder.ts'
import { Client } from 'pg'

/** Where a measurement lives: a folder with keys and, unless a database was named, a PostgreSQL of its own. */
export type BenchHouse = {
  readonly state: StateFolder
  readonly ownerUrl: string
  readonly appUrl: string
  readonly crypto: CryptoProvider
  /** Process id of the database server when it runs on this machine and is ours to see; undefined otherwise. */
  readonly postgresPid: number | undefined
  readonly close: () => Promise<void>
}
export type HouseOrder = {
  readonly home?: string | undefined
  readonly database?: string | undefined
  readonly persons: number
}

/** Settings of the bench's own server, printed with every result. Durability is never touched. */
export const POSTGRES_SETTINGS = {
  shared_buffers: '4GB',
  effective_cache_size: '12GB',
  work_mem: '32MB',
  max_wal_size: '8GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  wal_compression: 'on',
} as const

/** The address that the desks' keys are bound to; nobody has to reach it. */
export const BENCH_ORIGIN = 'https://anju.test'

const repository = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Opens the house: keys, server, a database for this size of city, migrated, with cities and cast. With `database` the
 * given one is used as its owner (which must be allowed to make roles); its keys lie in `home`.
 */
export async function openBenchHouse({ home, database, persons }: HouseOrder): Promise<BenchHouse> {
  const state = createStateFolder(home ?? join(tmpdir(), `anju-bench-${process.getuid?.() ?? 0}`))
  holdKeyCeremony(state, { registry: true, cardService: true })
  const server =
    database === undefined
      ? await startPostgres({
          dataDir: state.postgres,
          log: join(state.logs, 'postgres.log'),
          settings: POSTGRES_SETTINGS,
        })
      : undefined
  const ownerUrl = database ?? (await databaseFor(server, `city_${persons}`))
  const appUrl = withRole(ownerUrl, { user: 'anju_app' })
  const crypto = softProvider(openKeyFolder(state.registry.keys, { role: 'registry', create: false }))
  const env = environmentOf(state, ownerUrl, appUrl)
  for (const args of [['server/src/main.ts', 'migrate'], ['server/src/main.ts', 'keys'], ['dev/src/seed.ts']])
    run(args, env)
  return { state, ownerUrl, appUrl, crypto, postgresPid: server?.pid, close: async () => server?.stop() }
}

/** The environment of a program of ours that works on this house. */
export function environmentOf(state: StateFolder, ownerUrl: string | undefined, appUrl: string): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env
  return {
    PATH,
    HOME,
    ANJU_HOME: state.home,
    ANJU_ORIGIN: BENCH_ORIGIN,
    ANJU_APP_DATABASE_URL: appUrl,
    ...(ownerUrl === undefined ? {} : { DATABASE_URL: ownerUrl }),
  }
}

async function databaseFor(server: RunningPostgres | undefined, name: string): Promise<string> {
  if (server === undefined) throw new Error('No server to make a database in')
  await withClient(server.url, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount === 0) await client.query(`create database ${name} template template0`)
  })
  return withRole(server.url, { database: name })
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): void {
  const done = spawnSync(process.execPath, args, { cwd: repository, env, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`${args.join(' ')} failed.\n${done.stdout}${done.stderr}`)
}

export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'anju bench' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
