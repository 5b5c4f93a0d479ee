import { constants } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { PACKAGE_BYTES_MAX } from './rpx1.ts'

/**
 * A folder as a carrier: all that lies between the two nodes. A file appears in it whole or not at all, and stays after a
 * power cut once placed. The same code serves a shared folder, a disc and a one-way gateway's inbox.
 */

const SUFFIX = '.rpx1'
const TEMPORARY = '.placing-'
const NAME = /^[a-z0-9][a-z0-9.-]{0,180}\.rpx1$/

/** Points at which a fault test stops the process. Never set in production. */
export interface DropHooks {
  /** the bytes are durable under the temporary name */
  readonly onBeforeRename?: (temporaryPath: string) => void | Promise<void>
  /** the file is there, its folder entry not yet durable */
  readonly onAfterRename?: (path: string) => void | Promise<void>
}

/** A name for a file: for people who look into the folder. Receivers never read meaning from it. */
export function dropName({ stream, seq, random }: { stream: string; seq: number; random: string }): string {
  const name = `${stream}-${String(seq).padStart(8, '0')}-${random}${SUFFIX}`
  if (!NAME.test(name)) throw new TypeError('A drop name has only a–z, 0–9, dot and hyphen.')
  return name
}

/** Places a file: temporary name, write, fsync, rename, fsync of the folder. Placing the same name again replaces it whole. */
export async function placeFile(folder: string, name: string, bytes: Uint8Array, hooks: DropHooks = {}): Promise<void> {
  requireName(name)
  await mkdir(folder, { recursive: true })
  const temporary = join(folder, `${TEMPORARY}${name}`)
  await writeDurably(temporary, bytes)
  await hooks.onBeforeRename?.(temporary)
  await rename(temporary, join(folder, name))
  await hooks.onAfterRename?.(join(folder, name))
  await syncFolder(folder)
}

/** Names of the files placed, sorted; unfinished and foreign files are not listed. An absent folder is an empty one. */
export async function listDrop(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(whenAbsent([]))
  return entries
    .filter((entry) => entry.isFile() && NAME.test(entry.name))
    .map((entry) => entry.name)
    .sort()
}

/** The bytes of a file, or undefined when it is gone. At most one byte over the cap is read, which the frame check refuses. */
export async function readDrop(folder: string, name: string): Promise<Buffer | undefined> {
  requireName(name)
  // A link in the folder could point anywhere, so it is not followed.
  const handle = await open(join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW).catch(whenAbsent(undefined))
  if (handle === undefined) return undefined
  try {
    const { size } = await handle.stat()
    const bytes = Buffer.alloc(Math.min(size, PACKAGE_BYTES_MAX + 1))
    let filled = 0
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return bytes.subarray(0, filled)
  } finally {
    await handle.close()
  }
}

/** Moves a file that is done with into another folder of the same file system. Doing it twice is the same as once. */
export async function archiveFile(folder: string, name: string, archive: string, hooks: DropHooks = {}): Promise<void> {
  requireName(name)
  await mkdir(archive, { recursive: true })
  const target = join(archive, name)
  await hooks.onBeforeRename?.(join(folder, name))
  await rename(join(folder, name), target).catch(whenAbsent(undefined))
  await hooks.onAfterRename?.(target)
  await syncFolder(archive)
  await syncFolder(folder)
}

/** Sets a bad file aside with a note beside it: why, in one line. The note is durable before the file moves. */
export async function quarantineFile(folder: string, name: string, quarantine: string, reason: string): Promise<void> {
  requireName(name)
  await mkdir(quarantine, { recursive: true })
  await writeDurably(join(quarantine, `${name}.reason.txt`), Buffer.from(`${reason.replaceAll(/\s+/g, ' ')}\n`))
  await archiveFile(folder, name, quarantine)
}

/** Removes what a killed sender left half-placed. Only for the one process that places files into this folder, at its start. */
export async function removeUnfinished(folder: string): Promise<void> {
  const entries = await readdir(folder).catch(whenAbsent([]))
  for (const entry of entries) if (entry.startsWith(TEMPORARY)) await rm(join(folder, entry), { force: true })
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'w', 0o640)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function requireName(name: string): void {
  if (!NAME.test(name)) throw new TypeError('Not the name of a file in a drop folder.')
}

function whenAbsent<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return value
    throw error
  }
}
