import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, it } from 'node:test'
import { startProviderSimulator, type ProviderSimulator } from '@anju/dev/sms-simulator/provider-simulator.ts'
import type { MessageSender } from '../message-sender.ts'
import { providerSender } from './provider-sender.ts'
import { isSigned, signatureOf } from './provider-signature.ts'

const SECRET = 'a secret of both sides'
const now = () => new Date().toISOString()
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function open(secret = SECRET): Promise<{ simulator: ProviderSimulator; sender: MessageSender }> {
  const simulator = await startProviderSimulator({ account: 'anju', secret: SECRET })
  closing.push(() => simulator.stop())
  const account = { url: simulator.url, account: 'anju', secret, answerMs: 1_000 }
  return { simulator, sender: providerSender(account, now, randomUUID) }
}
const part = { messageId: 'm1', part: 1, parts: 1, mobile: '13800000001', text: '【佛山居住证】您好' }

describe('a provider by HTTP', () => {
  it('takes a message; the same id again is the same message', async () => {
    const { simulator, sender } = await open()
    const done = await sender.send(part)
    assert.ok(done.outcome === 'accepted')
    assert.deepEqual(await sender.send(part), done)
    assert.deepEqual(simulator.gateway.readOn(part.mobile), [part.text])
  })

  it('a wrong signature is refused, and not for good: a secret can be mended', async () => {
    const { simulator, sender } = await open('another secret altogether')
    assert.deepEqual(await sender.send(part), { outcome: 'refused', permanent: false, why: 'HTTP 401 signature' })
    assert.equal(simulator.gateway.submissions, 0)
  })

  it('an answer that points elsewhere is not followed: whoever stands there gets neither the number nor the text', async () => {
    const asked: string[] = []
    const elsewhere = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.end(JSON.stringify({ reference: 'r1' }))
    })
    let status = 307
    const provider = createServer((_, response) => {
      response.writeHead(status, { location: `http://127.0.0.1:${portOf(elsewhere)}/messages` }).end('{}')
    })
    const portOf = (server: typeof provider) => (server.address() as AddressInfo).port
    for (const server of [elsewhere, provider]) {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      closing.push(async () => {
        server.closeAllConnections()
        server.close()
        await once(server, 'close')
      })
    }
    const account = { url: `http://127.0.0.1:${portOf(provider)}`, account: 'anju', secret: SECRET, answerMs: 1_000 }
    for (status of [301, 302, 307, 308])
      assert.notEqual((await providerSender(account, now, randomUUID).send(part)).outcome, 'accepted', `${status}`)
    assert.deepEqual(asked, [])
    // (negative control) A client that follows is led there.
    await fetch(`${account.url}/messages`, { method: 'POST', body: '{}' })
    assert.deepEqual(asked, ['/messages'])
  })

  it('too fast, and a number that is none', async () => {
    const { simulator, sender } = await open()
    simulator.gateway.mood.throttles = (n) => n === 1
    simulator.gateway.mood.refuses = (mobile) => mobile.endsWith('9')
    assert.equal((await sender.send(part)).outcome, 'throttled')
    assert.deepEqual(await sender.send({ ...part, mobile: '13800000009' }), {
      outcome: 'refused',
      permanent: true,
      why: 'HTTP 422 number',
    })
  })

  it('taken and hung up, taken and slow, taken behind a 503: unknown, and found by our id', async () => {
    const { simulator, sender } = await open()
    const unknown = async (messageId: string) => {
      assert.equal((await sender.send({ ...part, messageId })).outcome, 'unknown', messageId)
      const found = await sender.find?.({ messageId, part: 1 })
      assert.equal(found?.found, 'accepted', messageId)
    }
    simulator.gateway.mood.losesAnswer = () => true
    await unknown('hung up')
    simulator.gateway.mood.losesAnswer = () => false
    simulator.gateway.mood.answerMs = () => 3_000
    await unknown('slow')
    simulator.gateway.mood.answerMs = () => 0
    simulator.answerWith = 503
    await unknown('503')
    assert.deepEqual(await sender.find?.({ messageId: 'never', part: 1 }), { found: 'absent' })
  })

  it('a provider that is away was not asked', async () => {
    const { simulator, sender } = await open()
    await simulator.stop()
    closing.splice(0)
    assert.equal((await sender.send(part)).outcome, 'unavailable')
    assert.equal((await sender.find?.(part))?.found, 'no-answer')
  })
})

describe('the signature of requests and callbacks', () => {
  const signed = { method: 'POST', path: '/a', timestamp: '1479772800000', nonce: 'n', body: Buffer.from('{}') }
  const at = 1_479_772_800_000

  it('covers every part of the request, and holds five minutes either way', () => {
    const signature = signatureOf(SECRET, signed)
    assert.match(signature, /^[0-9a-f]{64}$/)
    assert.ok(isSigned(SECRET, signed, signature, at))
    assert.ok(isSigned(SECRET, signed, signature, at + 300_000))
    assert.ok(isSigned(SECRET, signed, signature, at - 300_000))
    assert.equal(isSigned(SECRET, signed, signature, at + 300_001), false)
    const others = [
      { ...signed, method: 'GET' },
      { ...signed, path: '/b' },
      { ...signed, timestamp: '1479772800001' },
      { ...signed, nonce: 'o' },
      { ...signed, body: Buffer.from('{ }') },
    ]
    for (const other of others) assert.equal(isSigned(SECRET, other, signature, at), false)
    assert.equal(isSigned('another secret altogether', signed, signature, at), false)
    assert.equal(isSigned(SECRET, signed, '', at), false)
    assert.equal(isSigned(SECRET, { ...signed, timestamp: 'soon' }, signature, at), false)
  })
})
