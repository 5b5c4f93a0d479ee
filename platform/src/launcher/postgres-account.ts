import { spawnSync } from 'node:child_process'
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  renameSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import type { PostgresBinaries } from './postgres-binaries.ts'

/** The account nobody, the same number on every Linux. */
const nobody = 65534
/** Where a server that root must hand to nobody keeps what nobody could not reach otherwise. */
const systemFolder = '/var/lib/anju-postgres'

/**
 * Under which account the server runs. PostgreSQL refuses to run as root, so root hands it to somebody else:
 * - `self`: an ordinary user runs it as himself;
 * - `nobody`: uid and gid 65534, when that account can reach the programs and the data;
 * - `namespace`: root inside a user namespace of its own where it is called nobody and has no rights over the rest;
 *   needed when a parent folder is closed to others (/root, a 0700 home). Creates no user, changes no owner.
 */
export type PostgresAccount = 'self' | 'nobody' | 'namespace'

/** The account, and the folders as that account reaches them (moved only in the last resort, see below). */
export type PostgresPlace = { account: PostgresAccount; dataDir: string; binaries: PostgresBinaries }

/**
 * Chooses the account. Existing data decides first, because its owner is fixed. In a container that forbids user
 * namespaces, root's closed folders are left alone: data and programs go to /var/lib/anju-postgres, owned by nobody,
 * with a link at the place that was asked for.
 */
export function choosePostgresPlace(
  dataDir: string,
  binaries: PostgresBinaries,
  wanted?: PostgresAccount,
): PostgresPlace {
  if (process.getuid?.() !== 0) return { account: 'self', dataDir, binaries }

  const real = existsSync(dataDir) ? realpathSync(dataDir) : dataDir
  const reachable = reachableByOthers(real) && reachableByOthers(binaries.folder)
  const owner = existsSync(join(real, 'PG_VERSION')) ? statSync(real).uid : undefined
  if (wanted === 'namespace' || owner === 0) return { account: 'namespace', dataDir: real, binaries }
  if (reachable && (wanted === 'nobody' || owner === nobody || owner === undefined))
    return { account: 'nobody', dataDir: real, binaries }
  if (wanted === undefined && owner === undefined && userNamespacesWork())
    return { account: 'namespace', dataDir: real, binaries }
  return {
    account: 'nobody',
    dataDir: reachableByOthers(real) ? real : moveOut(dataDir),
    binaries: reachableByOthers(binaries.folder) ? binaries : copyOut(binaries),
  }
}

/** Program and arguments that run `program` under the account, and the ids to spawn it with. */
export function underAccount(
  account: PostgresAccount,
  program: string,
  args: readonly string[],
  options: { diesWithParent: boolean },
): { command: string; args: string[]; ids: { uid: number; gid: number } | Record<string, never> } {
  const tied = options.diesWithParent && existsSync('/usr/bin/setpriv')
  // The tie is made after the account has changed: a change of account would undo it.
  const inner = tied ? ['/usr/bin/setpriv', '--pdeathsig', 'INT', program, ...args] : [program, ...args]
  const words =
    account === 'namespace' ? ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, ...inner] : inner
  const [command = program, ...rest] = words
  return { command, args: rest, ids: account === 'nobody' ? { uid: nobody, gid: nobody } : {} }
}

/** Makes a folder the account's own. Only ever called on folders that the launcher itself made. */
export function giveToAccount(account: PostgresAccount, folder: string): void {
  if (account === 'nobody') chownSync(folder, nobody, nobody)
}

/** Whether any account may walk down to this path; of a path that does not exist yet, to its nearest parent. */
function reachableByOthers(path: string): boolean {
  for (let at = existsSync(path) ? dirname(realpathSync(path)) : dirname(path); ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

function userNamespacesWork(): boolean {
  const tried = spawnSync('unshare', ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`, 'true'])
  return tried.status === 0
}

function moveOut(dataDir: string): string {
  const target = join(systemFolder, createHash('sha256').update(dataDir).digest('hex').slice(0, 12))
  mkdirSync(systemFolder, { recursive: true, mode: 0o755 })
  if (!existsSync(dataDir)) {
    mkdirSync(target, { recursive: true, mode: 0o700 })
    mkdirSync(dirname(dataDir), { recursive: true })
    if (lstatSync(dataDir, { throwIfNoEntry: false }) === undefined) symlinkSync(target, dataDir)
  }
  return realpathSync(dataDir)
}

function copyOut(binaries: PostgresBinaries): PostgresBinaries {
  const key = createHash('sha256').update(binaries.root).digest('hex').slice(0, 12)
  const root = join(systemFolder, `programs-${binaries.major}-${key}`)
  if (!existsSync(root)) {
    const partial = `${root}.${process.pid}`
    mkdirSync(systemFolder, { recursive: true, mode: 0o755 })
    cpSync(binaries.root, partial, { recursive: true, verbatimSymlinks: true })
    renameSync(partial, root)
  }
  return { ...binaries, root, folder: join(root, 'bin') }
}
