import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  writeFileSync,
  rmSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isAlive } from './is-alive.ts'
import { choosePostgresPlace, giveToAccount, underAccount } from './postgres-account.ts'
import type { PostgresAccount, PostgresPlace } from './postgres-account.ts'
import { embeddedPostgres } from './postgres-binaries.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { postgresUrl } from './postgres-url.ts'
import type { PostgresConnection } from './postgres-url.ts'
import { isServerOf, readPostmasterPid } from './postmaster-pid.ts'
import type { PostmasterPid } from './postmaster-pid.ts'

/** What a caller chooses about a server of ours. */
export type PostgresOptions = {
  /** The data folder. Made on the first start; may lie anywhere, also below a closed home or a path with spaces. */
  dataDir: string
  /** File that the server's own messages are appended to. */
  log: string
  /** Settings on top of ours, as in postgresql.conf. */
  settings?: Readonly<Record<string, string>>
  /** The programs; the embedded ones unless another installation is named. */
  binaries?: PostgresBinaries
  /** Forces how root steps down; chosen by itself otherwise. */
  account?: PostgresAccount
  /** True: the server goes on when this process is killed, and the next start finds it. Default: it stops with us. */
  outlivesParent?: boolean
}

/** A running server. */
export type RunningPostgres = {
  connection: PostgresConnection
  url: string
  pid: number
  /** True when a server left over from a killed parent was taken over instead of a new one being started. */
  reused: boolean
  /** Stops the server after open transactions are rolled back; safe to call twice. */
  stop(): Promise<void>
}

/** Owner of the databases in a server of ours; reached only through a socket that nobody else can open. */
const owner = 'anju'

/** What the promises about stored records rest on. Written out, so that no configuration file can weaken them. */
const promisedSettings = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  idle_in_transaction_session_timeout: '30s',
  log_statement: 'ddl',
}

const ordinarySettings = {
  listen_addresses: '',
  max_connections: '200',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %q%d ',
  password_encryption: 'scram-sha-256',
}

/** `sun_path` holds 107 bytes (103 on macOS); what PostgreSQL puts behind the folder takes up to 20 of them. */
const socketFolderBytesMax = 80
const startTimeoutMsMax = 60_000
const stopTimeoutMsMax = 30_000

/**
 * Starts the PostgreSQL of `dataDir`, or takes over the one that a killed parent left running there. Makes the data
 * folder first when there is none. Rejects with the end of the server's log when it does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const place = choosePostgresPlace(options.dataDir, options.binaries ?? embeddedPostgres(), options.account)
  mkdirSync(dirname(options.log), { recursive: true })
  if (!existsSync(join(place.dataDir, 'PG_VERSION'))) createCluster(place, options.log)
  checkMajor(place)

  const found = await findLiveServer(place.dataDir)
  if (found !== undefined) return found
  rmSync(join(place.dataDir, 'postmaster.pid'), { force: true })
  return startServer(place, options)
}

/** The server that is already at work in this data folder, once it accepts connections; undefined when there is none. */
async function findLiveServer(dataDir: string): Promise<RunningPostgres | undefined> {
  const deadline = Date.now() + startTimeoutMsMax
  while (Date.now() < deadline) {
    const pid = readPostmasterPid(dataDir)
    if (pid === undefined || !isServerOf(pid.pid, dataDir)) return undefined
    const socket = join(pid.socketFolder, `.s.PGSQL.${pid.port}`)
    if (pid.ready && (await accepts(socket))) return running(dataDir, pid.pid, pid, true)
    // The folder of the socket may have been swept from /tmp; nobody can reach such a server any more.
    if (pid.ready && !existsSync(socket)) await stopServer(pid.pid, pid.socketFolder)
    await pause(50)
  }
  throw new Error(`A PostgreSQL is at work in ${dataDir} but answers nobody; see its log.`)
}

/** Whether somebody listens at the socket: a server that is being killed still has its files for a moment. */
async function accepts(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socket)
    probe.once('connect', () => resolve(true)).once('error', () => resolve(false))
    probe.once('connect', () => probe.destroy())
  })
}

async function startServer(place: PostgresPlace, options: PostgresOptions): Promise<RunningPostgres> {
  const socketFolder = createSocketFolder(place)
  const settings = {
    ...ordinarySettings,
    ...promisedSettings,
    ...options.settings,
    unix_socket_directories: socketFolder,
  }
  const args = ['-D', place.dataDir]
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`)

  const program = join(place.binaries.folder, 'postgres')
  const {
    command,
    args: words,
    ids,
  } = underAccount(place.account, program, args, {
    diesWithParent: options.outlivesParent !== true,
  })
  const log = openSync(options.log, 'a')
  // A session of its own: Ctrl-C in the terminal reaches us, and we decide when the database may go.
  const child = spawn(command, words, {
    ...ids,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: serverEnvironment(),
  })
  closeSync(log)
  child.unref()

  try {
    const pid = await untilReady(child, place.dataDir, options.log)
    return running(place.dataDir, pid.pid, pid, false)
  } catch (error) {
    if (child.pid !== undefined) await stopServer(child.pid, socketFolder)
    throw error
  }
}

async function untilReady(child: ChildProcess, dataDir: string, log: string): Promise<PostmasterPid> {
  let spawnError: Error | undefined
  child.once('error', (error) => (spawnError = error))
  const deadline = Date.now() + startTimeoutMsMax
  while (Date.now() < deadline) {
    if (spawnError !== undefined) throw spawnError
    const ended = child.exitCode ?? child.signalCode
    if (ended !== null) throw new Error(`PostgreSQL stopped at once (${ended}).\n${tail(log)}`)
    const pid = readPostmasterPid(dataDir)
    if (pid?.pid === child.pid && pid?.ready === true) return pid
    await pause(15)
  }
  throw new Error(`PostgreSQL in ${dataDir} was not ready after ${startTimeoutMsMax / 1000} s.`)
}

function running(
  dataDir: string,
  pid: number,
  { socketFolder, port }: PostmasterPid,
  reused: boolean,
): RunningPostgres {
  const connection = { host: socketFolder, port, user: owner, database: owner }
  return {
    connection,
    url: postgresUrl(connection),
    pid,
    reused,
    stop: async () => {
      if (isServerOf(pid, dataDir)) await stopServer(pid, socketFolder)
    },
  }
}

/** Fast shutdown, then, when that hangs, the immediate one, which costs a recovery at the next start and no row. */
async function stopServer(pid: number, socketFolder: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isAlive(pid)) break
    process.kill(pid, signal)
    const deadline = Date.now() + stopTimeoutMsMax
    while (isAlive(pid) && Date.now() < deadline) await pause(10)
  }
  rmSync(socketFolder, { recursive: true, force: true })
}

/** Made beside its final place and moved there whole, so that a kill leaves nothing half made. */
function createCluster(place: PostgresPlace, log: string): void {
  const { dataDir, account, binaries } = place
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0)
    throw new Error(`${dataDir} is not empty and holds no PostgreSQL data; it is left alone.`)
  const partial = `${dataDir}.partial`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true, mode: 0o700 })
  giveToAccount(account, partial)

  const locale =
    binaries.major >= 17
      ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
      : ['--locale=C.UTF-8']
  const words = ['-D', partial, '-U', owner, '--auth=trust', '--encoding=UTF8', '--data-checksums', ...locale]
  const { command, args, ids } = underAccount(account, join(binaries.folder, 'initdb'), words, { diesWithParent: true })
  const made = spawnSync(command, args, { ...ids, cwd: '/', env: serverEnvironment(), encoding: 'utf8' })
  if (made.status !== 0)
    throw new Error(
      `initdb failed (log: ${log}).\n${made.error?.message ?? ''}${made.stdout ?? ''}${made.stderr ?? ''}`,
    )
  createOwnerDatabase(place, partial)
  renameSync(partial, dataDir)
}

/** A database named like its owner, as every client expects. Single-user mode: no server has to run for it. */
function createOwnerDatabase({ account, binaries }: PostgresPlace, dataDir: string): void {
  const words = ['--single', '-D', dataDir, 'postgres']
  const { command, args, ids } = underAccount(account, join(binaries.folder, 'postgres'), words, {
    diesWithParent: true,
  })
  const made = spawnSync(command, args, {
    ...ids,
    cwd: '/',
    env: serverEnvironment(),
    encoding: 'utf8',
    input: `CREATE DATABASE ${owner}\n`,
  })
  if (made.status !== 0) throw new Error(`The first database could not be made.\n${made.stdout}${made.stderr}`)
}

function checkMajor({ dataDir, binaries }: PostgresPlace): void {
  const major = Number(readFileSync(join(dataDir, 'PG_VERSION'), 'utf8'))
  if (major !== binaries.major)
    throw new Error(
      `${dataDir} was made by PostgreSQL ${major}, this is ${binaries.major}. Dump with the old one, load into the new one.`,
    )
}

/**
 * A fresh folder for the socket, short enough and open to nobody else. Its name is noted beside the data, so that the
 * one that a killed server left behind is removed at the next start.
 */
function createSocketFolder({ account, dataDir }: PostgresPlace): string {
  const note = `${dataDir}.socket`
  if (existsSync(note)) rmSync(readFileSync(note, 'utf8'), { recursive: true, force: true })
  const parents = account === 'nobody' ? ['/tmp'] : [tmpdir(), '/tmp']
  const parent = parents.find((path) => Buffer.byteLength(join(path, 'anju-XXXXXX')) <= socketFolderBytesMax) ?? '/tmp'
  const folder = mkdtempSync(join(parent, 'anju-'))
  giveToAccount(account, folder)
  writeFileSync(note, folder)
  return folder
}

/** No variable of the caller reaches the server: PGDATA, PGPORT or a broken LANG would change what it does. */
function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}

function tail(log: string): string {
  return readFileSync(log, 'utf8').split('\n').slice(-15).join('\n')
}
