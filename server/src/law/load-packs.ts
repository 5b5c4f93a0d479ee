import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parsePack, type Pack } from '@anju/domain/policy/pack.ts'
import { parse } from 'yaml'

export const LAW_FOLDER = fileURLToPath(new URL('../../../law/', import.meta.url))

/** Reads every pack of the law once, at start. @throws Error naming the file that is not as the schema wants it. */
export function loadPacks(folder: string = join(LAW_FOLDER, 'packs')): readonly Pack[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((jurisdiction) =>
      readdirSync(join(folder, jurisdiction.name))
        .filter((file) => file.endsWith('.yaml'))
        .sort()
        .map((file) => readPack(join(folder, jurisdiction.name, file))),
    )
}

function readPack(path: string): Pack {
  try {
    return parsePack(parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new Error(`The pack ${path} cannot be used: ${String(error)}`, { cause: error })
  }
}
