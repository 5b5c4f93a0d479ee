import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { anyPort } from '@anju/dev/free-port.ts'
import { testDatabase, type TestDatabase } from '@anju/platform/launcher/test-database.ts'
import { addressOf, openFaultHouse, type FaultHouse } from '@anju/tests/fault-house.ts'

/** One real `serve`, as it is deployed but for dev mode, and everything a hostile caller may put on its wire. */
let database: TestDatabase
let house: FaultHouse
let address = ''
let pid = 0
let cookie = ''
before(async () => {
  database = await testDatabase('registry')
  const own = { owner: database.url, app: database.appUrl }
  house = openFaultHouse(database.home, { registry: own, cardService: own }, database.name)
  const serve = await house.serve({ port: await anyPort() })
  address = addressOf(serve)
  pid = serve.pid
  cookie = await house.signIn(address, OFFICIALS.clerk)
})
/** What a failure leaves open would keep this program alive. */
const open = new Set<Socket>()
after(async () => {
  for (const socket of open) socket.destroy()
  await house.close()
  await database.drop()
})

/** Whether the program still answers a clerk, how long that took, and that it is the same program. */
async function isWell(): Promise<number> {
  const from = performance.now()
  const answer = await fetch(`${address}/api/session`, { headers: { cookie } })
  assert.equal(answer.status, 200)
  await answer.arrayBuffer()
  process.kill(pid, 0)
  return performance.now() - from
}
const post = async (body: string | Buffer, headers: Record<string, string> = {}): Promise<number> => {
  const answer = await fetch(`${address}/api/foshan/registrations`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  }).catch(() => undefined)
  await answer?.arrayBuffer()
  return answer?.status ?? 0
}
const port = (): number => Number(new URL(address).port)
/** A connection on which something is written; resolves with what came back when the other side closed it. */
function talk(first: string, each?: (socket: Socket) => void): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port(), '127.0.0.1')
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    let heard = ''
    socket.on('data', (bytes) => (heard += bytes.toString('latin1')))
    socket.on('error', () => resolve(heard))
    socket.on('close', () => resolve(heard))
    socket.on('connect', () => {
      if (first !== '') socket.write(first)
      each?.(socket)
    })
  })
}

describe('来者不善 · what a hostile caller sends ends in a no, never in an end', () => {
  it('ten megabytes, a hundred thousand levels, a million values, the same key again, a bomb', async () => {
    assert.ok([413, 0].includes(await post(`"${'x'.repeat(10_000_000)}"`)))
    assert.equal(await post('['.repeat(100_000)), 400)
    assert.equal(await post(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`), 400)
    assert.equal(await post(`[${'0,'.repeat(400_000)}0]`), 400)
    assert.equal(await post('{"__proto__":{"role":"administrator"}}'), 400)
    assert.equal(await post(gzipSync(Buffer.alloc(50_000_000)), { 'content-encoding': 'gzip' }), 415)
    assert.ok((await isWell()) < 5_000)
  })

  it('headers without end, a hundred of them, two lengths, a length and chunks, an unknown method', async () => {
    const start = 'POST /api/session/end HTTP/1.1\r\nhost: x\r\n'
    assert.match(await talk(`${start}x-long: ${'a'.repeat(40_000)}\r\n\r\n`), /^HTTP\/1\.1 431/)
    const both = `${start}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n`
    assert.match(await talk(both), /^HTTP\/1\.1 400/)
    assert.match(await talk(`${start}content-length: 5\r\ncontent-length: 6\r\n\r\nhello!`), /^HTTP\/1\.1 400/)
    assert.match(await talk('BREAK / HTTP/1.1\r\nhost: x\r\n\r\n'), /^HTTP\/1\.1 400/)
    assert.match(await talk('\u0016\u0003\u0001 not http at all\r\n\r\n'), /^HTTP\/1\.1 400/)
    await isWell()
  })

  it('two thousand who say nothing and a hundred who say a letter a second are sent away; a clerk is served meanwhile', async () => {
    let gone = 0
    let goneOfLastWave = 0
    const silent: Promise<string>[] = []
    // A wave at a time, each taken in before the next: a connection that finds no room in the queue of the kernel is one for its own side only.
    for (let wave = 0; wave < 20; wave += 1) {
      for (let n = 0; n < 100; n += 1)
        silent.push(
          talk('').finally(() => {
            gone += 1
            if (wave === 19) goneOfLastWave += 1
          }),
        )
      // oxlint-disable-next-line no-await-in-loop -- one wave after the other is the point
      await isWell()
    }
    const slow = Array.from({ length: 100 }, () =>
      talk('GET /api/session HTTP/1.1\r\nhost: x\r\nx-', (socket) => {
        const drip = setInterval(() => socket.write('a'), 500)
        socket.once('close', () => clearInterval(drip))
      }),
    )
    await pause(1_000)
    assert.equal(goneOfLastWave, 0, 'control: they do hang on at first')
    const waits = [await isWell(), await isWell(), await isWell()]
    console.log(`a clerk beside 2,100 idle connections waits ${Math.max(...waits).toFixed(0)} ms`)
    const heard = await Promise.race([Promise.all([...silent, ...slow]), pause(60_000, undefined, { ref: false })])
    assert.ok(heard !== undefined, `${gone} of 2,000 were sent away within a minute`)
    assert.ok(heard.every((text) => text === '' || text.startsWith('HTTP/1.1 408')))
    await isWell()
  })
})
