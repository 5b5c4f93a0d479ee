import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { isAlive } from './is-alive.ts'
import { holdKeyCeremony } from './key-ceremony.ts'
import { withRole } from './postgres-url.ts'
import { startPostgres } from './postgres.ts'
import { createStateFolder, stateFolder } from './state-folder.ts'
import type { NodeName } from './state-folder.ts'

/** What a test database starts from: the migrated tables of a node, or nothing at all. */
export type TestTemplate = NodeName | 'empty'

/** A database of one test file's own. */
export type TestDatabase = {
  /** As the owner of the tables. */
  url: string
  /** As the role that the node's programs run under (`anju_app`, `anju_card`). */
  appUrl: string
  name: string
  /** The state folder of this test run; key folders of the run lie in it. */
  home: string
  /** The key folder that the registry template is bound to (ANJU_KEYS). */
  keys: string
  /** Ends every connection and removes the database. Call it in `after`. */
  drop(): Promise<void>
}

/** The server that the test runner started for the whole run, as owner. */
export const testDatabaseVariable = 'ANJU_TEST_DATABASE_URL'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
/** The roles that the programs run under; never owners of a table. */
export const appRoles: Record<NodeName, string> = { registry: 'anju_app', 'card-service': 'anju_card' }
/** The command whose `migrate` fills a template. Run as a program, so nothing of it is imported here. */
const programs: Record<NodeName, string> = {
  registry: join(repository, 'server/src/main.ts'),
  'card-service': join(repository, 'card-service/src/main.ts'),
}

/**
 * A fresh database, copied from the template in a fraction of a second. Uses the server of the test run; a test file
 * run by hand gets a throw-away server of its own, which ends with the process.
 */
export async function testDatabase(template: TestTemplate = 'registry'): Promise<TestDatabase> {
  const { url: server, home } = await testServer()
  const name = `t_${randomUUID().replaceAll('-', '')}`
  const source = template === 'empty' ? 'template0' : await prepareTemplate(server, template, home)
  await withClient(server, async (client) => {
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${source}`)
  })
  const url = withRole(server, { database: name })
  return {
    url,
    appUrl: withRole(url, { user: appRoles[template === 'empty' ? 'registry' : template] }),
    name,
    home,
    keys: stateFolder(home).registry.keys,
    drop: async () => {
      await withClient(server, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      })
    },
  }
}

/**
 * Makes the template of a node once for this server, whoever comes first, and answers its name. A template that a
 * kill left half made is not taken for a finished one: it gets its name last.
 */
export async function prepareTemplate(server: string, node: NodeName, home: string): Promise<string> {
  const name = `template_${node.replace('-', '_')}`
  await withClient(server, async (client) => {
    const find = async (wanted: string) =>
      (await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [wanted])).rowCount === 1
    if (await find(name)) return
    await client.query('SELECT pg_advisory_lock(4201)')
    try {
      if (await find(name)) return
      const partial = `${name}_partial`
      await client.query(`DROP DATABASE IF EXISTS ${partial} WITH (FORCE)`)
      await client.query(`CREATE DATABASE ${partial} TEMPLATE template0`)
      fill(node, withRole(server, { database: partial }), home)
      await client.query(`ALTER DATABASE ${partial} RENAME TO ${name}`)
    } finally {
      await client.query('SELECT pg_advisory_unlock(4201)')
    }
  })
  return name
}

/** Brings a template to where tests begin: migrated; the registry's also bound to its keys, with both cities and the cast. */
function fill(node: NodeName, url: string, home: string): void {
  run(node, url, home, [programs[node], 'migrate'])
  if (node !== 'registry') return
  run(node, url, home, [programs.registry, 'keys'])
  run(node, url, home, [join(repository, 'dev/src/seed.ts')])
}

function run(node: NodeName, url: string, home: string, args: readonly string[]): void {
  const program = args[0] ?? ''
  if (!existsSync(program)) throw new Error(`${program} is missing: no template of ${node} can be made.`)
  const done = spawnSync(process.execPath, args, {
    env: {
      ...process.env,
      DATABASE_URL: url,
      ANJU_APP_DATABASE_URL: withRole(url, { user: appRoles[node] }),
      ANJU_HOME: home,
    },
    encoding: 'utf8',
  })
  if (done.status !== 0) throw new Error(`${args.join(' ')} failed.\n${done.stdout}${done.stderr}`)
}

let ownServer: Promise<{ url: string; home: string }> | undefined

async function testServer(): Promise<{ url: string; home: string }> {
  const url = process.env[testDatabaseVariable]
  const home = process.env['ANJU_HOME']
  if (url !== undefined && home !== undefined) return { url, home }
  ownServer ??= startOwnServer()
  return ownServer
}

async function startOwnServer(): Promise<{ url: string; home: string }> {
  const state = createStateFolder(mkdtempSync(join(tmpdir(), 'anju-by-hand-')))
  const { home } = state
  holdKeyCeremony(state, { registry: true, cardService: true })
  const server = await startPostgres({ dataDir: state.postgres, log: join(state.logs, 'postgres.log') })
  // On the way out nothing can be awaited any more. The data is thrown away, so the server is, too.
  process.once('exit', () => {
    if (isAlive(server.pid)) process.kill(server.pid, 'SIGQUIT')
    const pause = new Int32Array(new SharedArrayBuffer(4))
    for (let tries = 0; isAlive(server.pid) && tries < 200; tries += 1) Atomics.wait(pause, 0, 0, 10)
    rmSync(home, { recursive: true, force: true })
    rmSync(server.connection.host, { recursive: true, force: true })
  })
  return { url: server.url, home }
}

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
