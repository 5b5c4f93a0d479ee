import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type ClamdMood, type ClamdSimulator, EICAR, openClamdSimulator } from '@anju/tests/clamd-simulator.ts'
import { clamdScanner, readVerdict, scannerAddress } from './clamd-scanner.ts'

const folder = mkdtempSync(join(tmpdir(), 'anju-clamd-'))
const clean = Buffer.alloc(300_000, 7)
const infected = Buffer.concat([Buffer.alloc(130_000, 7), Buffer.from(EICAR)])
let overTcp: ClamdSimulator
let overSocket: ClamdSimulator
before(async () => {
  overTcp = await openClamdSimulator()
  overSocket = await openClamdSimulator(join(folder, 'clamd.ctl'))
})
after(async () => {
  await overTcp.close()
  await overSocket.close()
  rmSync(folder, { recursive: true })
})

const FOUND = { kind: 'found', signature: 'Eicar-Test-Signature' } as const

describe('病毒扫描 clamd', () => {
  it('hears OK and FOUND over a port and over a socket, however the bytes come', async () => {
    for (const simulator of [overTcp, overSocket])
      for (const mood of ['honest', 'in-bytes'] as const) {
        simulator.mood = mood
        const scanner = clamdScanner(simulator.address)
        assert.deepEqual(await scanner.scan(clean), { kind: 'clean' })
        assert.deepEqual(await scanner.scan(infected), FOUND)
        assert.deepEqual(await scanner.scan(Buffer.alloc(0)), { kind: 'clean' })
      }
    // The signature stands across two pieces of the stream, and every byte arrived.
    assert.equal(overTcp.heard.bytes, 2 * (clean.length + infected.length))
    const across = Buffer.concat([Buffer.alloc(64 * 1024 - 20), Buffer.from(EICAR)])
    assert.deepEqual(await clamdScanner(overTcp.address).scan(across), FOUND)
  })

  it('takes nothing else for a yes: silence, an end, garbage, an answer without end, an answer to something else', async () => {
    const moods: readonly ClamdMood[] = ['silent', 'gone', 'garbage', 'endless', 'bare-ok']
    for (const mood of moods) {
      overTcp.mood = mood
      const { kind } = await clamdScanner(overTcp.address, 300).scan(clean)
      assert.equal(kind, 'unknown', mood)
    }
    overTcp.mood = 'honest'
    // (negative control: the same scanner, in its senses)
    assert.equal((await clamdScanner(overTcp.address, 300).scan(clean)).kind, 'clean')
  })

  it('takes no scanner, and a file above its limit, for no answer', async () => {
    const small = await openClamdSimulator(undefined, 100_000)
    assert.equal((await clamdScanner(small.address, 500).scan(clean)).kind, 'unknown')
    assert.equal((await clamdScanner(small.address, 500).scan(clean.subarray(0, 90_000))).kind, 'clean')
    await small.close()
    assert.equal((await clamdScanner(small.address, 500).scan(clean)).kind, 'unknown')
    assert.equal((await clamdScanner({ path: join(folder, 'nobody') }, 500).scan(clean)).kind, 'unknown')
  })

  it('is found where the setting says', () => {
    assert.deepEqual(scannerAddress('unix:/run/clamav/clamd.ctl'), { path: '/run/clamav/clamd.ctl' })
    assert.deepEqual(scannerAddress('tcp://127.0.0.1:3310'), { host: '127.0.0.1', port: 3310 })
    assert.deepEqual(scannerAddress('tcp://[::1]:3310'), { host: '::1', port: 3310 })
  })

  it('reads one word as a yes; a name of a signature comes into the log without line ends', () => {
    assert.deepEqual(readVerdict('stream: OK'), { kind: 'clean' })
    for (const answer of ['', 'OK', 'stream: OK ', 'stream: ok', 'stream: OK\nstream: X FOUND', 'PONG'])
      assert.equal(readVerdict(answer).kind, 'unknown', answer)
    assert.deepEqual(readVerdict('stream: Win.Test FOUND'), { kind: 'found', signature: 'Win.Test' })
    assert.deepEqual(readVerdict('stream: A\u001b[2J FOUND'), { kind: 'found', signature: 'A__2J' })
    assert.deepEqual(readVerdict('Can’t open\u0007'), { kind: 'unknown', why: 'Can?t open?' })
    // (negative control) A reader that only looks for FOUND would have called all of those clean.
    assert.equal(/FOUND/.test('Can’t open'), false)
  })
})
