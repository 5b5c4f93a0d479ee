import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { test } from 'node:test'

const moduleUrl = new URL('./private-memory.ts', import.meta.url).href
const run = (code: string): string =>
  spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    env: { ANJU_SEEDED: 'seeded-value' },
    encoding: 'utf8',
  }).stdout

test('内存不落盘 · a core dump of a program that asked for it has no memory, a report no environment', () => {
  const asks = `import { keepMemoryPrivate } from ${JSON.stringify(moduleUrl)}; const kept = keepMemoryPrivate()`
  const report = 'const report = JSON.stringify(process.report.getReport())'
  const said = run(`${asks}; ${report}; console.log(kept, report.includes('seeded' + '-value'))`).trim()
  assert.equal(said, `${existsSync('/proc/self/coredump_filter')} false`)
  assert.equal(run(`${report}; console.log(report.includes('seeded' + '-value'))`).trim(), 'true', 'control')
})
