import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { uuidV7 } from '@anju/crypto/random.ts'
import type { RecordBody, RecordOf } from '@anju/exchange/record.ts'

import { openHouse } from '../../test/card-side.ts'
import type { House } from '../../test/card-side.ts'
import { demoEvidence, demoFinding, permitOrder } from '../../test/registry-side.ts'
import { checkQuality } from '../usecase/check-quality.ts'
import { dispatchBatch } from '../usecase/dispatch-batch.ts'
import { produceCard } from '../usecase/produce-card.ts'

let house: House
let permitNumber: string
const first = permitOrder()
before(async () => {
  house = await openHouse()
  await house.registry.send([first])
  await house.round()
  await make(first.id, 'FS000001')
  const [row] = await house.asOwner<{ permit_no: string }>(
    'select permit_no from card.card_order where order_id = $1',
    [first.id],
  )
  permitNumber = row?.permit_no ?? ''
  await house.setDay('2017-07-05')
})
after(() => house.close())

async function make(orderId: string, stockNo: string): Promise<void> {
  const act = await house.actAs('440601')
  const checked = { intentId: uuidV7(), orderId, expectedVersion: 1, result: 'accepted' as const, reasons: [] }
  assert.ok((await checkQuality(house.deps, act, checked)).ok)
  const made = await produceCard(house.deps, act, { intentId: uuidV7(), orderId, expectedVersion: 2, stockNo })
  assert.ok(made.ok, JSON.stringify(made))
  const officeCode = first.body.office.code
  const sender = await house.actAs('440602')
  assert.ok((await dispatchBatch(house.deps, sender, { intentId: uuidV7(), officeCode, orderIds: [orderId] })).ok)
}

const standing = (change: Partial<RecordBody<'card-standing/1'>> = {}): RecordOf<'card-standing/1'> => ({
  kind: 'card-standing/1',
  id: uuidV7(),
  body: { permitNumber, stockNumber: 'FS000001', standing: 'void', reason: 'lost', since: '2017-07-05', ...change },
})

const found = (): RecordOf<'card-standing/2'> => ({
  kind: 'card-standing/2',
  id: uuidV7(),
  body: { ...standing().body, standing: 'good', reason: 'found', evidence: demoFinding('FS000001') },
})

const another = (change: Partial<RecordBody<'card-order/2'>> = {}): RecordOf<'card-order/2'> => {
  const { applicationId: _first, purpose: _purpose, ...asked } = permitOrder({ name: '张叁' }).body
  const caseId = change.caseId ?? uuidV7()
  return {
    kind: 'card-order/2',
    id: uuidV7(),
    body: {
      ...asked,
      evidence: demoEvidence(caseId, ['accept', 'review']),
      caseId,
      for: 'reissue',
      acceptanceNumber: '4406050012017070500007',
      permitNumber,
      issuedOn: '2016-07-06',
      voidStockNumber: 'FS000001',
      ...change,
    },
  }
}
const stockOf = async (stockNo: string) =>
  (
    await house.asOwner<{ state: string; void_reason: string | null }>(
      'select state, void_reason from card.card_stock where stock_no = $1',
      [stockNo],
    )
  )[0]
const lastAnswer = async () =>
  (await house.registry.read()).answers.toSorted((a, b) => (a.seq ?? 0) - (b.seq ?? 0)).at(-1)

test('报失即作废: void at once, good again when found, and the same message twice is one', async () => {
  const lost = standing()
  await house.registry.send([lost])
  await house.round()
  assert.deepEqual(await stockOf('FS000001'), { state: 'void', void_reason: 'lost' })
  await house.registry.send([found()])
  await house.round()
  assert.deepEqual(await stockOf('FS000001'), { state: 'used', void_reason: null })
  // What was applied under its id before has no second effect, in whatever package it comes again.
  await house.registry.send([lost])
  await house.round()
  assert.deepEqual((await lastAnswer())?.records, [{ recordId: lost.id, result: 'known', code: null }])
  assert.deepEqual(await stockOf('FS000001'), { state: 'used', void_reason: null })
})

test('a card of another permit, and one that was never ours, are refused with their reason', async () => {
  const wrong = standing({ permitNumber: 'R440600201699999990' })
  const unknown = standing({ stockNumber: 'XX000001' })
  await house.registry.send([wrong, unknown])
  await house.round()
  assert.deepEqual(
    (await lastAnswer())?.records.map(({ code }) => code),
    ['order.card-differs', 'stock.unknown'],
  )
  assert.deepEqual(await stockOf('FS000001'), { state: 'used', void_reason: null })
})

test('补领: made under the number of the permit; the old card is void from the order on, the answers name the case', async () => {
  const order = another()
  const twin = { ...another({ caseId: order.body.caseId }), id: uuidV7() }
  await house.registry.send([order, twin])
  await house.round()
  assert.deepEqual(
    (await lastAnswer())?.records.map(({ result, code }) => [result, code]),
    [
      ['applied', null],
      ['refused', 'order.already-open'],
    ],
  )
  assert.deepEqual(await stockOf('FS000001'), { state: 'void', void_reason: 'lost' })
  await make(order.id, 'FS000002')
  await house.round()
  const results = (await house.registry.results()).slice(-3)
  assert.deepEqual(
    results.map(({ kind }) => kind),
    ['quality-result/1', 'production-result/1', 'dispatch-list/1'],
  )
  const [, produced, list] = results
  assert.ok(produced?.kind === 'production-result/1' && list?.kind === 'dispatch-list/1')
  const { applicationId, permitNumber: number, issuedOn, madeOn, stockNumber } = produced.body
  assert.deepEqual(
    { applicationId, number, issuedOn, madeOn, stockNumber },
    {
      applicationId: order.body.caseId,
      number: permitNumber,
      issuedOn: '2016-07-06',
      madeOn: '2017-07-05',
      stockNumber: 'FS000002',
    },
  )
  assert.equal(list.body.cards[0]?.applicationId, order.body.caseId)
  // Found too late: another card was made in its place, so it stays void.
  await house.registry.send([found()])
  await house.round()
  assert.deepEqual((await lastAnswer())?.records[0]?.result, 'applied')
  assert.deepEqual(await stockOf('FS000001'), { state: 'void', void_reason: 'lost' })
})

test('a first card has its own number; another permit of the person is still pointed at', async () => {
  await assert.rejects(
    house.asOwner(`update card.card_order set purpose = 'first' where purpose = 'reissue'`),
    /card_order_permit_first/,
  )
})
