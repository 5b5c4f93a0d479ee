import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { inventedIdNumber } from '@anju/dev/cast.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import type { City } from '../deps.ts'
import { parseGatewaySettings } from '../gateway/gateway-settings.ts'
import type { HandOver, OutgoingPart } from '../gateway/message-sender.ts'
import { signInWithCode, sendSignInCode } from '../usecases/sign-in-resident.ts'
import { openMessageLine } from './message-line.ts'
import { codeText } from './sign-in-codes.ts'

let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())

/** Three in the morning in China: quiet for notices. */
let atMs = Date.parse('2026-05-04T19:00:00.000Z')
const now = () => new Date(atMs).toISOString()

/** A city with a gateway that answers as it is told, and keeps what it took. */
function openHouse(answer: (n: number) => HandOver) {
  const settings = parseGatewaySettings(
    JSON.stringify({
      foshan: {
        kind: 'provider',
        name: `door-${randomUUID().slice(0, 8)}`,
        url: 'http://127.0.0.1:9',
        account: 'anju',
        secret: 'a secret of both sides',
        signature: '佛山居住证',
      },
    }),
  ).get('foshan')?.gateway
  const served = registry.deps.cities.get('foshan')
  assert.ok(settings !== undefined && served !== undefined)
  const city: City = { ...served, gateway: settings }
  const sent: OutgoingPart[] = []
  const line = openMessageLine(registry.deps, city, {
    settings,
    open: () => ({
      ready: () => true,
      send: async (part) => {
        sent.push(part)
        return answer(sent.length)
      },
      stop: async () => {},
    }),
    now,
    onError: (error) => assert.fail(String(error)),
  })
  return { city, sent, line }
}
let serial = 0
async function ask(city: City): Promise<string> {
  serial += 1
  const decision = await sendSignInCode(
    registry.deps,
    city,
    {
      name: '郑国强',
      idNumber: inventedIdNumber('foshan', '1972-05-05', serial),
      mobile: `1350000${String(serial).padStart(4, '0')}`,
      proof: undefined,
      ip: '10.0.0.1',
      network: `10.2.${serial}`,
      device: `d${serial}`,
    },
    now(),
    false,
  )
  assert.ok(decision.ok && decision.value.wants === 'code', JSON.stringify(decision))
  assert.equal(decision.value.delivery, 'gateway')
  return decision.value.attemptId
}
const stateOf = async (attemptId: string) =>
  (await registry.asOwner('select state from shared.sign_in_attempt where attempt_id = $1', [attemptId]))[0]?.['state']
const rounds = async (line: { round: () => Promise<boolean>; settled: () => Promise<void> }, times = 4) => {
  for (let n = 0; n < times; n += 1) {
    await line.round()
    await line.settled()
  }
}
const taken: HandOver = { outcome: 'accepted', reference: 'r-1' }

describe('验证码的路：先于通知，不受免打扰时段限制，从不重发', () => {
  it('goes out at three in the morning, once, and lets its owner in', async () => {
    const { city, sent, line } = openHouse(() => taken)
    const attemptId = await ask(city)
    await rounds(line)
    assert.equal(sent.length, 1)
    assert.equal(await stateOf(attemptId), 'handed-over')
    const code = /验证码(\d{6})/.exec(sent[0]?.text ?? '')?.[1] ?? assert.fail(sent[0]?.text)
    assert.ok((sent[0]?.text ?? '').startsWith('【佛山居住证】'))
    const entered = await signInWithCode(registry.deps, city, { attemptId, code, ip: '' }, now())
    assert.equal(entered.ok, true)
    await line.stop()
  })
  for (const [outcome, state] of [
    ['unknown', 'unknown'],
    ['refused', 'failed'],
  ] as const)
    it(`a gateway that answers ${outcome} is not asked again`, async () => {
      const { city, sent, line } = openHouse(() => ({ outcome, why: 'x', permanent: false }))
      const attemptId = await ask(city)
      await rounds(line, 6)
      assert.equal(sent.length, 1)
      assert.equal(await stateOf(attemptId), state)
      await line.stop()
    })
  it('what was surely not taken waits in line, while it is of use', async () => {
    const { city, sent, line } = openHouse((n) => (n < 3 ? { outcome: 'throttled', why: 'too fast' } : taken))
    const attemptId = await ask(city)
    await rounds(line, 5)
    assert.equal(sent.length, 3)
    assert.equal(await stateOf(attemptId), 'handed-over')
    const late = await ask(city)
    atMs += 301_000
    await rounds(line)
    assert.equal(sent.length, 3, 'a code that has run out is not sent')
    assert.notEqual(await stateOf(late), 'handed-over')
    await line.stop()
  })
  it('fits one message', () => {
    assert.ok(codeText('佛山居住证办理中心', '000000').length <= 70)
  })
})
