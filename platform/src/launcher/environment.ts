import { isIP } from 'node:net'
import { isAbsolute } from 'node:path'
import { stateFolder, stateHome } from './state-folder.ts'
import type { NodeName } from './state-folder.ts'

/** Everything a node learns from its environment. Read once, at the top of a program, and handed down. */
export type Environment = {
  /** DATABASE_URL: the owner of the tables; migrate and seed need it, serve and work must not have it. */
  ownerDatabaseUrl?: string
  /** ANJU_APP_DATABASE_URL: the role `anju_app`, which may neither change tables nor touch the ledger's past. */
  appDatabaseUrl?: string
  /** ANJU_HOME: where this installation keeps what it must not lose. */
  home: string
  /** ANJU_KEYS: this node's key folder. */
  keys: string
  /** ANJU_PEERS: public keys of the other side. */
  peers: string
  /** ANJU_EXCHANGE: the drop folder between registry and card service. */
  exchange: string
  /** ANJU_ARCHIVE_DAYS: how long handled files stay in the archive of the exchange; at least 30, else 190. */
  archiveDays: number
  /** ANJU_BLOBS: encrypted photos, scans and PDFs. */
  blobs: string
  /** ANJU_GATEWAYS: a file with the settings of each city's message gateway; without it notices stay in the viewer. */
  gateways?: string
  /** ANJU_ORIGIN: the https address of the registry as browsers know it; keys of officials are bound to its host. */
  origin?: string
  /** ANJU_KEY_MODELS: AAGUIDs of the security keys that may be enrolled, separated by commas; none means any. */
  keyModels: readonly string[]
  /** ANJU_UKEY_SERVICE: where the program of UKeys answers on every official's own computer, `http://127.0.0.1:<port>`; none means no UKeys. */
  ukeyService?: string
  /** ANJU_UKEY_ROOTS: a folder with the SM2 certificates of the authorities whose UKeys are taken; none means that no UKey is bound outside dev mode. */
  ukeyRoots?: string
  /** ANJU_UKEY_LISTS: a folder with the newest revocation list of each of those authorities; none means that nothing taken back is known. */
  ukeyLists?: string
  /** ANJU_SECOND_KEY_DAYS: at the card centre, for how many days somebody with one key still works; 7. At the registry the pack says it. */
  secondKeyGraceDays: number
  /** ANJU_SCANNER: clamd on this machine, `unix:/path` or `tcp://127.0.0.1:3310`; every uploaded image passes it before it is kept. */
  scanner?: string
  /** ANJU_IDENTITY: a file with each city's identity provider for residents; without it they sign in by phone only. */
  identity?: string
  /** HOST and PORT: where serve listens. */
  host: string
  port: number
  /** ANJU_PROXIES: addresses or networks of our own proxies, with commas; only their X-Forwarded-* is believed. */
  proxies: readonly string[]
  /** ANJU_REQUESTS_PER_MINUTE: of one session; without it the program's own limit. */
  requestsPerMinute?: number
  /** ANJU_DEV=1: one-time sign-in links and a settable legal clock. Refused when HOST is not loopback. */
  dev: boolean
  /** ANJU_FAILPOINT: the named point at which this process kills itself; only in dev mode. */
  failpoint?: string
}

/** Every wrong variable at once, so that one correction is enough. */
export class EnvironmentError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`The environment cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.name = 'EnvironmentError'
    this.problems = problems
  }
}

const ports: Record<NodeName, number> = { registry: 8420, 'card-service': 8421 }

/** Reads and checks the variables of one node. Throws {@link EnvironmentError}. */
export function parseEnvironment(env: NodeJS.ProcessEnv, node: NodeName): Environment {
  const problems: string[] = []
  const text = (name: string): string | undefined => {
    const value = env[name]?.trim()
    return value === undefined || value === '' ? undefined : value
  }
  const path = (name: string, otherwise: string): string => {
    const value = text(name) ?? otherwise
    if (!isAbsolute(value)) problems.push(`${name} must be an absolute path, not ${value}`)
    return value
  }

  const home = stateHome(env)
  const state = stateFolder(home)
  const own = node === 'registry' ? state.registry : state.cardService
  const host = text('HOST') ?? '127.0.0.1'
  const dev = parseSwitch('ANJU_DEV', text('ANJU_DEV'), problems)
  const failpoint = text('ANJU_FAILPOINT')
  const gateways = text('ANJU_GATEWAYS')
  const identity = text('ANJU_IDENTITY')
  if (identity !== undefined && !isAbsolute(identity)) problems.push('ANJU_IDENTITY must be an absolute path')
  if (gateways !== undefined && !isAbsolute(gateways)) problems.push('ANJU_GATEWAYS must be an absolute path')
  if (dev && !isLoopback(host))
    problems.push(`ANJU_DEV=1 hands out sign-in links without a password and may only listen on loopback, not ${host}`)
  if (failpoint !== undefined && !dev) problems.push('ANJU_FAILPOINT is for tests and needs ANJU_DEV=1')

  const origin = parseOrigin(text('ANJU_ORIGIN'), problems)
  const keyModels = parseKeyModels(text('ANJU_KEY_MODELS'), problems)
  const ukeyService = parseUKeyService(text('ANJU_UKEY_SERVICE'), problems)
  const { ukeyRoots, ukeyLists } = parseUKeyFolders(text('ANJU_UKEY_ROOTS'), text('ANJU_UKEY_LISTS'), problems)
  const scanner = parseScanner(text('ANJU_SCANNER'), problems)
  const ownerDatabaseUrl = parseDatabaseUrl('DATABASE_URL', text('DATABASE_URL'), problems)
  const appDatabaseUrl = parseDatabaseUrl('ANJU_APP_DATABASE_URL', text('ANJU_APP_DATABASE_URL'), problems)
  const proxies = parseProxies(text('ANJU_PROXIES'), problems)
  const requestsPerMinute = parseRequestRate(text('ANJU_REQUESTS_PER_MINUTE'), problems)
  const environment = {
    home,
    keys: path('ANJU_KEYS', own.keys),
    peers: path('ANJU_PEERS', own.peers),
    exchange: path('ANJU_EXCHANGE', state.exchange),
    archiveDays: parseArchiveDays(text('ANJU_ARCHIVE_DAYS'), problems),
    blobs: path('ANJU_BLOBS', own.blobs),
    host,
    port: parsePort(text('PORT'), ports[node], problems),
    dev,
    keyModels,
    secondKeyGraceDays: parseGraceDays(text('ANJU_SECOND_KEY_DAYS'), problems),
    ...(origin === undefined ? {} : { origin }),
    ...(ukeyService === undefined ? {} : { ukeyService }),
    ...(ukeyRoots === undefined ? {} : { ukeyRoots }),
    ...(ukeyLists === undefined ? {} : { ukeyLists }),
    ...(scanner === undefined ? {} : { scanner }),
    proxies,
    ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
    ...(ownerDatabaseUrl === undefined ? {} : { ownerDatabaseUrl }),
    ...(appDatabaseUrl === undefined ? {} : { appDatabaseUrl }),
    ...(failpoint === undefined ? {} : { failpoint }),
    ...(gateways === undefined ? {} : { gateways }),
    ...(identity === undefined ? {} : { identity }),
  }
  if (problems.length > 0) throw new EnvironmentError(problems)
  return environment
}

/** Keys answer to a host by name over https, or to localhost; never to a bare address. */
function parseOrigin(value: string | undefined, problems: string[]): string | undefined {
  if (value === undefined) return undefined
  const url = URL.canParse(value) ? new URL(value) : undefined
  const isLocal = url?.hostname === 'localhost'
  if (
    url !== undefined &&
    (url.protocol === 'https:' || (isLocal && url.protocol === 'http:')) &&
    isIP(url.hostname) === 0
  )
    return url.origin
  problems.push(`ANJU_ORIGIN is the address of the registry with https:// and a host name, not ${value}`)
  return undefined
}

/** A page may ask this one address beside its own, so it is on this computer and nowhere else. */
function parseUKeyService(value: string | undefined, problems: string[]): string | undefined {
  if (value === undefined || /^http:\/\/127\.0\.0\.1:[1-9]\d{1,4}$/.test(value)) return value
  problems.push(`ANJU_UKEY_SERVICE is http://127.0.0.1:<port>, not ${value}`)
  return undefined
}

/** What was taken back means nothing where nobody is named who may give. */
function parseUKeyFolders(ukeyRoots: string | undefined, ukeyLists: string | undefined, problems: string[]) {
  if (ukeyRoots !== undefined && !isAbsolute(ukeyRoots)) problems.push('ANJU_UKEY_ROOTS must be an absolute path')
  if (ukeyLists !== undefined && !isAbsolute(ukeyLists)) problems.push('ANJU_UKEY_LISTS must be an absolute path')
  if (ukeyLists !== undefined && ukeyRoots === undefined) problems.push('ANJU_UKEY_LISTS needs ANJU_UKEY_ROOTS')
  return { ukeyRoots, ukeyLists }
}

/** A lost key locks nobody out in the middle of a day, and one key is no state to stay in. */
function parseGraceDays(value: string | undefined, problems: string[]): number {
  if (value === undefined) return 7
  if (/^([1-9]|[12]\d|3[01])$/.test(value)) return Number(value)
  problems.push(`ANJU_SECOND_KEY_DAYS is a number of days from 1 to 31, not ${value}`)
  return 7
}

/** clamd speaks in clear, so nothing between it and us may listen: it runs on this machine. */
function parseScanner(value: string | undefined, problems: string[]): string | undefined {
  if (value === undefined) return undefined
  if (/^unix:\/[^\0]{1,100}$/.test(value)) return value
  const [, host = '', port = ''] = /^tcp:\/\/\[?([^\]/]+?)\]?:([1-9]\d{0,4})$/.exec(value) ?? []
  if (isLoopback(host) && Number(port) <= 65_535) return value
  problems.push(`ANJU_SCANNER is unix:/path/of/the/socket, or tcp://127.0.0.1:3310 on this machine, not ${value}`)
  return undefined
}

function parseKeyModels(value: string | undefined, problems: string[]): readonly string[] {
  const models = (value ?? '').split(',').flatMap((each) => (each.trim() === '' ? [] : [each.trim().toLowerCase()]))
  const wrong = models.filter((model) => !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(model))
  if (wrong.length > 0) problems.push(`ANJU_KEY_MODELS holds AAGUIDs separated by commas, not ${wrong.join(', ')}`)
  return models
}

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true
  return isIP(host) === 4 && host.startsWith('127.')
}

function parseSwitch(name: string, value: string | undefined, problems: string[]): boolean {
  if (value !== undefined && value !== '0' && value !== '1') problems.push(`${name} is 1 or 0, not ${value}`)
  return value === '1'
}

function parsePort(value: string | undefined, otherwise: number, problems: string[]): number {
  const port = value === undefined ? otherwise : Number(value)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  problems.push(`PORT is a number from 0 to 65535, not ${value}`)
  return otherwise
}

/** Addresses and networks; a name, or everybody, would let any caller say who they are. */
function parseProxies(value: string | undefined, problems: string[]): readonly string[] {
  const listed = (value ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
  for (const each of listed) {
    const [address = '', bits] = each.split('/')
    const family = isIP(address)
    const width = bits === undefined ? 128 : Number(bits)
    const isNetwork =
      family !== 0 &&
      Number.isInteger(width) &&
      width >= 8 &&
      (bits === undefined || width <= (family === 4 ? 32 : 128))
    if (!isNetwork) problems.push(`ANJU_PROXIES names addresses or networks of at least 8 bits, not ${each}`)
  }
  return listed
}

function parseRequestRate(value: string | undefined, problems: string[]): number | undefined {
  if (value === undefined) return undefined
  const rate = Number(value)
  if (Number.isInteger(rate) && rate >= 60) return rate
  problems.push('ANJU_REQUESTS_PER_MINUTE is a whole number, 60 or more')
  return undefined
}

/** Longer than the six months for which logs are kept at the least. */
const ARCHIVE_DAYS = 190
/** Less would leave no time to look into a dispute about a file. */
const ARCHIVE_DAYS_MIN = 30

function parseArchiveDays(value: string | undefined, problems: string[]): number {
  const days = value === undefined ? ARCHIVE_DAYS : Number(value)
  if (Number.isInteger(days) && days >= ARCHIVE_DAYS_MIN) return days
  problems.push(`ANJU_ARCHIVE_DAYS is a whole number of days, ${ARCHIVE_DAYS_MIN} or more, not ${value}`)
  return ARCHIVE_DAYS
}

/** The value itself is never repeated in a message: it may hold a password. */
function parseDatabaseUrl(name: string, value: string | undefined, problems: string[]): string | undefined {
  if (value === undefined) return undefined
  if (!/^postgres(ql)?:\/\//.test(value) || !URL.canParse(value))
    problems.push(`${name} must look like postgresql://user:password@host:5432/database`)
  else problems.push(...remoteFaults(name, new URL(value)))
  return value
}

/** What a database on another machine needs: a line nobody can listen to, and a password nobody can guess. */
function remoteFaults(name: string, url: URL): readonly string[] {
  const host = url.hostname.replaceAll(/[[\]]/g, '')
  if (host === '' || isLoopback(host) || host.includes('%2F') || url.searchParams.has('host')) return []
  const mode = url.searchParams.get('sslmode') ?? ''
  const isSafe = ['require', 'verify-ca', 'verify-full'].includes(mode) || url.searchParams.has('sslcert')
  const password = decodeURIComponent(url.password)
  const isShort = !url.searchParams.has('sslcert') && password.length < DATABASE_PASSWORD_LENGTH_MIN
  return [
    ...(isSafe ? [] : [`${name} is on another machine: add ?sslmode=verify-full`]),
    ...(isShort
      ? [`${name} needs a password of ${DATABASE_PASSWORD_LENGTH_MIN} characters or more, or a client certificate`]
      : []),
  ]
}

const DATABASE_PASSWORD_LENGTH_MIN = 16
