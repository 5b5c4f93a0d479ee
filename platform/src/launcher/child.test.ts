import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { startChild } from './child.ts'
import { isAlive } from './is-alive.ts'

const here = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)
const program = `
  import { announceReady, untilAskedToStop } from ${here('./lifeline.ts')}
  console.log('warming up')
  announceReady({ address: 'http://127.0.0.1:1' })
  console.log('ended by ' + await untilAskedToStop(process.env))
  process.exit(0)`
const run = (source: string) => ['--input-type=module', '-e', source]

describe('子进程 · a program of ours and the one who started it', () => {
  let folder: string
  let log: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'anju-test-'))
    log = join(folder, 'child.log')
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  test('就绪 · says when it is ready and with what, and ends when asked', async () => {
    const child = await startChild({ name: 'registry', args: run(program), env: process.env, log })
    assert.equal(child.ready['address'], 'http://127.0.0.1:1')
    assert.deepEqual(await child.stop(), { code: 0, signal: null })
    assert.match(readFileSync(log, 'utf8'), /warming up[^]*ended by SIGTERM/)
  })

  test('启动失败 · a program that ends before it is ready is reported with its last words', async () => {
    const broken = run(`console.error('no key folder'); process.exit(3)`)
    await assert.rejects(
      startChild({ name: 'registry', args: broken, env: process.env, log }),
      /\(3\)[^]*no key folder/,
    )
  })

  test('迟迟不就绪 · a program that never gets ready is ended and reported', async () => {
    const silent = run(`setInterval(() => {}, 1000)`)
    const slow = startChild({ name: 'worker', args: silent, env: process.env, log, readyTimeoutMsMax: 400 })
    await assert.rejects(slow, /worker was not ready after 0.4 s/)
  })

  test('不听招呼 · a program that ignores the request is killed after the grace', async () => {
    const deaf = run(`process.on('SIGTERM', () => {}); console.log('{"ready":true}'); setInterval(() => {}, 1000)`)
    const child = await startChild({ name: 'worker', args: deaf, env: process.env, log })
    assert.deepEqual(await child.stop(200), { code: null, signal: 'SIGKILL' })
  })

  test('父进程被杀 · after kill -9 of the parent the program ends by itself', async () => {
    const parent = spawn(
      process.execPath,
      run(`
        import { startChild } from ${here('./child.ts')}
        const child = await startChild(${JSON.stringify({ name: 'registry', args: run(program), env: {}, log })})
        console.log(child.pid)`),
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const [said] = (await once(parent.stdout, 'data', { signal: AbortSignal.timeout(20_000) })) as [Buffer]
    const pid = Number(said.toString())
    assert.equal(isAlive(pid), true)
    parent.kill('SIGKILL')
    for (let waited = 0; isAlive(pid) && waited < 5000; waited += 20) await pause(20)
    assert.equal(isAlive(pid), false)
  })
})
