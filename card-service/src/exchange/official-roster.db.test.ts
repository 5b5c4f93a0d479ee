import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

import { officialKeysSm3, type OfficialKeys } from '@anju/crypto/official-roster.ts'
import { uuidV7 } from '@anju/crypto/random.ts'
import type { RecordOf } from '@anju/exchange/record.ts'

import { openHouse } from '../../test/card-side.ts'
import type { House } from '../../test/card-side.ts'
import { permitOrder } from '../../test/registry-side.ts'
import { newUkeys, rosterOf, signedByUkeys, type UkeysOfSteps } from '../../test/ukey-side.ts'
import { keepOfficials, pinDemoRoster } from '../command/officials.ts'
import { rosterFile } from '../pinned-roster.ts'

const STEPS = ['accept', 'verify', 'review']
const newKeys = () => newUkeys(...STEPS)

/** An order whose three signers hold UKeys. */
function ukeyOrder(keys: UkeysOfSteps): RecordOf<'permit-order/2'> {
  const order = permitOrder()
  return { ...order, body: { ...order.body, evidence: signedByUkeys(order.body.evidence, keys) } }
}

let house: House
const keys = newKeys()
before(async () => {
  house = await openHouse()
})
after(() => house.close())

function pin(officials: OfficialKeys, digest: string | null = officialKeysSm3(officials)): string {
  const file = join(house.home, 'officials.json')
  writeFileSync(file, JSON.stringify(officials))
  const said: string[] = []
  keepOfficials(house.peers, { file, digest: digest ?? undefined, at: house.clock.now }, (line) => said.push(line))
  return said.join('\n')
}
const send = async (...orders: readonly RecordOf<'permit-order/2'>[]) => {
  await house.registry.send(orders)
  await house.round()
  return lastAnswer()
}
const lastAnswer = async () =>
  (await house.registry.read()).answers
    .toSorted((a, b) => (a.seq ?? 0) - (b.seq ?? 0))
    .at(-1)
    ?.records.map(({ result, code }) => [result, code])
const approvalOf = async ({ id }: RecordOf<'permit-order/2'>) =>
  (await house.asOwner<{ approval: string }>('select approval from card.card_order where order_id = $1', [id]))[0]
    ?.approval
const waiting = () =>
  house.asOwner<{ record_id: string; code: string; officials: string[] }>(
    'select record_id, code, officials from card.waiting_order',
  )

describe("T9 官员公钥名册 the police take nobody's key on the registry's word", () => {
  it('a trial run takes demo signatures and says so; outside dev mode its roster has no such effect', async () => {
    const order = permitOrder()
    assert.deepEqual(await send(order), [['applied', null]])
    assert.equal(await approvalOf(order), 'demo')
    const { deps } = house.exchange
    try {
      Object.assign(deps, { dev: false })
      assert.deepEqual(await send(permitOrder()), [['refused', 'order.demo-signature']])
    } finally {
      Object.assign(deps, { dev: true })
    }
  })

  it('is pinned only by the digest that was read out, and tells each key that comes or goes', () => {
    const officials = rosterOf(keys)
    assert.match(pin(officials, null), /Nothing was pinned/)
    assert.throws(() => pin(officials, '0'.repeat(64)), /Nothing was pinned/)
    const said = pin(officials)
    assert.match(said, /^\+ official-review [0-9a-f]{16}$/m)
    assert.match(pin({ ...officials, ...rosterOf(newUkeys('review')) }), /^- official-review/m)
    pin(officials)
  })

  it('known keys begin an order; a demo, no signature, and one signer for two steps do not', async () => {
    const order = ukeyOrder(keys)
    assert.deepEqual(await send(order), [['applied', null]])
    assert.equal(await approvalOf(order), 'keys')
    const bare = ukeyOrder(keys)
    const unsigned = { ...bare, body: { ...bare.body, evidence: bare.body.evidence.slice(0, 2) } }
    assert.deepEqual(await send(permitOrder(), unsigned), [
      ['refused', 'order.demo-signature'],
      ['refused', 'order.unsigned'],
    ])
    const first: RecordOf<'permit-order/1'> = (() => {
      const { evidence: _, ...body } = ukeyOrder(keys).body
      return { kind: 'permit-order/1', id: uuidV7(), body }
    })()
    await house.registry.send([first])
    await house.round()
    assert.deepEqual(await lastAnswer(), [['refused', 'order.unsigned']])
    // The same signatures again, under another order: nothing is made twice.
    assert.deepEqual(await send({ ...order, id: uuidV7() }), [['refused', 'order.already-open']])
  })

  it('a key from after the roster waits, is shown with what to do, and is begun by itself when the roster comes', async () => {
    const later = newKeys()
    const [order, withdrawn, honest] = [ukeyOrder(later), ukeyOrder(later), ukeyOrder(keys)]
    assert.deepEqual(await send(order, withdrawn, honest), [
      ['applied', 'order.official-unknown'],
      ['applied', 'order.official-unknown'],
      ['applied', null],
    ])
    assert.deepEqual([await approvalOf(order), await approvalOf(honest)], [undefined, 'keys'])
    assert.equal((await waiting()).length, 2)
    assert.deepEqual((await waiting())[0]?.officials.toSorted(), STEPS.map((step) => `official-${step}`).toSorted())

    const { applicationId, acceptanceNumber } = withdrawn.body
    await house.registry.send([
      { kind: 'order-withdrawn/1', id: uuidV7(), body: { applicationId, acceptanceNumber, withdrawnOn: '2016-07-09' } },
    ])
    await house.round()
    assert.deepEqual(await lastAnswer(), [['applied', null]])
    // Another roster that does not name them either changes nothing.
    pin(rosterOf(keys, newUkeys('new')))
    await house.round()
    assert.deepEqual(
      (await waiting()).map(({ record_id: id, code }) => [id, code]),
      [[order.id, 'order.official-unknown']],
    )

    pin(rosterOf(keys, later))
    await house.round()
    assert.equal(await approvalOf(order), 'keys')
    assert.deepEqual(await waiting(), [])
  })

  it('without any roster everything waits and nothing is lost', async () => {
    rmSync(rosterFile(house.peers))
    const order = ukeyOrder(keys)
    assert.deepEqual(await send(order), [['applied', 'order.official-unknown']])
    pin(rosterOf(keys))
    await house.round()
    assert.equal(await approvalOf(order), 'keys')
    // A roster that is pinned is not replaced by that of a trial run.
    pinDemoRoster(house.peers, house.clock.now)
    assert.deepEqual(await send(permitOrder()), [['refused', 'order.demo-signature']])
  })
})
