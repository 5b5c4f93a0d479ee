import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { startChild } from '@anju/platform/launcher/child.ts'
import type { Child, ChildExit } from '@anju/platform/launcher/child.ts'
import { holdKeyCeremony } from '@anju/platform/launcher/key-ceremony.ts'
import type { NodeName, StateFolder } from '@anju/platform/launcher/state-folder.ts'
import { CAST } from './cast.ts'
import { checkout, programs } from './checkout.ts'
import type { Databases, NodeDatabase } from './databases.ts'
import { createSignInLink, seedCast } from './seed.ts'

/** How long a sign-in link waits to be used: a working day. */
const linkMinutes = 12 * 60

/** What a house is made from. */
export type HousePlan = {
  state: StateFolder
  databases: Databases
  /** Ports on loopback; 0 lets the system choose. */
  ports: { registry: number; cardService: number }
  /** More variables for every program, for example ANJU_FAILPOINT in a test. */
  env?: NodeJS.ProcessEnv
  /** Told before each step, for people who wait. */
  say?: (chinese: string, english: string) => void
}

/** A link that signs one member of the cast in, once. */
export type SignInLink = { who: string; role: string; url: string }

/** Registry, worker and card service, up and connected by nothing but the exchange folder. */
export type House = {
  address: string
  cardAddress: string
  children: { registry: Child; worker: Child; cardService: Child }
  /** Settles when the first of them ends by itself. */
  ended: Promise<{ name: string; exit: ChildExit }>
  stop(): Promise<void>
}

/**
 * Brings databases and keys to where the programs can start: the key ceremony, migrations, and the seed with
 * divisions, cities, offices and the named cast. Every step may be repeated and continues where a kill cut it off.
 */
export async function furnish(plan: HousePlan): Promise<void> {
  const { state, databases, say = () => {} } = plan
  holdKeyCeremony(state, { registry: databases.registry.isNew, cardService: databases.cardService.isNew })
  say('数据库结构', 'migrating')
  await Promise.all([runCommand(plan, 'registry', 'migrate'), runCommand(plan, 'card-service', 'migrate')])
  // Binds each database to its keys, so that neither is ever opened with those of another installation.
  await Promise.all([runCommand(plan, 'registry', 'keys'), runCommand(plan, 'card-service', 'keys')])
  say('区划、机构与演示人员', 'seeding divisions, offices and a cast of people')
  await Promise.all([
    seedCast({ ownerUrl: databases.registry.owner, keysFolder: state.registry.keys, say: () => {} }),
    runCommand(plan, 'card-service', 'seed'),
  ])
}

/** Starts the three programs of a furnished house; when one does not come up, none stays. */
export async function startHouse(plan: HousePlan): Promise<House> {
  const started: Child[] = []
  const stop = async () => {
    await Promise.all(started.map((child) => child.stop()))
  }
  const start = async (name: string, node: NodeName, command: string, port?: number): Promise<Child> => {
    const child = await startChild({
      name,
      args: [programs[node], command],
      cwd: checkout,
      env: { ...nodeEnvironment(plan, node, 'app'), ...(port === undefined ? {} : { PORT: String(port) }) },
      log: join(plan.state.logs, `${name}.log`),
    })
    started.push(child)
    return child
  }
  const attempts = await Promise.allSettled([
    start('registry', 'registry', 'serve', plan.ports.registry),
    start('worker', 'registry', 'work'),
    start('card-service', 'card-service', 'serve', plan.ports.cardService),
  ])
  const [registry, worker, cardService] = attempts
  if (registry.status === 'rejected' || worker.status === 'rejected' || cardService.status === 'rejected') {
    await stop()
    throw new Error(
      attempts
        .map((one) => (one.status === 'rejected' ? String(one.reason) : ''))
        .join('\n')
        .trim(),
    )
  }
  const children = { registry: registry.value, worker: worker.value, cardService: cardService.value }
  const ended = Promise.race(started.map(async (child) => ({ name: child.name, exit: await child.exited })))
  return { address: addressOf(registry.value), cardAddress: addressOf(cardService.value), children, ended, stop }
}

/** Fresh one-time sign-in links for the staff who make the cards. */
export async function cardSignInLinks(plan: HousePlan, cardAddress: string): Promise<SignInLink[]> {
  const lines = await runCommand(plan, 'card-service', 'sign-in-link', { ANJU_ADDRESS: cardAddress })
  return lines
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): SignInLink => JSON.parse(line))
}

/** Fresh one-time sign-in links for the whole cast. */
export async function signInLinks(plan: HousePlan, address: string): Promise<SignInLink[]> {
  const ownerUrl = plan.databases.registry.owner
  return Promise.all(
    CAST.map(async (member) => {
      const token = await createSignInLink({ ownerUrl, member, expiresInMinutes: linkMinutes })
      return { who: member.name, role: `${member.zh} · ${member.en}`, url: `${address}/sign-in/${token}` }
    }),
  )
}

/** The variables of one node, and nothing of ours that was not meant for it. As `app` it never learns the owner. */
export function nodeEnvironment(plan: HousePlan, node: NodeName, as: 'owner' | 'app'): NodeJS.ProcessEnv {
  const own = node === 'registry' ? plan.state.registry : plan.state.cardService
  const database: NodeDatabase = node === 'registry' ? plan.databases.registry : plan.databases.cardService
  const gateways = node === 'registry' ? process.env['ANJU_GATEWAYS'] : undefined
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('ANJU_') && name !== 'DATABASE_URL')
  return {
    ...Object.fromEntries(inherited),
    ...(as === 'owner' ? { DATABASE_URL: database.owner } : {}),
    ANJU_APP_DATABASE_URL: database.app,
    ANJU_HOME: plan.state.home,
    ANJU_KEYS: own.keys,
    ANJU_PEERS: own.peers,
    ANJU_BLOBS: own.blobs,
    ANJU_EXCHANGE: plan.state.exchange,
    ANJU_DEV: '1',
    HOST: '127.0.0.1',
    ...(gateways === undefined ? {} : { ANJU_GATEWAYS: gateways }),
    ...plan.env,
  }
}

/** Runs one command of a node to its end and answers what it printed. Throws with its words when it fails. */
export async function runCommand(
  plan: HousePlan,
  node: NodeName,
  command: string,
  more: NodeJS.ProcessEnv = {},
): Promise<string> {
  const program = programs[node]
  const child = spawn(process.execPath, [program, command], {
    cwd: checkout,
    env: { ...nodeEnvironment(plan, node, 'owner'), ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code !== 0) throw new Error(`${node} ${command} failed (${code}).\n${(output + errors).slice(-4000)}`)
  return output
}

function addressOf(child: Child): string {
  const address = child.ready['address']
  if (typeof address !== 'string') throw new Error(`${child.name} did not say where it listens.`)
  return address
}
