import { closeSync, fsyncSync, lstatSync, openSync, readFileSync, writeSync } from 'node:fs'

import { KeyFolderError } from './key-folder-error.ts'
import { isJsonObject, parseStrictJson } from './strict-json.ts'
import type { JsonObject, JsonValue } from './strict-json.ts'

const RESTORE = 'Restore the whole folder from its backup; without these keys nothing sealed under them can be read.'

/** Writes a file only its owner may read, and makes it durable. Fails when the file exists. */
export function writePrivateFile(path: string, text: string): void {
  const handle = openSync(path, 'wx', 0o600)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Reads one JSON object from a file that must be private, ordinary and whole. */
export function readPrivateJson(path: string): JsonObject {
  requirePrivate(path, 'file')
  let value: JsonValue
  try {
    value = parseStrictJson(readFileSync(path))
  } catch {
    throw new KeyFolderError('damaged', path, RESTORE)
  }
  if (!isJsonObject(value)) throw new KeyFolderError('damaged', path, RESTORE)
  return value
}

/** Refuses what others may read or write, what another user owns, and links. On systems without owners only the kind is checked. */
export function requirePrivate(path: string, kind: 'file' | 'folder'): void {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined) throw new KeyFolderError('incomplete', path, RESTORE)
  if (kind === 'file' ? !found.isFile() : !found.isDirectory()) {
    throw new KeyFolderError('not-private', path, `It must be an ordinary ${kind}, not a link or anything else.`)
  }
  const self = process.getuid?.()
  if (self === undefined) return
  if (found.uid !== self) {
    throw new KeyFolderError(
      'not-private',
      path,
      `It belongs to user ${found.uid}, this process is user ${self}: chown it.`,
    )
  }
  if ((found.mode & 0o077) !== 0) {
    const mode = kind === 'file' ? '0600' : '0700'
    throw new KeyFolderError('not-private', path, `Others may reach it: look who did, then chmod ${mode}.`)
  }
}

/** Makes a rename or a new file in a folder durable. */
export function fsyncFolder(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
