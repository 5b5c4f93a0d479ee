import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { canonicalJson, canonicalJsonBytes } from './canonical-json.ts'
import { fsyncFolder, readPrivateJson, requirePrivate, writePrivateFile } from './key-file.ts'
import { KeyFolderError } from './key-folder-error.ts'
import { KEY_NAMES } from './key-ring.ts'
import type { KeyName, KeyState, RetiredKey } from './key-ring.ts'
import { generateKeySet, keyIdOf } from './key-set.ts'
import type { KeySet } from './key-set.ts'
import { uuidV7 } from './random.ts'
import { sm2PublicKeyOf } from './sm2.ts'
import { equalDigests, hmacSm3, sm3Hex } from './sm3.ts'
import { isJsonObject } from './strict-json.ts'
import type { JsonObject } from './strict-json.ts'

/**
 * The folder with the secrets of one node: outside the database and outside the repository, mode 0700, files 0600.
 *
 * `folder.json` holds the folder's id, its role, a check value for each key and the public keys; each other file holds one
 * secret. Whoever loses the folder loses all that is sealed under it, so it is backed up apart from the database.
 *
 * A key that was rotated has its file named in `folder.json` beside the retired ones, which stay as long as something needs them.
 */

export type NodeRole = 'registry' | 'card-service'

/** @property create true only when the operator explicitly initialises a new installation */
export interface OpenKeyFolder {
  readonly role: NodeRole
  readonly create: boolean
}

export interface KeyFolder {
  readonly path: string
  readonly folderId: string
  readonly role: NodeRole
  readonly keys: KeySet
  /**
   * SM3 over the public part (id, role, checks, public keys) as the folder was made, 64 hex characters: reveals nothing, and
   * stays when a key is rotated, because the databases are bound to the folder by it.
   */
  readonly fingerprint: string
}

const FOLDER_FORMAT = 'anju-key-folder/1'
export const KEY_FORMAT = 'anju-key/1'
export const FOLDER_FILE = 'folder.json'

/** True when a key folder stands there, whatever its state. Lets a first start tell "initialise" from "open". */
export function hasKeyFolder(dir: string): boolean {
  return existsSync(join(dir, FOLDER_FILE))
}

/**
 * Opens the key folder, or with `create` makes a new one. Throws {@link KeyFolderError} with the way out.
 *
 * Opening never writes. Creating never touches what is there: the folder is made whole beside its place and renamed into it,
 * which the file system refuses over a folder with anything in it, so a crash leaves either no folder or a complete one.
 */
export function openKeyFolder(dir: string, { role, create }: OpenKeyFolder): KeyFolder {
  const path = resolve(dir)
  if (create) createKeyFolder(path, role)
  return readKeyFolder(path, role)
}

function createKeyFolder(path: string, role: NodeRole): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const fresh = mkdtempSync(`${path}.new-`)
  try {
    chmodSync(fresh, 0o700)
    writeKeys(fresh, role)
    fsyncFolder(fresh)
    renameSync(fresh, path)
    fsyncFolder(dirname(path))
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (isOccupied(error)) {
      throw new KeyFolderError(
        'already-there',
        path,
        'Open it without creating, or name another place. Nothing was changed.',
      )
    }
    throw error
  }
}

function isOccupied(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR'
}

function writeKeys(fresh: string, role: NodeRole): void {
  const folderId = uuidV7()
  const keys = generateKeySet()
  const secrets = secretsOf(keys)
  for (const name of KEY_NAMES) {
    const file = { format: KEY_FORMAT, folderId, name, secret: secrets[name].toString('hex') }
    writePrivateFile(join(fresh, `${name}.json`), `${canonicalJson(file)}\n`)
  }
  writePrivateFile(join(fresh, FOLDER_FILE), `${canonicalJson(publicPart(folderId, role, keys, undefined))}\n`)
}

function readKeyFolder(path: string, role: NodeRole): KeyFolder {
  if (!existsSync(path)) {
    throw new KeyFolderError(
      'missing',
      path,
      'Restore it from its backup. Only for a new installation with an empty database: initialise a new one explicitly.',
    )
  }
  requirePrivate(path, 'folder')
  const folder = readPrivateJson(join(path, FOLDER_FILE))
  const folderId = folder['folderId']
  if (folder['format'] !== FOLDER_FORMAT || typeof folderId !== 'string') throw damaged(join(path, FOLDER_FILE))
  if (folder['role'] !== role) {
    throw new KeyFolderError('wrong-role', path, `It is for the other node, not for ${role}: name the right folder.`)
  }
  const active = isJsonObject(folder['active']) ? folder['active'] : {}
  const retired = (Array.isArray(folder['retired']) ? folder['retired'] : []).map((entry) =>
    readRetired(path, entry, folderId),
  )
  const rotated = (name: KeyName) => (isJsonObject(active[name]) ? active[name] : undefined)
  const keys = keySetOf((name) => readSecret(join(path, fileOf(name, rotated(name))), name, folderId), {
    active,
    retired,
  })
  const origin = typeof folder['origin'] === 'string' ? folder['origin'] : undefined
  const expected = canonicalJsonBytes(publicPart(folderId, role, keys, origin))
  if (!equalDigests(expected, canonicalJsonBytes(folder))) throw damaged(join(path, FOLDER_FILE))
  return { path, folderId, role, keys, fingerprint: origin ?? sm3Hex(expected) }
}

/** What changes with every change of the folder; cheap enough to be asked every second. */
export function keyFolderStamp(path: string): string {
  const { mtimeNs, ino } = statSync(join(path, FOLDER_FILE), { bigint: true })
  return `${ino}:${mtimeNs}`
}

/** Where the active key of a name lies. */
function fileOf(name: KeyName, rotated: JsonObject | undefined): string {
  const kid = rotated?.['kid']
  return typeof kid === 'string' ? keyFileName(name, kid) : `${name}.json`
}

/** The file of a key that was made by a rotation; the first ones are named by what they are for. */
export function keyFileName(name: KeyName, kid: string): string {
  return `${name}.${kid}.json`
}

function readRetired(path: string, entry: unknown, folderId: string): RetiredKey {
  if (!isJsonObject(entry)) throw damaged(join(path, FOLDER_FILE))
  const { name, kid, state, since, until, publicKey, introduction, file } = entry
  const known = KEY_NAMES.find((each) => each === name)
  if (known === undefined || typeof kid !== 'string' || typeof since !== 'string' || typeof until !== 'string')
    throw damaged(join(path, FOLDER_FILE))
  const told = {
    name: known,
    kid,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the whole entry is compared with its check below
    state: state as Exclude<KeyState, 'active'>,
    since,
    until,
    ...(typeof publicKey === 'string' ? { publicKey } : {}),
    ...(typeof introduction === 'string' ? { introduction } : {}),
  }
  return typeof file === 'string' ? { ...told, secret: readSecret(join(path, file), known, folderId) } : told
}

function readSecret(path: string, name: KeyName, folderId: string): Buffer {
  const file = readPrivateJson(path)
  const secret = file['secret']
  if (file['format'] !== KEY_FORMAT || file['name'] !== name || typeof secret !== 'string') throw damaged(path)
  if (file['folderId'] !== folderId) {
    throw new KeyFolderError('foreign', path, 'It comes from another key folder: put back the file that belongs here.')
  }
  const sizeHex = name === 'root-kek' ? 32 : 64
  if (secret.length !== sizeHex || !/^[0-9a-f]+$/.test(secret)) throw damaged(path)
  return Buffer.from(secret, 'hex')
}

/** The secrets in use, by name. */
export function secretsOf(keys: KeySet): Record<KeyName, Buffer> {
  return {
    'root-kek': keys.rootKek,
    'index-1': keys.index,
    ledger: keys.ledger,
    material: keys.material,
    'row-seal': keys.rowSeal,
    'sm2-signing': Buffer.from(keys.signing.privateKey, 'hex'),
    'sm2-encryption': Buffer.from(keys.encryption.privateKey, 'hex'),
  }
}

function keySetOf(
  read: (name: KeyName) => Buffer,
  { active, retired }: { readonly active: JsonObject; readonly retired: readonly RetiredKey[] },
): KeySet {
  const pair = (name: KeyName) => {
    const privateKey = read(name).toString('hex')
    return { privateKey, publicKey: sm2PublicKeyOf(privateKey) }
  }
  const keys: KeySet = {
    rootKek: read('root-kek'),
    index: read('index-1'),
    ledger: read('ledger'),
    material: read('material'),
    rowSeal: read('row-seal'),
    signing: pair('sm2-signing'),
    encryption: pair('sm2-encryption'),
  }
  if (retired.length === 0) return keys
  const told = (name: string, field: string) => {
    const entry = active[name]
    const value = isJsonObject(entry) ? entry[field] : undefined
    return typeof value === 'string' ? value : undefined
  }
  const since: Record<string, string> = {}
  for (const name of KEY_NAMES) {
    const at = told(name, 'since')
    if (at !== undefined) since[name] = at
  }
  const introduction = told('sm2-signing', 'introduction')
  return { ...keys, retired, since, ...(introduction === undefined ? {} : { introduction }) }
}

/** What may be shown. A check is half an HMAC under the key itself: it tells a wrong key from the right one and nothing else. */
export function publicPart(folderId: string, role: NodeRole, keys: KeySet, origin: string | undefined): JsonObject {
  const secrets = secretsOf(keys)
  const check = (name: KeyName, secret: Buffer) =>
    hmacSm3(secret, Buffer.from(`anju:key-check\0${folderId}\0${name}`)).toString('hex', 0, 16)
  const { retired = [], since = {}, introduction } = keys
  const first = {
    format: FOLDER_FORMAT,
    folderId,
    role,
    checks: Object.fromEntries(KEY_NAMES.map((name) => [name, check(name, secrets[name])])),
    signingPublicKey: keys.signing.publicKey,
    encryptionPublicKey: keys.encryption.publicKey,
  }
  if (retired.length === 0 || origin === undefined) return first
  const active = KEY_NAMES.filter((name) => since[name] !== undefined).map((name) => {
    const entry = { kid: activeKeyId(keys, name), since: since[name] ?? '' }
    return [name, name === 'sm2-signing' && introduction !== undefined ? { ...entry, introduction } : entry] as const
  })
  const entries = retired.map(({ secret, ...entry }, n) => {
    const isFirst = !retired.slice(0, n).some(({ name }) => name === entry.name)
    const file = isFirst ? `${entry.name}.json` : keyFileName(entry.name, entry.kid)
    return secret === undefined ? entry : { ...entry, file, check: check(entry.name, secret) }
  })
  return { ...first, origin, active: Object.fromEntries(active), retired: entries }
}

/** The name of the key in use. */
export function activeKeyId(keys: KeySet, name: KeyName): string {
  if (name === 'sm2-signing') return keyIdOf(name, keys.rootKek, keys.signing.publicKey)
  if (name === 'sm2-encryption') return keyIdOf(name, keys.rootKek, keys.encryption.publicKey)
  return keyIdOf(name, secretsOf(keys)[name])
}

function damaged(path: string): KeyFolderError {
  return new KeyFolderError(
    'damaged',
    path,
    'It does not match the rest of the folder: restore the whole folder from its backup.',
  )
}
