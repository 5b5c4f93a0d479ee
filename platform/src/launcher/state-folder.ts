import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, isAbsolute, join } from 'node:path'

/** The two nodes that keep secrets of their own and meet only through the exchange folder. */
export type NodeName = 'registry' | 'card-service'

/** Where an installation keeps what must outlive a restart. Every path is absolute. */
export type StateFolder = {
  home: string
  /** Data of the embedded database; unused with a database of your own. */
  postgres: string
  logs: string
  /** The drop folder between registry and card service: the only thing both may see. */
  exchange: string
  /** Who runs here now; see `RunFile`. */
  runFile: string
  registry: NodeFolder
  cardService: NodeFolder
}

/** What belongs to one node and to nobody else. */
export type NodeFolder = {
  /** Secrets; made only by an explicit first initialisation. */
  keys: string
  /** Public keys of the other side, one file a partner. */
  peers: string
  /** Encrypted photos, scans and PDFs. */
  blobs: string
}

/**
 * The folder of an installation: `ANJU_HOME` exactly as given, else `anju` below the XDG state folder
 * (`~/.local/state/anju`). Throws when neither can be told.
 */
export function stateHome(env: NodeJS.ProcessEnv): string {
  const chosen = env['ANJU_HOME']
  if (chosen !== undefined && chosen !== '') {
    if (!isAbsolute(chosen)) throw new Error(`ANJU_HOME must be an absolute path, not ${chosen}.`)
    return chosen
  }
  const xdg = env['XDG_STATE_HOME']
  // The XDG rules say to ignore a relative path.
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, 'anju')
  const home = env['HOME'] ?? homedir()
  if (!isAbsolute(home)) throw new Error('No home folder: set ANJU_HOME to where Anju may keep its data.')
  return join(home, '.local', 'state', 'anju')
}

/** The folder of a trial run from a checkout: two checkouts on one machine never share data. */
export function checkoutHome(env: NodeJS.ProcessEnv, checkout: string): string {
  const home = stateHome(env)
  if (env['ANJU_HOME'] !== undefined && env['ANJU_HOME'] !== '') return home
  const real = realpathSync(checkout)
  const hash = createHash('sha256').update(real).digest('hex').slice(0, 10)
  return join(home, `${basename(real)}-${hash}`)
}

/** Names every place below `home` without touching the disk. */
export function stateFolder(home: string): StateFolder {
  const node = (name: NodeName): NodeFolder => ({
    keys: join(home, name, 'keys'),
    peers: join(home, name, 'peers'),
    blobs: join(home, name, 'blobs'),
  })
  return {
    home,
    postgres: join(home, 'postgres'),
    logs: join(home, 'logs'),
    exchange: join(home, 'exchange'),
    runFile: join(home, 'run.json'),
    registry: node('registry'),
    cardService: node('card-service'),
  }
}

/**
 * Makes the folders, closed to everybody else (0700). Key folders are not made: an absent one must stay visible as
 * absent. Throws when the home belongs to another account, which happens after one run with sudo.
 */
export function createStateFolder(home: string): StateFolder {
  const folder = stateFolder(home)
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const owner = statSync(home).uid
  const self = process.getuid?.()
  if (self !== undefined && owner !== self)
    throw new Error(`${home} belongs to another account (uid ${owner}). Set ANJU_HOME to a folder of your own.`)
  chmodSync(home, 0o700)
  const { registry, cardService } = folder
  for (const path of [
    folder.logs,
    folder.exchange,
    registry.peers,
    registry.blobs,
    cardService.peers,
    cardService.blobs,
  ])
    mkdirSync(path, { recursive: true, mode: 0o700 })
  return folder
}
