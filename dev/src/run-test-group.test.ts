import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { after, describe, test } from 'node:test'
import { checkout } from './checkout.ts'
import { runProgram } from './run-program.ts'
import { runTestGroup } from './run-test-group.ts'
import type { TestGroup } from './test-plan.ts'

describe('测试的测试 · what a group of tests counts', () => {
  // Named relative to the checkout, as the runner names files; the runner sees nothing below node_modules.
  const folder = mkdtempSync(join(tmpdir(), 'anju-test-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const write = (name: string, body: string): string => {
    const path = join(folder, name)
    writeFileSync(path, `import { test, describe } from 'node:test'\n${body}`)
    return relative(checkout, path)
  }
  const group = (files: string[]): TestGroup => ({
    name: 'trial',
    files,
    concurrency: 1,
    timeoutMsMax: 20_000,
    verbose: false,
    systemPostgres: false,
  })
  const run = async (...files: string[]) => runTestGroup(group(files), { PATH: process.env['PATH'] }, 'ignore')

  test('通过 · passed tests are counted one by one, a suite not as a test', async () => {
    const file = write('pass.test.ts', `test('a', () => {}); describe('s', () => { test('b', () => {}) })`)
    assert.deepEqual(await run(file), { passed: 2, failed: 0, failures: [] })
  })

  test('失败 · a failed part is one failure, not one more for each level above it', async () => {
    const file = write(
      'fail.test.ts',
      `describe('s', () => { test('a', async (t) => { await t.test('b', () => { throw new Error('no') }) }) }); test('c', () => {})`,
    )
    const { failures, ...counts } = await run(file)
    assert.deepEqual(counts, { passed: 1, failed: 1 })
    assert.match(failures.join(), /^ {2}✖ b\n.*fail\.test\.ts:\d+\n.*no/)
  })

  test('没有测试的文件 · a file without a test is a failure', async () => {
    const { passed, failed } = await run(write('none.test.ts', `void test; void describe`))
    assert.deepEqual({ passed, failed }, { passed: 0, failed: 1 })
  })

  test('跳过与待办 · skipped tests and tests still to do are failures', async () => {
    const file = write(
      'skip.test.ts',
      `test('a', { skip: true }, () => {}); test('b', { todo: true }, () => {}); test('c', () => {})`,
    )
    const { passed, failed } = await run(file)
    assert.deepEqual({ passed, failed }, { passed: 1, failed: 2 })
  })

  test('加载失败 · a file that does not load is a failure, with what it wrote', async () => {
    const file = write('load.test.ts', `test('a', () => {}); throw new Error('the reason')`)
    const counts = await run(file)
    assert.equal(counts.failed > 0, true)
    const reporter = join(checkout, 'dev', 'src', 'test-reporter.ts')
    const args = ['--test', `--test-reporter=${reporter}`, '--test-reporter-destination=stdout', file]
    const { output } = await runProgram(process.execPath, args, { cwd: checkout, env: { PATH: process.env['PATH'] } })
    assert.match(output, /wrote[^]*the reason/)
  })

  test('没有文件的组 · a group without a file is a failure', async () => {
    const { failures, ...counts } = await run()
    assert.deepEqual(counts, { passed: 0, failed: 1 })
    assert.equal(failures.length, 1)
  })

  test('随机样例 · on CI a property is tried with the same examples each time, at a desk with others', async () => {
    const file = write(
      'property.test.ts',
      `import * as fc from '${import.meta.resolve('fast-check')}'
       test('a', () => fc.assert(fc.property(fc.nat(), (n) => { throw new Error(\`tried \${n}.\`) }), { endOnFailure: true }))`,
    )
    const tried = async (env: NodeJS.ProcessEnv): Promise<string | undefined> => {
      const { failures } = await runTestGroup(group([file]), { PATH: process.env['PATH'], ...env }, 'ignore')
      return /tried (\d+)\./.exec(failures.join())?.[1]
    }
    const onCi = await tried({ CI: 'true' })
    assert.match(onCi ?? '', /^\d+$/)
    assert.equal(await tried({ CI: 'true' }), onCi)
    assert.notEqual(await tried({}), onCi)
  })

  test('进程猝死 · a file whose process dies half-way is a failure', async () => {
    const file = write('die.test.ts', `test('a', () => {}); test('b', () => process.kill(process.pid, 'SIGKILL'))`)
    assert.equal((await run(file)).failed > 0, true)
  })
})
