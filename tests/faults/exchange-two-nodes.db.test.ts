import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { openKeyFolder } from '@anju/crypto/key-folder.ts'
import { peerOf } from '@anju/exchange/peer.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { recordLegalDay } from '@anju/server/store/session.ts'
import { correctApplication } from '@anju/server/usecases/correct-application.ts'
import { getApplication } from '@anju/server/usecases/get-application.ts'
import { keepBlob } from '@anju/server/usecases/keep-blob.ts'
import { reportLoss } from '@anju/server/usecases/report-loss.ts'
import { withdrawApplication } from '@anju/server/usecases/withdraw-application.ts'
import { exchangeRound, type Beats } from '@anju/server/workers/exchange.ts'
import { openExchangeNode, type ExchangeNode } from '@anju/server/workers/exchange-node.ts'
import { checkQuality } from '@anju/card-service/usecase/check-quality.ts'
import { dispatchBatch } from '@anju/card-service/usecase/dispatch-batch.ts'
import { produceCard } from '@anju/card-service/usecase/produce-card.ts'
import { remakeCard } from '@anju/card-service/usecase/remake-card.ts'
import { reportCivilEvent } from '@anju/card-service/usecase/report-civil-event.ts'
import { driveApplications, held, step, type HeldCase } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { openCardSide, type CardSide } from '../../card-service/test/card-side.ts'
import { TINY_PNG } from '../../card-service/test/registry-side.ts'

let registry: TestRegistry
let card: CardSide
let node: ExchangeNode
let drive: ReturnType<typeof driveApplications>
const beats: Beats = new Map()
let nowMs = Date.parse('2016-07-08T02:00:00.000Z')

before(async () => {
  registry = await openTestRegistry()
  drive = driveApplications(registry)
  const home = mkdtempSync(join(tmpdir(), 'anju-two-'))
  const exchange = join(home, 'exchange')
  const ours = peerOf(openKeyFolder(registry.database.keys, { role: 'registry', create: false }))
  card = await openCardSide({ home, exchangeFolder: exchange, registry: ours })
  const peers = join(home, 'registry-peers')
  mkdirSync(peers, { mode: 0o700 })
  writeFileSync(join(peers, 'card-service.json'), JSON.stringify(card.peer), { mode: 0o600 })
  node = await openExchangeNode(registry.deps, { exchange, peers, now: () => new Date(nowMs).toISOString() })
  await day('2016-07-08')
})
after(async () => {
  await card.close()
  await registry.close()
})

/** Both legal clocks, and the system clock of both. */
async function day(on: string) {
  nowMs = Date.parse(`${on}T02:00:00.000Z`)
  card.clock.now = new Date(nowMs).toISOString()
  await recordLegalDay(registry.deps.shared, parsePlainDate(on))
  await card.setDay(on)
}

/** Files go to and fro until neither has anything to say. */
async function ferry() {
  for (let round = 0; round < 4; round += 1) {
    await exchangeRound(node, beats, 'test')
    await card.round()
  }
  await exchangeRound(node, beats, 'test')
}

const clerk = (on: string) => registry.act(OFFICIALS.clerk, on)
const stateOf = async ({ applicationId }: Pick<HeldCase, 'applicationId'>) =>
  (await getApplication(registry.deps, clerk('2016-07-30'), applicationId)).state
const orderOf = async ({ applicationId }: Pick<HeldCase, 'applicationId'>) => {
  const rows = await card.asOwner<{
    order_id: string
    version: number
    state: string
    stock_no: string | null
    office_code: string
    permit_no: string | null
  }>(
    `select order_id, version, state, stock_no, permit_no, office_code from card.card_order where application_id = $1 order by order_id desc`,
    [applicationId],
  )
  assert.ok(rows[0], 'the police have no such order')
  return rows[0]
}

/** A case approved by three people, with a photo. */
async function approved(): Promise<HeldCase> {
  await day('2016-07-05')
  const blobId = randomUUID()
  await keepBlob(registry.deps, clerk('2016-07-05'), { blobId, mime: 'image/png', image: TINY_PNG })
  const submitted = await drive.submit(await drive.register(), '2016-07-05', {
    photo: { source: 'live', blobId, cardValidFrom: null },
  })
  const theCase = await drive.approve(await drive.verify(await drive.accept(submitted)))
  await day('2016-07-08')
  return theCase
}
async function check(theCase: HeldCase, result: 'accepted' | 'rejected') {
  const { order_id: orderId, version } = await orderOf(theCase)
  const reasons = result === 'rejected' ? [{ code: 'photo' as const, text: '照片背景不合格' }] : []
  const done = await checkQuality(card.deps, await card.actAs('440601'), {
    intentId: randomUUID(),
    orderId,
    expectedVersion: version,
    result,
    reasons,
  })
  assert.ok(done.ok, JSON.stringify(done))
}
let stock = 0
const nextStock = () => `FS${String((stock += 1)).padStart(6, '0')}`
async function make(theCase: HeldCase, how: typeof produceCard) {
  const { order_id: orderId, version } = await orderOf(theCase)
  const done = await how(card.deps, await card.actAs('440601'), {
    intentId: randomUUID(),
    orderId,
    expectedVersion: version,
    stockNo: nextStock(),
  })
  assert.ok(done.ok, JSON.stringify(done))
}
async function dispatch(theCase: HeldCase) {
  const { order_id: orderId, office_code: officeCode } = await orderOf(theCase)
  const done = await dispatchBatch(card.deps, await card.actAs('440602'), {
    intentId: randomUUID(),
    officeCode,
    orderIds: [orderId],
  })
  assert.ok(done.ok, JSON.stringify(done))
}

describe('registry and card service with only a folder between them', () => {
  it('approved, across, rejected for its photo, mended, made, spoilt, made again, sent, lost, made once more', async () => {
    const theCase = await approved()
    await ferry()
    assert.equal(await stateOf(theCase), 'at-police')
    assert.equal((await orderOf(theCase)).state, 'received')

    await check(theCase, 'rejected')
    await ferry()
    assert.equal(await stateOf(theCase), 'quality-rejected')

    const blobId = randomUUID()
    await keepBlob(registry.deps, clerk('2016-07-12'), { blobId, mime: 'image/png', image: TINY_PNG })
    const mended = await correctApplication(registry.deps, clerk('2016-07-12'), {
      intentId: randomUUID(),
      applicationId: theCase.applicationId,
      photoBlobId: blobId,
      note: '重拍',
    })
    assert.equal(held(mended).state, 'approved')
    await day('2016-07-12')
    await ferry()
    assert.equal(await stateOf(theCase), 'at-police')
    await check(theCase, 'accepted')
    await day('2016-07-15')
    await make(theCase, produceCard)
    await ferry()
    assert.equal(await stateOf(theCase), 'produced')
    const shown = await getApplication(registry.deps, clerk('2016-07-15'), theCase.applicationId)
    assert.equal(JSON.stringify(shown).includes('2016-07-15'), true)

    await make(theCase, remakeCard)
    await dispatch(theCase)
    await ferry()
    assert.equal(await stateOf(theCase), 'in-transit')

    const current = await getApplication(registry.deps, clerk('2016-07-19'), theCase.applicationId)
    held(
      await reportLoss(registry.deps, clerk('2016-07-19'), {
        ...step({ ...theCase, version: current.version }),
        note: '未随批到站',
      }),
    )
    await day('2016-07-19')
    await ferry()
    assert.equal((await orderOf(theCase)).state, 'reprint-due')
    await make(theCase, remakeCard)
    await dispatch(theCase)
    await ferry()
    assert.equal(await stateOf(theCase), 'in-transit')

    const { permit_no: permitNo, stock_no: stockNo } = await orderOf(theCase)
    const cards = await registry.deps.cities
      .get('foshan')
      ?.pool.look({ prefixes: ['4406'] }, (db) =>
        db.read<{ stock_no: string; state: string; permit_no: string; issued_on: string }>(
          'select c.stock_no, c.state, t.permit_no, t.issued_on from card c join permit t using (permit_id) where t.application_id = $1 order by c.stock_no',
          [theCase.applicationId],
        ),
      )
    assert.deepEqual(cards, [
      { stock_no: 'FS000001', state: 'void', permit_no: permitNo, issued_on: '2016-07-15' },
      { stock_no: 'FS000002', state: 'void', permit_no: permitNo, issued_on: '2016-07-15' },
      { stock_no: stockNo, state: 'good', permit_no: permitNo, issued_on: '2016-07-15' },
    ])
  })

  it('a case withdrawn before the card is made is called off at the police too', async () => {
    const theCase = await approved()
    await ferry()
    const current = await getApplication(registry.deps, clerk('2016-07-09'), theCase.applicationId)
    held(
      await withdrawApplication(registry.deps, clerk('2016-07-09'), {
        ...step({ ...theCase, version: current.version }),
        reason: '改变主意',
      }),
    )
    await day('2016-07-09')
    await ferry()
    assert.equal((await orderOf(theCase)).state, 'withdrawn')
  })

  it('an order that nobody wants any more never leaves', async () => {
    const theCase = await approved()
    held(await withdrawApplication(registry.deps, clerk('2016-07-08'), { ...step(theCase), reason: '改变主意' }))
    await ferry()
    const rows = await card.asOwner('select 1 from card.card_order where application_id = $1', [theCase.applicationId])
    assert.equal(rows.length, 0)
  })

  it('receipts that are lost are sent again, and a result that overtakes its receipt is not refused', async () => {
    const theCase = await approved()
    await exchangeRound(node, beats, 'test')
    await card.round()
    // The carrier loses everything that the police said so far, their receipt among it.
    for (const name of readdirSync(node.arriving)) writeFileSync(join(node.arriving, name), '')
    await check(theCase, 'accepted')
    await make(theCase, produceCard)
    await ferry()
    assert.equal(await stateOf(theCase), 'produced')
    nowMs += 3 * 60_000
    card.clock.now = new Date(nowMs).toISOString()
    await ferry()
    const open = await registry.deps.cities
      .get('foshan')
      ?.pool.ask(`select seq from exchange_package where direction = 'out' and state <> 'acked'`)
    assert.deepEqual(open, [])
  })

  it('results out of their order wait for the earlier one; a tampered one is set aside, told, and changes nothing', async () => {
    const theCase = await approved()
    await ferry()
    const results = () => readdirSync(node.arriving).filter((name) => name.startsWith('foshan.results'))
    await check(theCase, 'accepted')
    await make(theCase, produceCard)
    await card.round()
    const [early = ''] = results()
    const away = join(node.arriving, '..', early)
    renameSync(join(node.arriving, early), away)
    await dispatch(theCase)
    await card.round()
    const [late = ''] = results()
    const tampered = readFileSync(join(node.arriving, late))
    tampered.writeUInt8(tampered.readUInt8(tampered.length - 3) ^ 1, tampered.length - 3)
    writeFileSync(join(node.arriving, 'tampered.rpx1'), tampered)
    await exchangeRound(node, beats, 'test')
    assert.equal(await stateOf(theCase), 'at-police')
    assert.ok(readdirSync(node.quarantine).includes('tampered.rpx1'))
    const pool = registry.deps.cities.get('foshan')?.pool
    assert.equal((await pool?.ask('select 1 from exchange_held'))?.length, 1)
    assert.deepEqual(
      await pool?.ask(`select reason, file_name from exchange_quarantine where file_name = 'tampered.rpx1'`),
      [{ reason: 'signature', file_name: 'tampered.rpx1' }],
    )
    renameSync(away, join(node.arriving, early))
    await ferry()
    assert.equal(await stateOf(theCase), 'in-transit')
    assert.equal((await pool?.ask('select 1 from exchange_held'))?.length, 0)
  })

  it('a death that the police tell of is kept for the station, once', async () => {
    const who = await drive.register('2016-01-05')
    const event = {
      intentId: randomUUID(),
      event: 'death' as const,
      idNumber: who.person.idNumber,
      happenedOn: '2016-07-20',
      hukouDivision: null,
    }
    assert.ok((await reportCivilEvent(card.deps, await card.actAs('440601'), event)).ok)
    assert.ok((await reportCivilEvent(card.deps, await card.actAs('440601'), event)).ok)
    await ferry()
    const rows = await registry.deps.cities
      .get('foshan')
      ?.pool.look({ prefixes: ['4406'] }, (db) => db.read('select event, happened_on from civil_event'))
    assert.deepEqual(rows, [{ event: 'death', happened_on: '2016-07-20' }])
  })

  it('each package has its receipt, and no number is missing on either side', async () => {
    nowMs += 60 * 60_000
    card.clock.now = new Date(nowMs).toISOString()
    await ferry()
    const pool = registry.deps.cities.get('foshan')?.pool
    const sent = await pool?.ask<{ seq: number; state: string }>(
      `select seq, state from exchange_package where direction = 'out' order by seq`,
    )
    const taken = await card.asOwner<{ seq: number; file_sm3: string }>(
      `select seq, file_sm3 from card.inbound_package where stream = 'foshan.orders' order by seq`,
    )
    assert.deepEqual(
      sent?.map(({ seq }) => seq),
      taken.map(({ seq }) => Number(seq)),
    )
    assert.ok(sent?.every(({ state }) => state === 'acked'))
    const results = await card.asOwner<{ seq: number; state: string }>(
      `select seq, state from card.outgoing_package where stream = 'foshan.results' order by seq`,
    )
    const applied = await pool?.ask<{ seq: number }>(
      `select seq from exchange_package where direction = 'in' order by seq`,
    )
    assert.deepEqual(
      results.map(({ seq }) => Number(seq)),
      applied?.map(({ seq }) => seq),
    )
    assert.ok(results.every(({ state }) => state === 'acked'))
    const refused = await card.asOwner(`select kind, code from card.outgoing_record where result = 'refused'`)
    assert.deepEqual(refused, [])
  })
})
