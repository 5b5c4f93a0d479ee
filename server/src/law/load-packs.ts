import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { boundsBroken, parseNationalBounds } from '@anju/domain/policy/national-bounds.ts'
import { parsePack, type Pack } from '@anju/domain/policy/pack.ts'
import { parse } from 'yaml'

export const LAW_FOLDER = fileURLToPath(new URL('../../../law/', import.meta.url))

/** Reads every pack of the law once, at start. @throws Error naming the file that is not as the schema wants it. */
export function loadPacks(folder: string = join(LAW_FOLDER, 'packs')): readonly Pack[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((jurisdiction) => loadPacksOf(join(folder, jurisdiction.name)))
}

/** The packs of one jurisdiction, as they stand in its folder. @throws as {@link loadPacks}. */
export function loadPacksOf(folder: string): readonly Pack[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => readPack(join(folder, file)))
}

/** A city's pack fills in what the regulation leaves open; one that asks for more, or gives less, is not loaded. */
function readPack(path: string): Pack {
  const pack = readLaw(path, parsePack)
  const broken = nationalBounds().flatMap((bounds) => boundsBroken(pack, bounds))
  if (broken.length === 0) return pack
  const lines = broken.map(({ key, law, gist }) => `  - ${key} (${law}): ${gist}`)
  throw new Error(`The pack ${path} leaves the bounds of the regulation:\n${lines.join('\n')}`)
}

/** The bounds that the regulation sets for every city. */
export function nationalBounds() {
  const folder = join(LAW_FOLDER, 'national')
  return readdirSync(folder).map((file) => readLaw(join(folder, file), parseNationalBounds))
}

function readLaw<T>(path: string, parsed: (input: unknown) => T): T {
  try {
    return parsed(parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new Error(`The law file ${path} cannot be used: ${String(error)}`, { cause: error })
  }
}
