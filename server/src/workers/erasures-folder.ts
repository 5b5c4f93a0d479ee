import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { DoneErasure } from '../store/erase.ts'

/**
 * The list of deletions, outside the database: a copy of the database that is restored from before a deletion does not know of it,
 * so the list is applied to it again. It holds ids and days, nothing of anybody.
 */

type List = { readonly format: 'anju-erasures/1'; readonly city: string; readonly done: readonly DoneErasure[] }

function fileOf(folder: string, city: string): string {
  return join(folder, `${city}.json`)
}

/** What the list of a city has; nothing when there is none. */
export function readErasures(folder: string, city: string): readonly DoneErasure[] {
  const file = fileOf(folder, city)
  if (!existsSync(file)) return []
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only this program writes it, and its format is checked
  const list = JSON.parse(readFileSync(file, 'utf8')) as List
  if (list.format !== 'anju-erasures/1' || list.city !== city)
    throw new Error(`${file} is no list of deletions of ${city}`)
  return list.done
}

/** Adds what is new to the list; nothing ever leaves it. Durable when it returns. @returns how many are new */
export function addErasures(folder: string, city: string, done: readonly DoneErasure[]): number {
  const known = readErasures(folder, city)
  const ids = new Set(known.map(({ erasure_id }) => erasure_id))
  const added = done.filter(({ erasure_id }) => !ids.has(erasure_id))
  if (added.length === 0) return 0
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = fileOf(folder, city)
  const list: List = { format: 'anju-erasures/1', city, done: [...known, ...added] }
  const handle = openSync(`${file}.new`, 'w', 0o600)
  try {
    writeSync(handle, `${JSON.stringify(list, null, 1)}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(`${file}.new`, file)
  return added.length
}

/** Where the lists of an installation lie. */
export function erasuresFolder(home: string): string {
  return join(home, 'erasures')
}
