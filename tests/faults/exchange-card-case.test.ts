import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { copyFileSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { produceCard } from '@anju/card-service/usecase/produce-card.ts'
import { remakeCard } from '@anju/card-service/usecase/remake-card.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { findPerson, openIdNumber } from '@anju/server/store/person.ts'
import { handOver } from '@anju/server/usecases/hand-over.ts'
import { keepBlob } from '@anju/server/usecases/keep-blob.ts'
import { notifyReady } from '@anju/server/usecases/notify-ready.ts'
import { type CardCaseOutcome, openCardCase } from '@anju/server/usecases/open-card-case.ts'
import { receiveCard } from '@anju/server/usecases/receive-card.ts'
import { correctCardCase, receiveCardOfCase, reportLossOfCase } from '@anju/server/usecases/receive-card-of-case.ts'
import { recordCardFound, reportCardLost } from '@anju/server/usecases/report-card-lost.ts'
import { approveCardCase, handOverCardOfCase } from '@anju/server/usecases/step-card-case.ts'
import { endPermit } from '@anju/server/usecases/end-permit.ts'
import { chargeFee } from '@anju/server/usecases/take-fee.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { cardCaseOf, grantedCard } from '@anju/tests/card-driver.ts'
import { held, refusalCodes } from '@anju/tests/permit-driver.ts'
import { type Ferry, openFerry } from '@anju/tests/ferry.ts'
import { openTwoNodes, type TwoNodes } from '@anju/tests/two-nodes.ts'
import { TINY_PNG } from '../../card-service/test/registry-side.ts'

let nodes: TwoNodes
let ferry: Ferry

before(async () => {
  nodes = await openTwoNodes()
  ferry = await openFerry(nodes, '2016-07-08')
})
after(() => nodes.close())

const at = (on: string, member = OFFICIALS.clerk) => nodes.registry.act(member, on)
const nextOf = async ({ subjectId }: Pick<CardCaseOutcome, 'subjectId'>) => {
  const rows = await nodes.registry.asOwner('select state, version from foshan.card_case where card_case_id = $1', [
    subjectId,
  ])
  return { cardCaseId: subjectId, intentId: randomUUID(), expectedVersion: Number(rows[0]?.['version']) }
}
const stateOf = async ({ subjectId }: Pick<CardCaseOutcome, 'subjectId'>) =>
  (await nodes.registry.asOwner('select state from foshan.card_case where card_case_id = $1', [subjectId]))[0]?.[
    'state'
  ]
const cardsOf = (permitId: string) =>
  nodes.registry.asOwner(
    'select stock_no, state, made_for, void_reason from foshan.card where permit_id = $1 order by stock_no',
    [permitId],
  )
const stockAtPolice = (stockNo: string) =>
  nodes.card.asOwner('select state, void_reason from card.card_stock where stock_no = $1', [stockNo])
const orderOf = (theCase: CardCaseOutcome) => nodes.orderOf({ applicationId: theCase.subjectId })
const asCase = (theCase: CardCaseOutcome) => ({ applicationId: theCase.subjectId })

/** A permit of Foshan in its holder's hand, its card made by the police on 2016-07-15. */
async function issued() {
  await ferry.day('2016-07-08')
  const theCase = await nodes.approved()
  await ferry.cross()
  await nodes.check(theCase, 'accepted')
  await ferry.day('2016-07-15')
  await nodes.make(theCase, produceCard)
  await nodes.dispatch(theCase)
  await ferry.cross()
  const { stock_no: stockNo, permit_no: permitNo } = await nodes.orderOf(theCase)
  const { applicationId } = theCase
  const intent = () => ({ intentId: randomUUID(), applicationId })
  held(await receiveCard(nodes.registry.deps, at('2016-07-18'), { ...intent(), stockNo: stockNo ?? '' }))
  held(await notifyReady(nodes.registry.deps, at('2016-07-18'), intent()))
  const [row] = await nodes.registry.asOwner(
    'select permit_id, person_id from foshan.permit where application_id = $1',
    [applicationId],
  )
  const permitId = String(row?.['permit_id'])
  const idNumber = await idNumberOf(String(row?.['person_id']))
  const command = { recipient: 'applicant' as const, recipientIdNumber: idNumber, recipientPortrait: null }
  held(await handOver(nodes.registry.deps, at('2016-07-20'), { ...intent(), ...command }))
  return { permitId, permitNo: permitNo ?? '', stockNo: stockNo ?? '', idNumber }
}

async function idNumberOf(personId: string): Promise<string> {
  const act = at('2016-07-18')
  const person = await act.city.pool.look(act.scope, (db) => findPerson(db, personId))
  assert.ok(person)
  return openIdNumber(nodes.registry.deps.crypto, person)
}

async function passed(permitId: string, on: string, change: Parameters<typeof cardCaseOf>[1] = {}) {
  const { deps } = nodes.registry
  const asked = grantedCard(await openCardCase(deps, at(on), cardCaseOf(permitId, change)))
  grantedCard(await approveCardCase(deps, at(on, OFFICIALS.stationHead), await nextOf(asked)))
  return asked
}

/** Everything that lies in the drop folder of the registry, laid there once more under other names. */
function repeatArriving() {
  for (const name of readdirSync(ferry.node.arriving))
    copyFileSync(join(ferry.node.arriving, name), join(ferry.node.arriving, `again-${name}`))
}

/** What a twice told or overtaken message could do: another good card, or one stock number twice. */
async function assertOneCard(permitId: string, serving: string) {
  const cards = await cardsOf(permitId)
  assert.deepEqual(
    cards.filter(({ state }) => state === 'good').map(({ stock_no: no }) => no),
    [serving],
  )
  assert.equal(new Set(cards.map(({ stock_no: no }) => no)).size, cards.length)
}

describe('另制证件 between the registry and the police', () => {
  it('挂失 at once; sent back, mended, made, lost on the way, made again, counted in, handed over: one good card', async () => {
    const { deps } = nodes.registry
    const { permitId, permitNo, stockNo, idNumber } = await issued()
    await ferry.day('2017-01-10')
    const note = '乘公交车时遗失'
    grantedCard(await reportCardLost(deps, at('2017-01-10'), { intentId: randomUUID(), permitId, note }))
    await ferry.cross()
    assert.deepEqual(await stockAtPolice(stockNo), [{ state: 'void', void_reason: 'lost' }])

    const asked = await passed(permitId, '2017-01-10')
    await ferry.cross()
    assert.equal(await stateOf(asked), 'at-police')
    const order = await orderOf(asked)
    assert.deepEqual([order.state, order.permit_no], ['received', permitNo])

    await nodes.check(asCase(asked), 'rejected')
    await ferry.cross()
    assert.equal(await stateOf(asked), 'quality-rejected')
    await ferry.day('2017-01-11')
    const photoBlobId = randomUUID()
    await keepBlob(deps, at('2017-01-11'), { blobId: photoBlobId, mime: 'image/png', image: TINY_PNG })
    const mended = { ...(await nextOf(asked)), photoBlobId, note: '重拍' }
    assert.equal(grantedCard(await correctCardCase(deps, at('2017-01-11'), mended)).state, 'approved')
    await ferry.cross()
    await nodes.check(asCase(asked), 'accepted')
    await ferry.day('2017-01-12')
    await nodes.make(asCase(asked), produceCard)
    await nodes.card.round()
    repeatArriving()
    await ferry.cross()
    assert.equal(await stateOf(asked), 'produced')
    const { stock_no: made } = await orderOf(asked)
    await assertOneCard(permitId, made ?? '')

    await nodes.dispatch(asCase(asked))
    await ferry.cross()
    assert.equal(await stateOf(asked), 'in-transit')
    await ferry.day('2017-01-13')
    const wrong = await receiveCardOfCase(deps, at('2017-01-13'), { ...(await nextOf(asked)), stockNo })
    assert.deepEqual(refusalCodes(wrong), ['card.stock-number-mismatch'])
    grantedCard(await reportLossOfCase(deps, at('2017-01-13'), { ...(await nextOf(asked)), note: '未随批到站' }))
    await ferry.cross()
    assert.equal((await orderOf(asked)).state, 'reprint-due')
    await nodes.make(asCase(asked), remakeCard)
    await nodes.dispatch(asCase(asked))
    await nodes.card.round()
    repeatArriving()
    await ferry.cross()
    const { stock_no: last } = await orderOf(asked)
    const there = grantedCard(
      await receiveCardOfCase(deps, at('2017-01-16'), { ...(await nextOf(asked)), stockNo: last ?? '' }),
    )
    assert.equal(there.state, 'ready')
    const pickUp = { recipient: 'applicant' as const, recipientIdNumber: idNumber, oldCard: null, note: '' }
    const unpaid = await handOverCardOfCase(deps, at('2017-01-16'), { ...(await nextOf(asked)), ...pickUp })
    assert.deepEqual(refusalCodes(unpaid), ['fee.not-settled'])
    grantedCard(await chargeFee(deps, at('2017-01-16'), { intentId: randomUUID(), cardCaseId: asked.subjectId }))
    const done = await handOverCardOfCase(deps, at('2017-01-16'), { ...(await nextOf(asked)), ...pickUp })
    assert.equal(grantedCard(done).state, 'handed-over')
    await assertOneCard(permitId, last ?? '')
    assert.deepEqual(
      (await cardsOf(permitId)).map((card) => [card['made_for'], card['void_reason']]),
      [
        ['first', 'lost'],
        ['reissue', 'lost-in-transit'],
        ['reissue', null],
      ],
    )
    const signed = await nodes.registry.asOwner(
      'select step from foshan.signature where case_id = $1 order by case_version',
      [asked.subjectId],
    )
    assert.deepEqual(
      signed.map(({ step }) => step),
      ['accept', 'review', 'correct', 'receive', 'receive', 'hand-over'],
    )
    const [permit] = await nodes.registry.asOwner(
      'select issued_on::text, permit_no from foshan.permit where permit_id = $1',
      [permitId],
    )
    assert.deepEqual(permit, { issued_on: '2016-07-15', permit_no: permitNo })
  })

  it('results that overtake each other wait; the same package twice, and its order twice, leave one card', async () => {
    const { permitId, stockNo } = await issued()
    await ferry.day('2017-02-06')
    const asked = await passed(permitId, '2017-02-06', { reason: { kind: 'damaged' } })
    await ferry.round()
    // The carrier brings every order twice, and loses the receipts.
    for (const name of readdirSync(ferry.node.leaving))
      copyFileSync(join(ferry.node.leaving, name), join(ferry.node.leaving, `x${name}`))
    await nodes.card.round()
    await nodes.check(asCase(asked), 'accepted')
    await nodes.card.round()
    const results = () => readdirSync(ferry.node.arriving).filter((name) => name.startsWith('foshan.results'))
    const [early = ''] = results()
    const away = join(ferry.node.arriving, '..', early)
    renameSync(join(ferry.node.arriving, early), away)
    await nodes.make(asCase(asked), produceCard)
    await nodes.card.round()
    repeatArriving()
    await ferry.round()
    assert.equal((await cardsOf(permitId)).length, 1)
    renameSync(away, join(ferry.node.arriving, early))
    await ferry.cross()
    assert.equal(await stateOf(asked), 'produced')
    const made = await nodes.card.asOwner('select 1 from card.card_order where application_id = $1', [asked.subjectId])
    assert.equal(made.length, 1)
    await assertOneCard(permitId, (await orderOf(asked)).stock_no ?? '')
    assert.deepEqual(await stockAtPolice(stockNo), [{ state: 'void', void_reason: 'withdrawn' }])

    // Negative control: the oracle sees a second good card.
    await nodes.registry.asOwner('drop index if exists foshan.card_one_good')
    await nodes.registry.asOwner(
      `update foshan.card set state = 'good', void_reason = null, voided_on = null where permit_id = $1`,
      [permitId],
    )
    await assert.rejects(assertOneCard(permitId, (await orderOf(asked)).stock_no ?? ''))
  })

  it('found again: the police are told; a permit that ends calls the order off', async () => {
    const { deps } = nodes.registry
    const { permitId, stockNo } = await issued()
    await ferry.day('2017-03-01')
    const report = () => ({ intentId: randomUUID(), permitId, note: '市场内' })
    grantedCard(await reportCardLost(deps, at('2017-03-01'), report()))
    grantedCard(await recordCardFound(deps, at('2017-03-01'), { ...report(), stockNo }))
    await ferry.cross()
    assert.deepEqual(await stockAtPolice(stockNo), [{ state: 'used', void_reason: null }])
    const asked = await passed(permitId, '2017-03-01', { reason: { kind: 'office-error' } })
    await ferry.cross()
    assert.equal(await stateOf(asked), 'at-police')
    await ferry.day('2017-03-02')
    const ended = await endPermit(deps, at('2017-03-02'), {
      intentId: randomUUID(),
      permitId,
      event: 'local-hukou',
      happenedOn: parsePlainDate('2017-03-02'),
      note: '户口已迁入',
      document: '户口迁入通知',
      cardTaken: true,
    })
    grantedCard(ended)
    await ferry.cross()
    assert.equal(await stateOf(asked), 'stopped')
    assert.equal((await orderOf(asked)).state, 'withdrawn')
  })
})
