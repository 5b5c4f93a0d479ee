import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import { claimRun, isRunning, readRun } from './run-file.ts'

describe('运行登记 · who runs here', () => {
  const folder = mkdtempSync(join(tmpdir(), 'anju-test-'))
  const path = join(folder, 'run.json')
  beforeEach(() => rmSync(path, { force: true }))
  after(() => rmSync(folder, { recursive: true }))

  test('第二个得知第一个 · the second learns where the first is reached', () => {
    const first = claimRun(path)
    assert.ok(first.mine)
    first.tell({ address: 'http://127.0.0.1:8420' })
    const second = claimRun(path)
    assert.ok(!second.mine)
    assert.equal(second.run.address, 'http://127.0.0.1:8420')
    assert.equal(second.run.pid, process.pid)
    first.release()
    assert.equal(existsSync(path), false)
  })

  test('被杀后可再启动 · a file of a dead process, of another life of its number, or cut off, does not block', () => {
    for (const left of ['{"pid":4194300}', JSON.stringify({ pid: process.pid, startedTicks: '1' }), '{"pi', '']) {
      if (left.includes('startedTicks') && !existsSync('/proc/self/stat')) continue
      writeFileSync(path, left)
      const claim = claimRun(path)
      assert.ok(claim.mine, left)
      assert.equal(claim.afterKill, true)
      claim.release()
    }
  })

  test('自己在运行 · what a claim writes is recognised as running', () => {
    const claim = claimRun(path)
    const run = readRun(path)
    assert.ok(run !== undefined && isRunning(run))
    assert.ok(claim.mine)
    claim.release()
  })
})
