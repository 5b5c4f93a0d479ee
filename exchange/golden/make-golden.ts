/**
 * Writes every golden file anew. The bytes differ each time, because keys and signatures are fresh; what must come of them does
 * not. Commit the result only when the format changes on purpose: old files are what holds a new version to the old promise.
 *
 *     node exchange/golden/make-golden.ts
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { GOLDEN_CASES } from './golden-case.ts'

const folder = join(import.meta.dirname, 'file')
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
for (const { name, make } of GOLDEN_CASES) writeFileSync(join(folder, `${name}.rpx1`), make())

const table = Object.fromEntries(GOLDEN_CASES.map(({ name, door, expected }) => [name, { door, expected }]))
writeFileSync(join(import.meta.dirname, 'expected.json'), `${JSON.stringify(table, null, 2)}\n`)
process.stdout.write(`${GOLDEN_CASES.length} files\n`)
