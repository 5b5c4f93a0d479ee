import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import { canonicalJson, canonicalJsonBytes } from './canonical-json.ts'
import { fsyncFolder, readPrivateJson, requirePrivate, writePrivateFile } from './key-file.ts'
import { KeyFolderError } from './key-folder-error.ts'
import { generateKeySet } from './key-set.ts'
import type { KeySet } from './key-set.ts'
import { uuidV7 } from './random.ts'
import { sm2PublicKeyOf } from './sm2.ts'
import { equalDigests, hmacSm3, sm3Hex } from './sm3.ts'

/**
 * The folder with the secrets of one node: outside the database and outside the repository, mode 0700, files 0600.
 *
 * `folder.json` holds the folder's id, its role, a check value for each key and the public keys; each other file holds one
 * secret. Whoever loses the folder loses all that is sealed under it, so it is backed up apart from the database.
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
  /** SM3 over the public part (id, role, checks, public keys), 64 hex characters: reveals nothing, changes with any key. */
  readonly fingerprint: string
}

const FOLDER_FORMAT = 'anju-key-folder/1'
const KEY_FORMAT = 'anju-key/1'
const FOLDER_FILE = 'folder.json'
const KEY_NAMES = ['root-kek', 'index-1', 'ledger', 'material', 'row-seal', 'sm2-signing', 'sm2-encryption'] as const
type KeyName = (typeof KEY_NAMES)[number]

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
  writePrivateFile(join(fresh, FOLDER_FILE), `${canonicalJson(publicPart(folderId, role, keys))}\n`)
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
  const keys = keySetOf((name) => readSecret(join(path, `${name}.json`), name, folderId))
  const expected = canonicalJsonBytes(publicPart(folderId, role, keys))
  if (!equalDigests(expected, canonicalJsonBytes(folder))) throw damaged(join(path, FOLDER_FILE))
  return { path, folderId, role, keys, fingerprint: sm3Hex(expected) }
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

function secretsOf(keys: KeySet): Record<KeyName, Buffer> {
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

function keySetOf(read: (name: KeyName) => Buffer): KeySet {
  const pair = (name: KeyName) => {
    const privateKey = read(name).toString('hex')
    return { privateKey, publicKey: sm2PublicKeyOf(privateKey) }
  }
  return {
    rootKek: read('root-kek'),
    index: read('index-1'),
    ledger: read('ledger'),
    material: read('material'),
    rowSeal: read('row-seal'),
    signing: pair('sm2-signing'),
    encryption: pair('sm2-encryption'),
  }
}

/** What may be shown. A check is half an HMAC under the key itself: it tells a wrong key from the right one and nothing else. */
function publicPart(folderId: string, role: NodeRole, keys: KeySet) {
  const secrets = secretsOf(keys)
  const check = (name: KeyName) =>
    hmacSm3(secrets[name], Buffer.from(`anju:key-check\0${folderId}\0${name}`)).toString('hex', 0, 16)
  return {
    format: FOLDER_FORMAT,
    folderId,
    role,
    checks: Object.fromEntries(KEY_NAMES.map((name) => [name, check(name)])),
    signingPublicKey: keys.signing.publicKey,
    encryptionPublicKey: keys.encryption.publicKey,
  }
}

function damaged(path: string): KeyFolderError {
  return new KeyFolderError(
    'damaged',
    path,
    'It does not match the rest of the folder: restore the whole folder from its backup.',
  )
}
