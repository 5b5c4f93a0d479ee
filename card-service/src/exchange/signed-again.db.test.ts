import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

import { canonicalJson } from '@anju/crypto/canonical-json.ts'
import { officialKeysSm3, type OfficialKeys } from '@anju/crypto/official-roster.ts'
import { uuidV7 } from '@anju/crypto/random.ts'
import type { SigningStatement } from '@anju/crypto/signing-evidence.ts'
import type { ExchangeRecord, RecordOf } from '@anju/exchange/record.ts'

import { openHouse } from '../../test/card-side.ts'
import type { House } from '../../test/card-side.ts'
import { demoEvidence, demoFinding, permitOrder } from '../../test/registry-side.ts'
import { newUkeys, rosterOf, signedByUkeys } from '../../test/ukey-side.ts'
import { keepOfficials } from '../command/officials.ts'
import { listWaitingOrders } from '../store/waiting-order.ts'
import { checkQuality } from '../usecase/check-quality.ts'
import { dispatchBatch } from '../usecase/dispatch-batch.ts'
import { produceCard } from '../usecase/produce-card.ts'
import { remakeCard } from '../usecase/remake-card.ts'

const known = newUkeys('accept', 'verify', 'review', 'receive')
const later = newUkeys('accept', 'receive')
let house: House
before(async () => {
  house = await openHouse()
  pin(rosterOf(known))
})
after(() => house.close())

function pin(officials: OfficialKeys): void {
  const file = join(house.home, 'officials.json')
  writeFileSync(file, JSON.stringify(officials))
  keepOfficials(house.peers, { file, digest: officialKeysSm3(officials), at: house.clock.now }, () => {})
}

type Card = {
  readonly orderId: string
  readonly applicationId: string
  readonly acceptanceNumber: string
  readonly permitNumber: string
  readonly stockNo: string
}
const order = async (orderId: string) => {
  const [row] = await house.asOwner<{ state: string; version: number; permit_no: string }>(
    'select state, version, permit_no from card.card_order where order_id = $1',
    [orderId],
  )
  return row ?? assert.fail('no such order')
}
let stock = 0
const nextStock = () => `FS${String((stock += 1)).padStart(6, '0')}`

async function dispatch(orderId: string): Promise<void> {
  const command = { intentId: uuidV7(), officeCode: '440605001', orderIds: [orderId] }
  assert.ok((await dispatchBatch(house.deps, await house.actAs('440602'), command)).ok)
}

/** A card on its way, by three known keys. */
async function card(): Promise<Card> {
  const asked = permitOrder()
  const { applicationId, acceptanceNumber } = asked.body
  await send({ ...asked, body: { ...asked.body, evidence: signedByUkeys(asked.body.evidence, known) } })
  const act = await house.actAs('440601')
  const { id: orderId } = asked
  const checked = { intentId: uuidV7(), orderId, expectedVersion: 1, result: 'accepted' as const, reasons: [] }
  assert.ok((await checkQuality(house.deps, act, checked)).ok)
  const stockNo = nextStock()
  assert.ok((await produceCard(house.deps, act, { intentId: uuidV7(), orderId, expectedVersion: 2, stockNo })).ok)
  await dispatch(orderId)
  return { orderId, applicationId, acceptanceNumber, permitNumber: (await order(orderId)).permit_no, stockNo }
}

/** Made again from another blank card, and on its way. */
async function remade(one: Card): Promise<Card> {
  const stockNo = nextStock()
  const { version: expectedVersion } = await order(one.orderId)
  const command = { intentId: uuidV7(), orderId: one.orderId, expectedVersion, stockNo }
  assert.ok((await remakeCard(house.deps, await house.actAs('440601'), command)).ok)
  await dispatch(one.orderId)
  return { ...one, stockNo }
}

async function send(...records: readonly ExchangeRecord[]) {
  await house.registry.send(records)
  await house.round()
  const { answers } = await house.registry.read()
  const last = answers.toSorted((a, b) => (a.seq ?? 0) - (b.seq ?? 0)).at(-1)
  return last?.records.map(({ result, code }) => (code === null ? result : `${result} ${code}`))
}
const stockOf = async ({ stockNo }: Card) =>
  (await house.asOwner<{ state: string }>('select state from card.card_stock where stock_no = $1', [stockNo]))[0]?.state
const waiting = async () =>
  (await house.deps.pool.look((await house.actAs('440601')).scope, (db) => listWaitingOrders(db, 'foshan'))).map(
    ({ asks, code, officials, acceptance_no: acceptanceNo }) => ({ asks, code, officials, acceptanceNo }),
  )

const lost = (caseId: string, keys = known, change: Partial<SigningStatement> = {}) =>
  signedByUkeys(demoEvidence(caseId, ['receive'], change), keys)
const found = (stockNo: string, keys = known, change: Partial<SigningStatement> = {}) =>
  signedByUkeys(demoEvidence(uuidV7(), ['accept'], { event: 'card-found', stockNo, ...change }), keys)
/** Signed by another official's key than the statement names. */
const byAnother = { ...known, receive: known['accept'] ?? assert.fail(), accept: known['verify'] ?? assert.fail() }
/** The same signature in an evidence that reads otherwise. */
const rewritten = (evidence: readonly string[]) =>
  evidence.map((text) => canonicalJson({ ...JSON.parse(text), attestationSm3: 'ab'.repeat(32) }))

const reprint = (one: Card, evidence: readonly string[]): RecordOf<'reprint-order/2'> => ({
  kind: 'reprint-order/2',
  id: uuidV7(),
  body: {
    applicationId: one.applicationId,
    acceptanceNumber: one.acceptanceNumber,
    permitNumber: one.permitNumber,
    voidStockNumber: one.stockNo,
    reason: 'lost-in-transit',
    reportedOn: '2016-07-06',
    evidence,
  },
})
const standing = (one: Card, reason: 'lost' | 'found', evidence: readonly string[]): RecordOf<'card-standing/2'> => ({
  kind: 'card-standing/2',
  id: uuidV7(),
  body: {
    permitNumber: one.permitNumber,
    stockNumber: one.stockNo,
    standing: reason === 'found' ? 'good' : 'void',
    reason,
    since: '2016-07-06',
    evidence,
  },
})
/** As they were sent before what was signed came along. */
function unsigned(record: RecordOf<'reprint-order/2'> | RecordOf<'card-standing/2'>): ExchangeRecord {
  const { evidence: _, ...body } = record.body
  return 'reportedOn' in body
    ? { kind: 'reprint-order/1', id: uuidV7(), body }
    : { kind: 'card-standing/1', id: uuidV7(), body }
}

describe("T9 运送丢失 a card is made again only on an official's own signature", () => {
  it('what nobody signed, or signed about something else, makes no second card; what was signed makes one', async () => {
    const one = await card()
    const { applicationId: caseId } = one
    const wrong: readonly (readonly [ExchangeRecord, string])[] = [
      [unsigned(reprint(one, [])), 'order.unsigned'],
      [reprint(one, []), 'order.unsigned'],
      [reprint(one, lost(uuidV7())), 'order.signature'],
      [reprint(one, lost(caseId, known, { event: 'receive' })), 'order.signature'],
      [reprint(one, lost(caseId, known, { city: 'linhe' })), 'order.signature'],
      [reprint(one, lost(caseId, byAnother)), 'order.signature'],
      [reprint(one, signedByUkeys(demoEvidence(caseId, ['accept']), known)), 'order.signature'],
      [reprint(one, demoEvidence(caseId, ['receive'])), 'order.demo-signature'],
      [reprint({ ...one, applicationId: uuidV7() }, lost(caseId)), 'order.unknown'],
    ]
    assert.deepEqual(
      await send(...wrong.map(([record]) => record)),
      wrong.map(([, code]) => `refused ${code}`),
    )
    assert.deepEqual([(await order(one.orderId)).state, await stockOf(one)], ['dispatched', 'used'])
    assert.deepEqual(await send(reprint(one, lost(caseId))), ['applied'])
    assert.deepEqual([(await order(one.orderId)).state, await stockOf(one)], ['reprint-due', 'void'])
  })

  it('one signature makes one card: lost again, it takes another; written otherwise it is still the same', async () => {
    const one = await card()
    const evidence = lost(one.applicationId)
    assert.deepEqual(await send(reprint(one, evidence), reprint(one, lost(one.applicationId))), [
      'applied',
      'refused order.reprint-due',
    ])
    const two = await remade(one)
    assert.notDeepEqual(rewritten(evidence), evidence)
    assert.deepEqual(await send(reprint(two, evidence), reprint(two, rewritten(evidence))), [
      'refused order.signature-used',
      'refused order.signature-used',
    ])
    assert.deepEqual([(await order(two.orderId)).state, await stockOf(two)], ['dispatched', 'used'])
    assert.deepEqual(await send(reprint(two, lost(two.applicationId))), ['applied'])
    assert.equal((await order(two.orderId)).state, 'reprint-due')
  })

  it('by a key from after the roster it waits, the lost card void at once, and begins by itself; called off, it goes', async () => {
    const [one, other] = [await card(), await card()]
    assert.deepEqual(
      await send(reprint(one, lost(one.applicationId, later)), reprint(other, lost(other.applicationId, later))),
      ['applied order.official-unknown', 'applied order.official-unknown'],
    )
    assert.deepEqual(
      [(await order(one.orderId)).state, await stockOf(one), await stockOf(other)],
      ['dispatched', 'void', 'void'],
    )
    const { acceptanceNumber: acceptanceNo } = one
    const shown = { asks: 'second-card', code: 'order.official-unknown', officials: ['official-receive'], acceptanceNo }
    assert.deepEqual((await waiting())[0], shown)
    const { applicationId, acceptanceNumber } = other
    const body = { applicationId, acceptanceNumber, withdrawnOn: '2016-07-06' }
    assert.deepEqual(await send({ kind: 'order-withdrawn/1', id: uuidV7(), body }), ['applied'])
    pin(rosterOf(known, later))
    await house.round()
    assert.deepEqual(
      [await waiting(), (await order(one.orderId)).state, (await order(other.orderId)).state],
      [[], 'reprint-due', 'dispatched'],
    )
    pin(rosterOf(known))
  })
})

describe("T9 捡回 a lost card is good again only on an official's own signature", () => {
  it('it is void at once, whoever says so; good again only for whom an official signed for this very card', async () => {
    const [one, other] = [await card(), await card()]
    assert.deepEqual(await send(unsigned(standing(one, 'lost', [])), standing(other, 'lost', [])), [
      'applied',
      'applied',
    ])
    assert.deepEqual([await stockOf(one), await stockOf(other)], ['void', 'void'])
    const { stockNo } = one
    const nameless = signedByUkeys(demoEvidence(one.applicationId, ['accept'], { event: 'card-found' }), known)
    const wrong: readonly (readonly [ExchangeRecord, string])[] = [
      [unsigned(standing(one, 'found', [])), 'order.unsigned'],
      [standing(one, 'found', []), 'order.unsigned'],
      [standing(one, 'found', found(other.stockNo)), 'order.signature'],
      [standing(one, 'found', nameless), 'order.signature'],
      [standing(one, 'found', found(stockNo, known, { event: 'report-loss' })), 'order.signature'],
      [standing(one, 'found', found(stockNo, known, { city: 'linhe' })), 'order.signature'],
      [standing(one, 'found', found(stockNo, byAnother)), 'order.signature'],
      [standing(one, 'found', demoFinding(stockNo)), 'order.demo-signature'],
      [standing({ ...one, permitNumber: other.permitNumber }, 'found', found(stockNo)), 'order.card-differs'],
    ]
    assert.deepEqual(
      await send(...wrong.map(([record]) => record)),
      wrong.map(([, code]) => `refused ${code}`),
    )
    assert.equal(await stockOf(one), 'void')
    const evidence = found(stockNo)
    assert.deepEqual(await send(standing(one, 'found', evidence)), ['applied'])
    assert.deepEqual([await stockOf(one), await stockOf(other)], ['used', 'void'])
    // Lost once more: what was signed the first time brings nothing back.
    assert.deepEqual(
      await send(
        standing(one, 'lost', []),
        standing(one, 'found', evidence),
        standing(one, 'found', rewritten(evidence)),
      ),
      ['applied', 'refused order.signature-used', 'refused order.signature-used'],
    )
    assert.equal(await stockOf(one), 'void')
  })

  it('by a key from after the roster it waits; lost again meanwhile, it waits no more', async () => {
    const [one, other] = [await card(), await card()]
    const finding = (of: Card) => standing(of, 'found', found(of.stockNo, later))
    const waits = 'applied order.official-unknown'
    assert.deepEqual(await send(standing(one, 'lost', []), finding(one), standing(other, 'lost', []), finding(other)), [
      'applied',
      waits,
      'applied',
      waits,
    ])
    assert.deepEqual(
      (await waiting()).map(({ asks, officials }) => [asks, officials]),
      [
        ['good-again', ['official-accept']],
        ['good-again', ['official-accept']],
      ],
    )
    assert.deepEqual([await stockOf(one), await stockOf(other)], ['void', 'void'])
    assert.deepEqual(await send(standing(other, 'lost', [])), ['applied'])
    pin(rosterOf(known, later))
    await house.round()
    assert.deepEqual([await waiting(), await stockOf(one), await stockOf(other)], [[], 'used', 'void'])
    pin(rosterOf(known))
  })

  it("one that was lost on its way was nobody's to find", async () => {
    const one = await card()
    assert.deepEqual(await send(reprint(one, lost(one.applicationId)), standing(one, 'found', found(one.stockNo))), [
      'applied',
      'refused order.reprint-due',
    ])
    assert.equal(await stockOf(one), 'void')
  })
})
