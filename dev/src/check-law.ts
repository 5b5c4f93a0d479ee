import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseWorkCalendar } from '@anju/domain/calendar/work-calendar.ts'
import { boundsBroken, type NationalBounds, parseNationalBounds } from '@anju/domain/policy/national-bounds.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import { readPack } from '@anju/domain/policy/read-pack.ts'
import { parse } from 'yaml'
import { type Book, parseBooks, valuesUnder } from './law-reference.ts'

/**
 * Everything that is wrong in a folder of law, for whoever writes it and reads no code: one line a fault, with the file, the
 * place and what to do. An empty list is a folder that the registry takes. Worked cases are replayed by their own test.
 *
 * @param folder - such as `law`, or a copy of it somewhere else
 */
export function lawFaults(folder: string): readonly string[] {
  const faults: string[] = []
  const read = (path: string): unknown => {
    try {
      return parse(readFileSync(join(folder, path), 'utf8'))
    } catch (error) {
      faults.push(`${path}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`)
      return undefined
    }
  }
  const books = attempt(faults, 'books.yaml', () => parseBooks(read('books.yaml'))) ?? []
  const bounds = listYaml(folder, 'national').flatMap(
    (path) => attempt(faults, path, () => parseNationalBounds(read(path))) ?? [],
  )
  const packs: Pack[] = []
  for (const path of [...listYaml(folder, 'packs'), ...listYaml(folder, 'examples')].filter(isPack)) {
    const input = read(path)
    if (input === undefined) continue
    const answer = readPack(input)
    if (!answer.ok) faults.push(...answer.problems.map((problem) => `${path}: ${problem}`))
    else {
      packs.push(answer.pack)
      faults.push(...packFaults(path, answer.pack, books, bounds))
    }
  }
  faults.push(...twiceFaults(packs), ...calendarFaults(folder, read), ...clauseFaults(folder, read, books))
  return [...new Set(faults)]
}

/** Cases of examples stand beside them and are no packs. */
function isPack(path: string): boolean {
  return !path.startsWith('examples/cases/')
}

function packFaults(
  path: string,
  pack: Pack,
  books: readonly Book[],
  bounds: readonly NationalBounds[],
): readonly string[] {
  const expected = `${path.split('/')[0]}/${pack.id}.yaml`
  const young = books.filter(
    ({ id, inForceFrom, sameRuleSince, packedFrom }) =>
      valuesUnder('law', pack).some((law) => law.startsWith(`${id}:`)) &&
      (packedFrom ?? sameRuleSince ?? inForceFrom ?? '') > pack.inForceFrom,
  )
  return [
    ...(path === expected ? [] : [`${path}: its id says ${pack.id}, so it belongs in ${expected}`]),
    ...(pack.id === `${pack.jurisdiction}/${pack.inForceFrom}`
      ? []
      : [`${path}: id has to be ${pack.jurisdiction}/${pack.inForceFrom}, the jurisdiction and the first day`]),
    ...young.map(({ id, inForceFrom }) => `${path}: cites ${id}, which is in force from ${inForceFrom} only`),
    ...bounds
      .flatMap((national) => boundsBroken(pack, national))
      .map(({ key, law, gist }) => `${path}: ${key} leaves the bounds of the regulation (${law}: ${gist})`),
  ]
}

function twiceFaults(packs: readonly Pack[]): readonly string[] {
  const ids = packs.map(({ id }) => id)
  return ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `packs: two packs begin on the first day of ${id}`)
}

function calendarFaults(folder: string, read: (path: string) => unknown): readonly string[] {
  const faults: string[] = []
  const calendar = attempt(faults, 'calendars', () => parseWorkCalendar(listYaml(folder, 'calendars').map(read)))
  const years = [...(calendar?.keys() ?? [])].toSorted((a, b) => a - b)
  const missing = years.filter((year, at) => at > 0 && year !== (years[at - 1] ?? 0) + 1)
  return [...faults, ...missing.map((year) => `calendars: the year before ${year} is missing`)]
}

/** Clauses are cited under `law`, `source` and `clauses`; each has to be in the books. */
function clauseFaults(folder: string, read: (path: string) => unknown, books: readonly Book[]): readonly string[] {
  const known = new Set(books.flatMap(({ id, clauses }) => Object.keys(clauses).map((name) => `${id}:${name}`)))
  return ['packs', 'national', 'history', 'penalties', 'points', 'calendars', 'cases', 'examples']
    .flatMap((part) => listYaml(folder, part))
    .flatMap((path) => {
      const content = read(path)
      const cited = ['law', 'source', 'clauses'].flatMap((key) => valuesUnder(key, content))
      return [...new Set(cited)]
        .filter((reference) => reference.includes(':') && !known.has(reference))
        .map((reference) => `${path}: the clause ${reference} is not in books.yaml`)
    })
}

/** Files of a part, below the folder, with `/`. */
function listYaml(folder: string, part: string): readonly string[] {
  if (!existsSync(join(folder, part))) return []
  return readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => `${part}/${file.replaceAll('\\', '/')}`)
    .toSorted()
}

/** A file that is wrong is one fault and does not hide the others. */
function attempt<T>(faults: string[], path: string, work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    faults.push(`${path}: ${error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : String(error)}`)
    return undefined
  }
}

if (import.meta.main) {
  const folder = process.argv[2] ?? fileURLToPath(new URL('../../law', import.meta.url))
  const faults = lawFaults(folder)
  for (const fault of faults) process.stdout.write(`${fault}\n`)
  process.stdout.write(faults.length === 0 ? `${folder}: nothing is wrong\n` : `${folder}: ${faults.length} faults\n`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
