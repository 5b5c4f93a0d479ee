import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'

import { uuidV7 } from '@anju/crypto/random.ts'
import { sm2Verify } from '@anju/crypto/sm2.ts'

import { openHouse } from '../../test/card-side.ts'
import type { House } from '../../test/card-side.ts'
import { demoEvidence, permitOrder } from '../../test/registry-side.ts'
import { statementBytes } from '../store/order-event.ts'
import { checkQuality } from '../usecase/check-quality.ts'
import { dispatchBatch } from '../usecase/dispatch-batch.ts'
import { produceCard } from '../usecase/produce-card.ts'
import { remakeCard } from '../usecase/remake-card.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const orderState = async (applicationId: string) => {
  const rows = await house.asOwner<{
    order_id: string
    state: string
    version: number
    permit_no: string | null
    stock_no: string | null
  }>(
    `select order_id, state, version, permit_no, stock_no from card.card_order where application_id = $1 order by order_id desc`,
    [applicationId],
  )
  return rows
}

test('from an order to the card on its way: every step answers with one result, in order', async () => {
  const order = permitOrder()
  const { applicationId } = order.body
  await house.registry.send([order])
  await house.round()
  const first = await house.registry.read()
  assert.deepEqual(
    first.answers.map(({ result, seq, records }) => ({ result, seq, records })),
    [{ result: 'ack', seq: 1, records: [{ recordId: order.id, result: 'applied', code: null }] }],
  )
  assert.deepEqual(first.beats, [{ stream: 'foshan.orders', appliedUpTo: 1, missing: [] }])

  const act = await house.actAs('440601')
  const [row] = await orderState(applicationId)
  assert.ok(row)
  const orderId = row.order_id
  assert.equal(orderId, order.id)
  const accepted = await checkQuality(house.deps, act, {
    intentId: uuidV7(),
    orderId,
    expectedVersion: 1,
    result: 'accepted',
    reasons: [],
  })
  assert.ok(accepted.ok)
  await house.setDay('2016-07-15')
  const making = { intentId: uuidV7(), orderId, expectedVersion: 2, stockNo: 'FS000001' }
  const twins = await Promise.all([
    produceCard(house.deps, await house.actAs('440601'), making),
    produceCard(house.deps, await house.actAs('440601'), making),
  ])
  assert.ok(
    twins.every(({ ok }) => ok),
    'a double click is one card',
  )
  const spoilt = await remakeCard(house.deps, await house.actAs('440601'), {
    intentId: uuidV7(),
    orderId,
    expectedVersion: 3,
    stockNo: 'FS000002',
  })
  assert.ok(spoilt.ok)
  const sent = await dispatchBatch(house.deps, await house.actAs('440602'), {
    intentId: uuidV7(),
    officeCode: '440605001',
    orderIds: [orderId],
  })
  assert.ok(sent.ok)
  await house.round()

  const results = await house.registry.results()
  assert.deepEqual(
    results.map(({ kind }) => kind),
    ['quality-result/1', 'production-result/1', 'remake-result/1', 'dispatch-list/1'],
  )
  const [, produced, remade, list] = results
  assert.ok(
    produced?.kind === 'production-result/1' && remade?.kind === 'remake-result/1' && list?.kind === 'dispatch-list/1',
  )
  assert.equal(produced.body.issuedOn, '2016-07-15')
  assert.match(produced.body.permitNumber, /^R44060020160000001[\dX]$/)
  assert.deepEqual(
    { old: remade.body.voidStockNumber, now: remade.body.stockNumber, reason: remade.body.reason },
    { old: 'FS000001', now: 'FS000002', reason: 'personalisation-error' },
  )
  assert.deepEqual(list.body.cards, [
    { applicationId, permitNumber: produced.body.permitNumber, stockNumber: 'FS000002' },
  ])
  assert.equal(list.body.dispatchedBy.name, '何分发')
  assert.equal((await orderState(applicationId))[0]?.state, 'dispatched')
})

test('each step of a person is signed over what was done', async () => {
  const rows = await house.asOwner<{ kind: string; statement: string; countersignature: Buffer; content_sm3: string }>(
    `select kind, statement, countersignature, content_sm3 from card.order_event where statement is not null order by version`,
  )
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ['accept-quality', 'produce', 'remake', 'dispatch'],
  )
  const key = house.deps.crypto.identity.signingPublicKey
  for (const { statement, countersignature, content_sm3 } of rows) {
    assert.ok(sm2Verify(statementBytes(statement), countersignature, key))
    assert.ok(statement.includes(content_sm3))
    assert.ok(
      !sm2Verify(statementBytes(statement.replace('440601', '440609')), countersignature, key) ||
        !statement.includes('440601'),
    )
  }
})

test('a receipt ends the sending; without one the same bytes go again, ever more slowly', async () => {
  const rows = () =>
    house.asOwner<{ state: string; sends: number }>('select state, sends from card.outgoing_package order by seq')
  assert.deepEqual(await rows(), [{ state: 'placed', sends: 1 }])
  house.clock.now = '2016-07-06T01:00:59.000Z'
  await house.round()
  assert.equal((await rows())[0]?.sends, 1)
  house.clock.now = '2016-07-06T01:01:01.000Z'
  await house.round()
  assert.equal((await rows())[0]?.sends, 2)
  await house.registry.acknowledge()
  await house.round()
  assert.equal((await rows())[0]?.state, 'acked')
  house.clock.now = '2016-07-06T04:00:00.000Z'
  await house.round()
  assert.equal((await rows())[0]?.sends, 2)
})

test('the same package again gets the stored receipt and changes nothing', async () => {
  house.registry.clearArrived()
  const order = permitOrder()
  const sent = await house.registry.send([order])
  await house.round()
  const first = (await house.registry.read()).answers
  house.registry.clearArrived()
  await sent.place()
  await house.round()
  assert.deepEqual((await house.registry.read()).answers, first)
  assert.equal((await orderState(order.body.applicationId)).length, 1)
})

test('a gap is held and reported, a late package fills it, and the order is kept', async () => {
  house.registry.clearArrived()
  const [a, b, c] = [permitOrder(), permitOrder(), permitOrder()]
  const first = await house.registry.send([a], { hold: true })
  await house.registry.send([b])
  await house.registry.send([c])
  await house.round()
  assert.equal((await orderState(b.body.applicationId)).length, 0)
  const beat = (await house.registry.read()).beats.at(-1)
  assert.deepEqual(beat?.missing, [first.seq])
  await first.place()
  await house.round()
  for (const order of [a, b, c]) assert.equal((await orderState(order.body.applicationId))[0]?.state, 'received')
  const { answers } = await house.registry.read()
  assert.deepEqual(
    answers.map(({ seq }) => seq).sort((x, y) => (x ?? 0) - (y ?? 0)),
    [first.seq, first.seq + 1, first.seq + 2],
  )
  assert.equal((await house.asOwner('select 1 from card.held_package')).length, 0)
})

test('a record that comes again in another package has no second effect', async () => {
  house.registry.clearArrived()
  const order = permitOrder()
  await house.registry.send([order])
  await house.registry.send([order, permitOrder()])
  await house.round()
  const { answers } = await house.registry.read()
  assert.deepEqual(
    answers.flatMap(({ records }) => records.map(({ result }) => result)),
    ['applied', 'known', 'applied'],
  )
})

test('tampered, foreign and forked files are set aside with the reason, told, and change nothing', async () => {
  house.registry.clearArrived()
  const orders = await house.asOwner<{ n: string }>('select count(*) as n from card.card_order')
  const honest = house.registry.build([permitOrder()])
  const flipped = Buffer.from(honest.bytes)
  flipped.writeUInt8(flipped.readUInt8(flipped.length - 5) ^ 1, flipped.length - 5)
  await house.registry.place('flipped', flipped)
  await house.registry.place('noise', Buffer.from('nothing of ours'))
  await house.registry.place('forked', house.registry.build([permitOrder()], { seq: 1, prevSm3: null }).bytes)
  await house.registry.place('broken-chain', house.registry.build([permitOrder()], { prevSm3: '0'.repeat(64) }).bytes)
  await house.round()
  const { answers } = await house.registry.read()
  assert.deepEqual(answers.map(({ result, code }) => `${result} ${code}`).sort(), [
    'nack broken-chain',
    'nack forked',
    'nack not-rpx1',
    'nack signature',
  ])
  const quarantine = readdirSync(house.exchange.folders.quarantine).sort()
  assert.deepEqual(
    quarantine.filter((name) => name.endsWith('.rpx1')),
    ['broken-chain.rpx1', 'flipped.rpx1', 'forked.rpx1', 'noise.rpx1'],
  )
  assert.match(readFileSync(`${house.exchange.folders.quarantine}/flipped.rpx1.reason.txt`, 'utf8'), /^signature/)
  assert.equal((await house.asOwner('select 1 from card.quarantine where cleared_at is null')).length, 4)
  assert.deepEqual(await house.asOwner('select count(*) as n from card.card_order'), orders)
})

test('a refused package goes again after ten seconds; three refusals make it wait for a person, the same one twice counts once', async () => {
  house.registry.clearArrived()
  const act = await house.actAs('440601')
  const order = permitOrder()
  await house.registry.send([order])
  await house.round()
  await checkQuality(house.deps, act, {
    intentId: uuidV7(),
    orderId: order.id,
    expectedVersion: 1,
    result: 'rejected',
    reasons: [{ code: 'photo', text: '照片背景不合格' }],
  })
  await house.round()
  const { results } = await house.registry.read()
  const [[seq, sent] = []] = [...results]
  assert.ok(seq !== undefined && sent !== undefined)
  const refuse = async () => {
    await house.registry.answer({
      result: 'nack',
      stream: 'foshan.results',
      seq,
      packageId: sent.packageId,
      fileSm3: sent.fileSm3,
      code: 'key-unwrap',
      records: [],
      cosignature: null,
    })
    await house.round()
  }
  const standing = async () =>
    (
      await house.asOwner<{ state: string; nacks: number; sends: number }>(
        'select state, nacks, sends from card.outgoing_package where seq = $1',
        [seq],
      )
    )[0]
  const later = async (ms: number) => {
    house.clock.now = new Date(Date.parse(house.clock.now) + ms).toISOString()
    await house.round()
  }
  for (let nack = 1; nack <= 3; nack += 1) {
    await refuse()
    await refuse()
    assert.deepEqual(await standing(), { state: nack < 3 ? 'placed' : 'stuck', nacks: nack, sends: nack })
    await later(9_000)
    assert.equal((await standing())?.sends, nack, 'not at once: the other side may be mending')
    await later(2_000)
    assert.equal((await standing())?.sends, nack < 3 ? nack + 1 : nack)
  }
  await house.registry.acknowledge()
  await house.round()
})

test('after a rejection the corrected order is another round of the same application; a second open one is refused', async () => {
  house.registry.clearArrived()
  const order = permitOrder()
  const { applicationId } = order.body
  const act = await house.actAs('440601')
  await house.registry.send([order])
  await house.registry.send([permitOrder({ applicationId })])
  await house.round()
  assert.deepEqual(
    (await house.registry.read()).answers.flatMap(({ records }) => records.map(({ code }) => code)),
    [null, 'order.already-open'],
  )
  await checkQuality(house.deps, act, {
    intentId: uuidV7(),
    orderId: order.id,
    expectedVersion: 1,
    result: 'rejected',
    reasons: [{ code: 'photo', text: '模糊' }],
  })
  await house.registry.send([permitOrder({ applicationId })])
  await house.round()
  assert.deepEqual(
    (await orderState(applicationId)).map(({ state }) => state),
    ['received', 'quality-rejected'],
  )
})

test('a withdrawal stops an order before the card is made, and is refused after', async () => {
  house.registry.clearArrived()
  const act = await house.actAs('440601')
  const [early, late] = [permitOrder(), permitOrder()]
  await house.registry.send([early, late])
  await house.round()
  await checkQuality(house.deps, act, {
    intentId: uuidV7(),
    orderId: late.id,
    expectedVersion: 1,
    result: 'accepted',
    reasons: [],
  })
  await produceCard(house.deps, act, { intentId: uuidV7(), orderId: late.id, expectedVersion: 2, stockNo: 'FS000003' })
  const withdrawal = (order: typeof early) => ({
    kind: 'order-withdrawn/1' as const,
    id: uuidV7(),
    body: {
      applicationId: order.body.applicationId,
      acceptanceNumber: order.body.acceptanceNumber,
      withdrawnOn: '2016-07-15',
    },
  })
  await house.registry.send([withdrawal(early), withdrawal(late)])
  await house.round()
  const { answers } = await house.registry.read()
  assert.deepEqual(
    answers.at(-1)?.records.map(({ code }) => code),
    [null, 'order.produced'],
  )
  assert.equal((await orderState(early.body.applicationId))[0]?.state, 'withdrawn')
  const refused = await checkQuality(house.deps, act, {
    intentId: uuidV7(),
    orderId: early.id,
    expectedVersion: 2,
    result: 'accepted',
    reasons: [],
  })
  assert.ok(!refused.ok)
  assert.equal(refused.refusals[0]?.code, 'order.event-not-allowed')
})

test('a card lost on its way is made again under its number; the lost card is void', async () => {
  const act = await house.actAs('440601')
  const [order] = await house.asOwner<{
    order_id: string
    application_id: string
    acceptance_no: string
    permit_no: string
    stock_no: string
    version: number
  }>(
    `select order_id, application_id, acceptance_no, permit_no, stock_no, version from card.card_order where state = 'dispatched'`,
  )
  assert.ok(order)
  const body = {
    applicationId: order.application_id,
    acceptanceNumber: order.acceptance_no,
    permitNumber: order.permit_no,
    voidStockNumber: order.stock_no,
    reason: 'lost-in-transit' as const,
    reportedOn: '2016-07-19',
    evidence: demoEvidence(order.application_id, ['receive']),
  }
  await house.registry.send([{ kind: 'reprint-order/2', id: uuidV7(), body }])
  await house.round()
  const remade = await remakeCard(house.deps, act, {
    intentId: uuidV7(),
    orderId: order.order_id,
    expectedVersion: order.version + 1,
    stockNo: 'FS000004',
  })
  assert.ok(remade.ok)
  await house.round()
  const last = (await house.registry.read()).results
  const record = [...last.values()].flatMap(({ records }) => records).find(({ kind }) => kind === 'remake-result/1')
  assert.ok(record?.kind === 'remake-result/1')
  assert.deepEqual(
    { permit: record.body.permitNumber, reason: record.body.reason },
    { permit: order.permit_no, reason: 'lost-in-transit' },
  )
  assert.deepEqual(
    await house.asOwner('select state, void_reason from card.card_stock where stock_no = $1', [order.stock_no]),
    [{ state: 'void', void_reason: 'lost' }],
  )
})

test('nothing of a person stands in the database in clear', async () => {
  const tables = await house.asOwner<{ table_name: string }>(
    `select table_name from information_schema.tables where table_schema = 'card'`,
  )
  for (const { table_name } of tables) {
    const found = await house.asOwner(
      `select 1 from card.${table_name} t where t::text like '%张三%' or t::text like '%11010519491231002X%' or t::text like '%示例路%'`,
    )
    assert.equal(found.length, 0, table_name)
  }
})

test('the role of the service cannot rewrite history', async () => {
  await assert.rejects(house.ask(`update order_event set kind = 'other'`), /permission denied/)
  await assert.rejects(house.ask('delete from batch_card'), /permission denied/)
  await assert.rejects(house.ask('truncate order_event'), /permission denied/)
})
