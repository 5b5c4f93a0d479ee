import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Runs of digits that can hold an ID number or a telephone number. */
const RUN = /[0-9]{11,}X?/g

/**
 * Which of these numbers stand in clear in the files of some folders, and where. Files older than `sinceMs` are left out: they
 * cannot hold what was written later.
 */
export function findPlaintext(
  folders: readonly string[],
  numbers: readonly string[],
  sinceMs: number,
): readonly string[] {
  const ids = new Set(numbers)
  const lengths = [...new Set(numbers.map(({ length }) => length))]
  const found: string[] = []
  for (const path of folders.flatMap(filesIn)) {
    const read = readSince(path, sinceMs)
    for (const [run] of read?.matchAll(RUN) ?? [])
      for (const length of lengths)
        for (let at = 0; at + length <= run.length; at += 1)
          if (ids.has(run.slice(at, at + length))) found.push(`${run.slice(at, at + length)} in ${path}`)
  }
  return found
}

/** A file of a running database may go away while it is looked at. */
function readSince(path: string, sinceMs: number): string | undefined {
  try {
    return statSync(path).mtimeMs < sinceMs ? undefined : readFileSync(path, 'latin1')
  } catch {
    return undefined
  }
}

function filesIn(path: string): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return []
  if (!found.isDirectory()) return found.isFile() ? [path] : []
  return readdirSync(path).flatMap((name) => filesIn(join(path, name)))
}
