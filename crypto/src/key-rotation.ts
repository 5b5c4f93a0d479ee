import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { canonicalJson } from './canonical-json.ts'
import { fsyncFolder, writePrivateFile } from './key-file.ts'
import {
  activeKeyId,
  FOLDER_FILE,
  KEY_FORMAT,
  keyFileName,
  openKeyFolder,
  publicPart,
  secretsOf,
} from './key-folder.ts'
import type { KeyFolder } from './key-folder.ts'
import { introduceKey } from './key-list.ts'
import { RETIRED_STATE } from './key-ring.ts'
import type { KeyName, RetiredKey } from './key-ring.ts'
import { generateKeySet } from './key-set.ts'
import type { KeySet } from './key-set.ts'
import { uuidBytes } from './random.ts'

/**
 * The change of a key in its folder: first the new secret is made durable in a file of its own, then one rename of
 * `folder.json` makes it the active one. A crash leaves the folder before or after, and at most a file that nothing names.
 */

/**
 * Puts a new key in the place of an active one, which is retired.
 * @param at - the system instant
 * @returns the folder as it stands now
 */
export function rotateKey(folder: KeyFolder, name: KeyName, at: string): KeyFolder {
  const { keys } = folder
  const fresh = freshKeys(keys, name, at)
  const next: KeySet = {
    ...fresh,
    since: { ...keys.since, [name]: at },
    retired: [...(keys.retired ?? []), retiredKey(folder, name, at)],
  }
  const kid = activeKeyId(next, name)
  const secret = secretsOf(next)[name].toString('hex')
  const file = { format: KEY_FORMAT, folderId: folder.folderId, name, secret }
  writePrivateFile(join(folder.path, keyFileName(name, kid)), `${canonicalJson(file)}\n`)
  fsyncFolder(folder.path)
  return replaceFolder(folder, next)
}

/**
 * Destroys a retired key: its name stays on the list, its secret is gone from this folder. Backups of the folder must be
 * destroyed by whoever keeps them.
 * @throws Error when no retired key has that name
 */
export function destroyKey(folder: KeyFolder, name: KeyName, kid: string): KeyFolder {
  const retired = folder.keys.retired ?? []
  const found = retired.find((key) => key.name === name && key.kid === kid && key.secret !== undefined)
  if (found === undefined) throw new Error(`No retired ${name} key ${kid} in this folder`)
  const isFirst = retired.find((key) => key.name === name) === found
  const file = join(folder.path, isFirst ? `${name}.json` : keyFileName(name, kid))
  const next = { ...folder.keys, retired: retired.map((key) => (key === found ? destroyed(key) : key)) }
  const after = replaceFolder(folder, next)
  writeFileSync(file, Buffer.alloc(statSync(file).size), { flush: true })
  rmSync(file)
  fsyncFolder(folder.path)
  return after
}

function destroyed(key: RetiredKey): RetiredKey {
  const { secret, ...left } = key
  secret?.fill(0)
  return { ...left, state: 'destroyed' }
}

function freshKeys(keys: KeySet, name: KeyName, at: string): KeySet {
  const made = generateKeySet()
  switch (name) {
    case 'root-kek':
      return { ...keys, rootKek: made.rootKek }
    case 'index-1':
      return { ...keys, index: made.index }
    case 'ledger':
      return { ...keys, ledger: made.ledger }
    case 'material':
      return { ...keys, material: made.material }
    case 'row-seal':
      return { ...keys, rowSeal: made.rowSeal }
    case 'sm2-encryption':
      return { ...keys, encryption: made.encryption }
    case 'sm2-signing':
      break
  }
  return { ...keys, signing: made.signing, introduction: introduceKey(keys.signing, made.signing.publicKey, at) }
}

function retiredKey({ folderId, keys }: KeyFolder, name: KeyName, at: string): RetiredKey {
  const pair = name === 'sm2-signing' ? keys.signing : name === 'sm2-encryption' ? keys.encryption : undefined
  return {
    name,
    kid: activeKeyId(keys, name),
    state: RETIRED_STATE[name],
    since: keys.since?.[name] ?? madeAt(folderId),
    until: at,
    secret: secretsOf(keys)[name],
    ...(pair === undefined ? {} : { publicKey: pair.publicKey }),
    ...(name === 'sm2-signing' && keys.introduction !== undefined ? { introduction: keys.introduction } : {}),
  }
}

/** When a folder was made, as its id tells. */
export function madeAt(folderId: string): string {
  return new Date(uuidBytes(folderId).readUIntBE(0, 6)).toISOString()
}

function replaceFolder(folder: KeyFolder, next: KeySet): KeyFolder {
  const file = join(folder.path, FOLDER_FILE)
  const text = `${canonicalJson(publicPart(folder.folderId, folder.role, next, folder.fingerprint))}\n`
  rmSync(`${file}.new`, { force: true })
  writePrivateFile(`${file}.new`, text)
  renameSync(`${file}.new`, file)
  fsyncFolder(folder.path)
  return openKeyFolder(folder.path, { role: folder.role, create: false })
}
