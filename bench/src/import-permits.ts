import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { importPermits } from '@anju/server/command/import-permits.ts'
import { oldLine, oldRegister } from '@anju/tests/old-register.ts'
import { openTestRegistry } from '@anju/tests/test-registry.ts'
import { describeMachine } from './machine-figures.ts'
import { writeResult } from './report.ts'
import { withClient } from './bench-house.ts'

/**
 * Permits from before 2016 taken over from a file, beside the bare limit: the very rows that the import wrote, copied inside the database by one statement a table into tables of
 * the same columns without indexes, as owner. Same run, same data.
 */

const repository = fileURLToPath(new URL('../../', import.meta.url))
const { values } = parseArgs({
  options: {
    permits: { type: 'string', default: '20000' },
    out: { type: 'string', default: join(repository, 'bench/results') },
  },
})
const permits = Number(values.permits)
const TABLES = [
  'person',
  'address',
  'dwelling',
  'registration',
  'permit',
  'card',
  'permit_import',
  'ledger',
  'ledger_pending',
]

const folder = mkdtempSync(join(tmpdir(), 'anju-bench-import-'))
const registry = await openTestRegistry()
try {
  const file = join(folder, 'old.csv')
  const lines = Array.from({ length: permits }, (_, at) => oldLine(at + 1, { 单元: `${at + 1}房` }))
  writeFileSync(file, `\uFEFF${oldRegister(lines)}`)
  const act = registry.systemAct('foshan', parsePlainDate('2016-02-01'))
  const begun = performance.now()
  const tally = await importPermits(registry.deps, act, { city: 'foshan', file, isDryRun: false }, (line) =>
    process.stdout.write(`${line}\n`),
  )
  const importMs = performance.now() - begun
  const again = performance.now()
  const known = await importPermits(registry.deps, act, { city: 'foshan', file, isDryRun: false }, () => {})
  const knownMs = performance.now() - again
  const bareMs = await withClient(registry.database.url, async (client) => {
    for (const table of TABLES) await client.query(`create table bare_${table} (like foshan.${table})`)
    const started = performance.now()
    for (const table of TABLES) await client.query(`insert into bare_${table} select * from foshan.${table}`)
    return performance.now() - started
  })
  const figures = {
    permits: tally.permits,
    rejected: tally.rejected,
    known: known.known,
    permitsPerSecond: Math.round(tally.permits / (importMs / 1000)),
    knownPerSecond: Math.round(known.known / (knownMs / 1000)),
    barePermitsPerSecond: Math.round(tally.permits / (bareMs / 1000)),
    importToBare: Number((bareMs / importMs).toFixed(3)),
    machine: describeMachine(),
  }
  writeResult(`import-permits-${permits}`, figures, values.out)
  process.stdout.write(`${JSON.stringify({ ...figures, machine: undefined })}\n`)
} finally {
  await registry.close()
  rmSync(folder, { recursive: true, force: true })
}
