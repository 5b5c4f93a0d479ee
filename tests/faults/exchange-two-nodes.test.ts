import { NO_SCOPE, scopeOf } from '@anju/platform/database/scope.ts'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sm3Hex } from '@anju/crypto/sm3.ts'
import { clearArchive } from '@anju/exchange/archive-retention.ts'
import { clearExchangeArchive as clearPoliceArchive } from '@anju/card-service/exchange/clear-archive.ts'
import { recordNack, sendAgain } from '@anju/server/store/exchange.ts'
import { NACK_AGAIN_MS, NACKS_MAX } from '@anju/server/workers/exchange-answer.ts'
import { clearExchangeArchive } from '@anju/server/workers/exchange-archive.ts'
import { exchangeAlarms } from '@anju/server/workers/watch-exchange.ts'
import { correctApplication } from '@anju/server/usecases/correct-application.ts'
import { getApplication } from '@anju/server/usecases/get-application.ts'
import { keepBlob } from '@anju/server/usecases/keep-blob.ts'
import { reportLoss } from '@anju/server/usecases/report-loss.ts'
import { withdrawApplication } from '@anju/server/usecases/withdraw-application.ts'
import { produceCard } from '@anju/card-service/usecase/produce-card.ts'
import { remakeCard } from '@anju/card-service/usecase/remake-card.ts'
import { reportCivilEvent } from '@anju/card-service/usecase/report-civil-event.ts'
import { held, step } from '@anju/tests/permit-driver.ts'
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

async function approved() {
  await ferry.day('2016-07-08')
  return nodes.approved()
}

describe('registry and card service with only a folder between them', () => {
  it('approved, across, rejected for its photo, mended, made, spoilt, made again, sent, lost, made once more', async () => {
    const theCase = await approved()
    await ferry.cross()
    assert.equal(await nodes.stateOf(theCase), 'at-police')
    assert.equal((await nodes.orderOf(theCase)).state, 'received')

    await nodes.check(theCase, 'rejected')
    await ferry.cross()
    assert.equal(await nodes.stateOf(theCase), 'quality-rejected')

    const blobId = randomUUID()
    await keepBlob(nodes.registry.deps, nodes.clerk('2016-07-12'), { blobId, mime: 'image/png', image: TINY_PNG })
    const mended = await correctApplication(nodes.registry.deps, nodes.clerk('2016-07-12'), {
      intentId: randomUUID(),
      applicationId: theCase.applicationId,
      photoBlobId: blobId,
      note: '重拍',
    })
    assert.equal(held(mended).state, 'approved')
    await ferry.day('2016-07-12')
    await ferry.cross()
    assert.equal(await nodes.stateOf(theCase), 'at-police')
    await nodes.check(theCase, 'accepted')
    await ferry.day('2016-07-15')
    await nodes.make(theCase, produceCard)
    await ferry.cross()
    assert.equal(await nodes.stateOf(theCase), 'produced')
    const shown = await getApplication(nodes.registry.deps, nodes.clerk('2016-07-15'), theCase.applicationId)
    assert.equal(JSON.stringify(shown).includes('2016-07-15'), true)

    await nodes.make(theCase, remakeCard)
    await nodes.dispatch(theCase)
    await ferry.cross()
    assert.equal(await nodes.stateOf(theCase), 'in-transit')

    const current = await getApplication(nodes.registry.deps, nodes.clerk('2016-07-19'), theCase.applicationId)
    held(
      await reportLoss(nodes.registry.deps, nodes.clerk('2016-07-19'), {
        ...step({ ...theCase, version: current.version }),
        note: '未随批到站',
      }),
    )
    await ferry.day('2016-07-19')
    await ferry.cross()
    assert.equal((await nodes.orderOf(theCase)).state, 'reprint-due')
    await nodes.make(theCase, remakeCard)
    await nodes.dispatch(theCase)
    await ferry.cross()
    assert.equal(await nodes.stateOf(theCase), 'in-transit')

    const { permit_no: permitNo, stock_no: stockNo } = await nodes.orderOf(theCase)
    const cards = await nodes.registry.deps.cities
      .get('foshan')
      ?.pool.look(scopeOf({ city: 'foshan', prefixes: ['4406'] }), (db) =>
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
    await ferry.cross()
    const current = await getApplication(nodes.registry.deps, nodes.clerk('2016-07-09'), theCase.applicationId)
    held(
      await withdrawApplication(nodes.registry.deps, nodes.clerk('2016-07-09'), {
        ...step({ ...theCase, version: current.version }),
        reason: '改变主意',
      }),
    )
    await ferry.day('2016-07-09')
    await ferry.cross()
    assert.equal((await nodes.orderOf(theCase)).state, 'withdrawn')
  })

  it('an order that nobody wants any more never leaves', async () => {
    const theCase = await approved()
    held(
      await withdrawApplication(nodes.registry.deps, nodes.clerk('2016-07-08'), {
        ...step(theCase),
        reason: '改变主意',
      }),
    )
    await ferry.cross()
    const rows = await nodes.card.asOwner('select 1 from card.card_order where application_id = $1', [
      theCase.applicationId,
    ])
    assert.equal(rows.length, 0)
  })

  it('receipts that are lost are sent again, and a result that overtakes its receipt is not refused', async () => {
    const theCase = await approved()
    await ferry.round()
    await nodes.card.round()
    // The carrier loses everything that the police said so far, their receipt among it.
    for (const name of readdirSync(ferry.node.arriving)) writeFileSync(join(ferry.node.arriving, name), '')
    await nodes.check(theCase, 'accepted')
    await nodes.make(theCase, produceCard)
    await ferry.cross()
    assert.equal(await nodes.stateOf(theCase), 'produced')
    ferry.wait(3)
    await ferry.cross()
    const open = await nodes.registry.deps.cities
      .get('foshan')
      ?.pool.ask(`select seq from exchange_package where direction = 'out' and state <> 'acked'`)
    assert.deepEqual(open, [])
  })

  it('results out of their order wait for the earlier one; a tampered one is set aside, told, and changes nothing', async () => {
    const theCase = await approved()
    await ferry.cross()
    const results = () => readdirSync(ferry.node.arriving).filter((name) => name.startsWith('foshan.results'))
    await nodes.check(theCase, 'accepted')
    await nodes.make(theCase, produceCard)
    await nodes.card.round()
    const [early = ''] = results()
    const away = join(ferry.node.arriving, '..', early)
    renameSync(join(ferry.node.arriving, early), away)
    await nodes.dispatch(theCase)
    await nodes.card.round()
    const [late = ''] = results()
    const tampered = readFileSync(join(ferry.node.arriving, late))
    tampered.writeUInt8(tampered.readUInt8(tampered.length - 3) ^ 1, tampered.length - 3)
    writeFileSync(join(ferry.node.arriving, 'tampered.rpx1'), tampered)
    await ferry.round()
    assert.equal(await nodes.stateOf(theCase), 'at-police')
    assert.ok(readdirSync(ferry.node.quarantine).includes('tampered.rpx1'))
    const pool = nodes.registry.deps.cities.get('foshan')?.pool
    assert.equal((await pool?.ask('select 1 from exchange_held'))?.length, 1)
    assert.deepEqual(
      await pool?.ask(`select reason, file_name from exchange_quarantine where file_name = 'tampered.rpx1'`),
      [{ reason: 'signature', file_name: 'tampered.rpx1' }],
    )
    renameSync(away, join(ferry.node.arriving, early))
    await ferry.cross()
    assert.equal(await nodes.stateOf(theCase), 'in-transit')
    assert.equal((await pool?.ask('select 1 from exchange_held'))?.length, 0)
  })

  it('a package damaged on its way, to or fro, goes again ten seconds after it was refused, not a minute', async () => {
    const theCase = await approved()
    const damage = (folder: string, stream: string) => {
      const [name = assert.fail('nothing under way')] = readdirSync(folder).filter((one) => one.startsWith(stream))
      const bytes = readFileSync(join(folder, name))
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 3) ^ 1, bytes.length - 3)
      writeFileSync(join(folder, name), bytes)
    }
    await ferry.round()
    damage(ferry.node.leaving, 'foshan.orders-')
    await ferry.cross()
    assert.equal(await nodes.stateOf(theCase), 'exported')
    ferry.wait(0.1)
    await ferry.cross()
    assert.equal(await nodes.stateOf(theCase), 'exported')
    ferry.wait(0.1)
    await ferry.cross()
    assert.equal(await nodes.stateOf(theCase), 'at-police')
    await nodes.check(theCase, 'accepted')
    await nodes.make(theCase, produceCard)
    await nodes.card.round()
    damage(ferry.node.arriving, 'foshan.results-')
    await ferry.cross()
    assert.equal(await nodes.stateOf(theCase), 'at-police')
    ferry.wait(0.2)
    await ferry.cross()
    assert.equal(await nodes.stateOf(theCase), 'produced')
  })

  it('negative control: a sender that waits for its next turn has the case stand still', async () => {
    const theCase = await approved()
    await ferry.round()
    for (const name of readdirSync(ferry.node.leaving)) writeFileSync(join(ferry.node.leaving, name), 'damaged')
    await nodes.card.round()
    // What comes of the refusal is taken away before the registry reads it.
    for (const name of readdirSync(ferry.node.arriving)) rmSync(join(ferry.node.arriving, name))
    ferry.wait(0.2)
    await ferry.cross()
    assert.equal(await nodes.stateOf(theCase), 'exported')
    ferry.wait(1)
    await ferry.cross()
    assert.equal(await nodes.stateOf(theCase), 'at-police')
  })

  it('refused three times: stuck, with an alarm, until a person lets it go again', async () => {
    const theCase = await approved()
    const pool = nodes.registry.deps.cities.get('foshan')?.pool ?? assert.fail()
    const city = nodes.registry.deps.cities.get('foshan') ?? assert.fail()
    await ferry.round()
    const [row] = await pool.ask<{ seq: number; file_sm3: Buffer }>(
      `select seq, file_sm3 from exchange_package where direction = 'out' and state = 'placed'`,
    )
    const { seq, file_sm3: digest } = row ?? assert.fail('nothing placed')
    for (const name of readdirSync(ferry.node.leaving)) rmSync(join(ferry.node.leaving, name))
    const alarms = async () => exchangeAlarms(city, ferry.node.now(), ferry.node.now())
    for (let nack = 1; nack <= NACKS_MAX; nack += 1) {
      assert.deepEqual(await alarms(), [])
      const againAt = new Date(Date.parse(ferry.node.now()) + NACK_AGAIN_MS).toISOString()
      const refusal = { fileSm3: digest.toString('hex'), code: 'key-unwrap', againAt, nacksMax: NACKS_MAX }
      await pool.transact(NO_SCOPE, (tx) => recordNack(tx, refusal))
      await pool.transact(NO_SCOPE, (tx) => recordNack(tx, refusal))
      ferry.wait(0.2)
      await ferry.round()
      for (const name of readdirSync(ferry.node.leaving)) rmSync(join(ferry.node.leaving, name))
    }
    assert.deepEqual(await alarms(), [
      `package ${seq} of foshan was refused too often for key-unwrap and is not sent any more`,
    ])
    ferry.wait(120)
    await ferry.cross()
    assert.equal(await nodes.stateOf(theCase), 'exported')
    assert.equal(await sendAgain(pool, seq, ferry.node.now()), true)
    await ferry.cross()
    assert.equal(await nodes.stateOf(theCase), 'at-police')
    assert.deepEqual(await alarms(), [])
    assert.equal(await sendAgain(pool, seq, ferry.node.now()), false)
    const beganAt = ferry.node.now()
    ferry.wait(16)
    assert.match((await exchangeAlarms(city, ferry.node.now(), beganAt)).join(), /said nothing since/)
  })

  it('old files of the archive go when their receipt is there; a young, an unanswered and a strange one stay', async () => {
    const { archive } = ferry.node
    const days = (age: number, ...names: readonly string[]) => {
      const at = new Date(Date.parse(ferry.node.now()) - age * 86_400_000)
      for (const name of names) utimesSync(join(archive, name), at, at)
    }
    const all = readdirSync(archive)
    const results = all.filter((name) => name.startsWith('foshan.results-'))
    const answers = all.filter((name) => name.startsWith('foshan.orders-'))
    assert.ok(results.length > 3 && answers.length > 3)
    const [young = '', unknown = ''] = results
    const pool = nodes.registry.deps.cities.get('foshan')?.pool ?? assert.fail()
    const unknownSm3 = sm3Hex(readFileSync(join(archive, unknown)))
    await nodes.registry.asOwner(
      `update foshan.exchange_package set state = 'placed' where direction = 'in' and file_sm3 = decode($1, 'hex')`,
      [unknownSm3],
    )
    const newest = await pool.ask<{ seq: number; receipt: Buffer }>(
      `select seq, receipt from exchange_package where direction = 'out' and state = 'acked' order by seq desc limit 1`,
    )
    const { seq, receipt } = newest[0] ?? assert.fail('no receipt')
    const unanswered = answers.filter((name) => readFileSync(join(archive, name)).equals(receipt))
    assert.equal(unanswered.length, 1)
    await nodes.registry.asOwner(
      `update foshan.exchange_package set state = 'stuck' where direction = 'out' and seq = $1`,
      [seq],
    )
    const strange = ['foshan.results-99999999-plain.rpx1', 'note.txt']
    for (const name of strange) writeFileSync(join(archive, name), 'not sealed')
    days(31, ...all, ...strange)
    days(29, young)

    // Negative control: by age alone the ones that somebody still needs would go, too.
    const copy = join(archive, '..', 'copy')
    cpSync(archive, copy, { recursive: true, preserveTimestamps: true })
    await clearArchive(copy, Date.parse(ferry.node.now()) - 30 * 86_400_000, (files) => Promise.resolve(files))
    assert.deepEqual(readdirSync(copy).toSorted(), [young, ...strange].toSorted())
    const lying = readdirSync(archive).length
    const { removed, kept } = await clearExchangeArchive(ferry.node, 30)
    const left = readdirSync(archive)
    assert.deepEqual(left.toSorted(), [young, unknown, ...unanswered, ...strange].toSorted())
    assert.deepEqual([removed.length, kept], [lying - left.length, 3])
    await nodes.registry.asOwner(
      `update foshan.exchange_package set state = 'applied' where direction = 'in' and state = 'placed'`,
    )
    await nodes.registry.asOwner(
      `update foshan.exchange_package set state = 'acked' where direction = 'out' and state = 'stuck'`,
    )
    assert.equal((await clearExchangeArchive(ferry.node, 30)).removed.length, 2)

    const police = nodes.card.exchange.folders.archive
    const there = readdirSync(police)
    const at = new Date(Date.parse(ferry.node.now()) - 31 * 86_400_000)
    for (const name of there) utimesSync(join(police, name), at, at)
    const [oneOrder = ''] = there.filter((name) => name.startsWith('foshan.orders-'))
    await nodes.card.asOwner('update card.inbound_package set file_sm3 = $2 where file_sm3 = $1', [
      sm3Hex(readFileSync(join(police, oneOrder))),
      '0'.repeat(64),
    ])
    await clearPoliceArchive(nodes.card.exchange, 30)
    assert.deepEqual(readdirSync(police), [oneOrder], 'an order that they do not know as applied stays')
    await nodes.card.asOwner('update card.inbound_package set file_sm3 = $1 where file_sm3 = $2', [
      sm3Hex(readFileSync(join(police, oneOrder))),
      '0'.repeat(64),
    ])
    // What was removed is not needed: the boundary goes on.
    const theCase = await approved()
    await ferry.cross()
    assert.equal(await nodes.stateOf(theCase), 'at-police')
  })

  it('a death that the police tell of is kept for the station, once', async () => {
    const who = await nodes.drive.register('2016-01-05')
    const event = {
      intentId: randomUUID(),
      event: 'death' as const,
      idNumber: who.person.idNumber,
      happenedOn: '2016-07-20',
      hukouDivision: null,
    }
    assert.ok((await reportCivilEvent(nodes.card.deps, await nodes.card.actAs('440601'), event)).ok)
    assert.ok((await reportCivilEvent(nodes.card.deps, await nodes.card.actAs('440601'), event)).ok)
    await ferry.cross()
    const rows = await nodes.registry.deps.cities
      .get('foshan')
      ?.pool.look(scopeOf({ city: 'foshan', prefixes: ['4406'] }), (db) =>
        db.read('select event, happened_on from civil_event'),
      )
    assert.deepEqual(rows, [{ event: 'death', happened_on: '2016-07-20' }])
  })

  it('each package has its receipt, and no number is missing on either side', async () => {
    ferry.wait(60)
    await ferry.cross()
    const pool = nodes.registry.deps.cities.get('foshan')?.pool
    const sent = await pool?.ask<{ seq: number; state: string }>(
      `select seq, state from exchange_package where direction = 'out' order by seq`,
    )
    const taken = await nodes.card.asOwner<{ seq: number; file_sm3: string }>(
      `select seq, file_sm3 from card.inbound_package where stream = 'foshan.orders' order by seq`,
    )
    assert.deepEqual(
      sent?.map(({ seq }) => seq),
      taken.map(({ seq }) => seq),
    )
    assert.ok(sent?.every(({ state }) => state === 'acked'))
    const results = await nodes.card.asOwner<{ seq: number; state: string }>(
      `select seq, state from card.outgoing_package where stream = 'foshan.results' order by seq`,
    )
    const applied = await pool?.ask<{ seq: number }>(
      `select seq from exchange_package where direction = 'in' order by seq`,
    )
    assert.deepEqual(
      results.map(({ seq }) => seq),
      applied?.map(({ seq }) => seq),
    )
    assert.ok(results.every(({ state }) => state === 'acked'))
    const refused = await nodes.card.asOwner(`select kind, code from card.outgoing_record where result = 'refused'`)
    assert.deepEqual(refused, [])
  })
})
