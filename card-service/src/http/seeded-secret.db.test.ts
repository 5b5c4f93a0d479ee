import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { describeDefect } from '@anju/platform/http/describe-defect.ts'
import type { App } from '@anju/platform/http/open-app.ts'
import { hearConsole, leaksIn, seedAt, SEEDED_NAME } from '@anju/tests/seeded-value.ts'
import { openHouse, type House } from '../../test/card-side.ts'
import { permitOrder } from '../../test/registry-side.ts'
import { signInLinks } from '../command/seed.ts'
import { CARD_ROUTES } from '../contract.ts'
import { openCardService } from './open-card-service.ts'

/** An order about somebody with a seeded name and number goes through rounds and requests, well and while everything breaks. */
let house: House
let app: App
let cookie = ''
const lines: string[] = []
const heard = hearConsole()
const order = permitOrder({ name: SEEDED_NAME })
before(async () => {
  house = await openHouse()
  app = await openCardService(
    { deps: house.deps, legalDay: house.legalDay, dev: true },
    {
      faceFolder: '/nowhere',
      logLevel: 'info',
      fault: () => undefined,
      silentAfterMs: 900_000,
      edge: { logTo: { write: (line) => void lines.push(line) } },
    },
  )
  await house.registry.send([order])
  await house.round()
  const links: string[] = []
  await signInLinks(house.database.url, '', house.clock.now, (line) => links.push(line))
  const entered = await app.inject({ url: (JSON.parse(links[0] ?? '{}') as { url: string }).url })
  cookie = String(entered.headers['set-cookie']).split(';')[0] ?? ''
})
after(async () => {
  heard.stop()
  await app.close()
  await house.close()
})

/** Every route with bodies of seeds, in a shape and in none. @returns bodies of answers by status */
async function throughEveryRoute(): Promise<Map<number, string[]>> {
  const answers = new Map<number, string[]>()
  let at = 0
  for (const { method, path } of Object.values(CARD_ROUTES)) {
    at += 1
    const seed = seedAt(at)
    // They would end or lock the session that the others need.
    if (path.startsWith('/api/session') && method !== 'GET') continue
    const plain = path.replace(':orderId', order.id).replaceAll(/:\w+/g, seed)
    const body = { intentId: seed, expectedVersion: 1, stockNo: seed, idNumber: seed, reasons: [seed], [seed]: seed }
    for (const payload of method === 'GET' ? [undefined] : [body, `{"idNumber":"${seed}`]) {
      const answer = await app.inject({
        method,
        url: `${plain}?q=${seed}`,
        headers: { cookie, ...(payload === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(payload === undefined ? {} : { payload }),
      })
      answers.set(answer.statusCode, [...(answers.get(answer.statusCode) ?? []), answer.body])
    }
  }
  return answers
}

describe('制证服务不外泄 · the card service says nothing of the values it works with', () => {
  it('every route, well-formed and malformed', async () => {
    const answers = await throughEveryRoute()
    assert.ok(answers.has(200) && answers.has(400), [...answers.keys()].join())
    // Staff with the order on their screen see its name: so there is something that could leak.
    assert.ok(answers.get(200)?.some((body) => body.includes(SEEDED_NAME)))
    assert.deepEqual(leaksIn(lines), [])
    assert.deepEqual(leaksIn(heard.lines), [])
    for (const status of [401, 403, 404, 409, 500])
      assert.deepEqual(leaksIn(answers.get(status) ?? []), [], `${status}`)
  })

  it('rounds and requests over tables that break: a number and nothing else goes out, a kind and a place are written', async () => {
    await house.asOwner('alter table card.inbound_package rename to inbound_package_gone').catch(() => undefined)
    await house.asOwner('alter table card.card_order add constraint broken check (false) not valid')
    await house.registry.send([permitOrder({ name: SEEDED_NAME })])
    const thrown = await house.round().then(
      () => undefined,
      (error: unknown) => error,
    )
    if (thrown !== undefined) lines.push(JSON.stringify({ defect: describeDefect(thrown) }))
    await house.asOwner('alter table card.card_order rename to card_order_gone')
    const from = lines.length
    const answers = await throughEveryRoute()
    assert.ok((answers.get(500)?.length ?? 0) > 0, [...answers.keys()].join())
    assert.ok(lines.slice(from).some((line) => line.includes('42P01')))
    assert.deepEqual(leaksIn(lines), [])
    assert.deepEqual(leaksIn(answers.get(500) ?? []), [])
  })

  it('a value that is written is found (negative control)', () => {
    process.stderr.write(`order of ${SEEDED_NAME}\n`)
    assert.deepEqual(leaksIn(heard.lines), [SEEDED_NAME])
  })
})
