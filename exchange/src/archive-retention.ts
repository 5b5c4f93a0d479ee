import { lstat, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sm3Hex } from '@anju/crypto/sm3.ts'

import { listDrop, readDrop } from './file-drop.ts'
import { type Manifest, parseManifest } from './manifest.ts'
import { parseRpx1 } from './rpx1.ts'

/**
 * How long handled files stay. An archived file is never read again by either node: numbers, receipts and what came of each record stand in the databases, and a package that
 * comes again is answered from there. The file is kept for people who look into a dispute, and not for ever, because it holds persons' data under a key that erasing a person leaves.
 */

/** Files looked at in one question to the database. */
const BATCH = 200

/** A file of the archive, as its own frame says. It was verified when it came in. */
export type ArchivedFile = {
  readonly name: string
  readonly fileSm3: string
  readonly schema: Manifest['schema']
  /** Of a receipt: the digest of the file that it answers. */
  readonly answers: string | null
}

export type Cleared = { readonly removed: readonly string[]; readonly kept: number }

/**
 * Removes the files of an archive that were put there before `beforeMs` and that `maySpare` lets go. Whatever is no sealed package, by its name or its frame, is not ours to remove.
 * Cut off anywhere, it goes on the next time.
 *
 * @param maySpare - which of these are done with on both sides: their receipt is kept, or nothing waits for them
 * @returns what was removed, and how many old files were kept because somebody still needs them or they are no package
 */
export async function clearArchive(
  archive: string,
  beforeMs: number,
  maySpare: (files: readonly ArchivedFile[]) => Promise<readonly ArchivedFile[]>,
): Promise<Cleared> {
  const names = await listDrop(archive)
  const removed: string[] = []
  let kept = 0
  for (let at = 0; at < names.length; at += BATCH) {
    const old = await filterOld(archive, names.slice(at, at + BATCH), beforeMs)
    const files = (await Promise.all(old.map((name) => readArchived(archive, name)))).flatMap((file) => file ?? [])
    const spare = files.length === 0 ? [] : await maySpare(files)
    for (const { name } of spare) await rm(join(archive, name), { force: true })
    removed.push(...spare.map(({ name }) => name))
    kept += old.length - spare.length
  }
  return { removed, kept }
}

async function filterOld(archive: string, names: readonly string[], beforeMs: number): Promise<readonly string[]> {
  const ages = await Promise.all(
    names.map(async (name) => ({ name, stat: await lstat(join(archive, name)).catch(() => undefined) })),
  )
  return ages.flatMap(({ name, stat }) => (stat?.isFile() === true && stat.mtimeMs < beforeMs ? [name] : []))
}

/** @returns undefined for a file that is no package, or gone */
async function readArchived(archive: string, name: string): Promise<ArchivedFile | undefined> {
  const bytes = await readDrop(archive, name)
  const frame = bytes === undefined ? undefined : parseRpx1(bytes)
  const manifest = frame?.ok === true ? parseManifest(frame.value.manifest) : undefined
  if (bytes === undefined || manifest?.ok !== true) return undefined
  const { schema, prev } = manifest.value
  return { name, fileSm3: sm3Hex(bytes), schema, answers: schema === 'receipt/1' ? prev : null }
}
