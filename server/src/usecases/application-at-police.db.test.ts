import { scopeOf } from '@anju/platform/database/scope.ts'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type CastOfficial, OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { driveApplications, held, refusalCodes, step } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import type { Act } from '../deps.ts'
import { findDwelling } from '../store/place.ts'
import { correctApplication } from './correct-application.ts'
import { getApplication } from './get-application.ts'
import { handOver } from './hand-over.ts'
import { lapseUncollected } from './lapse-uncollected.ts'
import { lookUpPermit } from './look-up-permit.ts'
import { rejectQuality } from './reject-quality.ts'
import { recordRemake } from './remake-card.ts'
import { reportLoss } from './report-loss.ts'
import { stopApplication } from './stop-application.ts'
import { withdrawApplication } from './withdraw-application.ts'

let registry: TestRegistry
let drive: ReturnType<typeof driveApplications>
before(async () => {
  registry = await openTestRegistry()
  drive = driveApplications(registry)
})
after(() => registry.close())

const act = (member: CastOfficial, on: string) => registry.act(member, on)
const topicsOf = async (applicationId: string) => {
  const rows = await act(OFFICIALS.clerk, '2016-07-05').city.pool.ask<{ topic: string }>(
    'select topic from outbox where subject_id = $1 order by outbox_id',
    [applicationId],
  )
  return rows.map(({ topic }) => topic)
}
const permitsAt = async (dwellingId: string) =>
  (
    await act(OFFICIALS.clerk, '2016-07-05').city.pool.look(scopeOf({ city: 'foshan', prefixes: ['4406'] }), (db) =>
      findDwelling(db, dwellingId),
    )
  )?.permits ?? -1
const cardsOf = (applicationId: string) =>
  registry
    .systemAct('foshan', '2016-07-05')
    .city.pool.look(scopeOf({ city: 'foshan', prefixes: ['4406'] }), (db) =>
      db.read<{ stock_no: string; state: string }>(
        'select c.stock_no, c.state from card c join permit using (permit_id) where application_id = $1 order by c.card_id',
        [applicationId],
      ),
    )

describe('边界 what the police answer', () => {
  it('数据质量: rejected with all reasons, mended, ordered again under the same case', async () => {
    const atPolice = await drive.atPolice()
    const system = drive.police('2016-07-10')
    const rejection = {
      intentId: randomUUID(),
      applicationId: atPolice.applicationId,
      reasons: [
        { code: 'photo', text: '背景不合格' },
        { code: 'rare-character', text: '姓名生僻字' },
      ],
      checkedOn: '2016-07-10',
      checkedBy: '质检员',
    }
    assert.deepEqual(refusalCodes(await rejectQuality(registry.deps, act(OFFICIALS.clerk, '2016-07-10'), rejection)), [
      'access.post-lacks-authority',
    ])
    const rejected = held(await rejectQuality(registry.deps, system, rejection))
    assert.equal(held(await rejectQuality(registry.deps, system, rejection)).version, rejected.version)
    const clerk = act(OFFICIALS.clerk, '2016-07-11')
    const shown = await getApplication(registry.deps, clerk, rejected.applicationId)
    assert.deepEqual(
      [shown.state, shown.qualityReasons, shown.dueOn],
      [
        'quality-rejected',
        [
          { code: 'photo', text: '背景不合格' },
          { code: 'rare-character', text: '姓名生僻字' },
        ],
        '2016-07-20',
      ],
    )
    const mended = held(
      await correctApplication(registry.deps, clerk, {
        ...step(rejected),
        name: '唐㭎强',
        photoBlobId: randomUUID(),
        note: '按身份证更正',
      }),
    )
    assert.equal(mended.state, 'approved')
    const later = await getApplication(registry.deps, clerk, mended.applicationId)
    assert.equal(later.person.name, '唐㭎强')
    assert.equal(
      later.checklist.every(({ satisfied }) => satisfied),
      true,
    )
    assert.equal((await topicsOf(mended.applicationId)).filter((topic) => topic === 'exchange.permit-order').length, 2)
    assert.equal((await drive.acknowledge(await drive.send(mended))).state, 'at-police')
  })

  it('运送丢失: void at once, ordered anew, made again under the same permit; an error of the maker likewise', async () => {
    const produced = await drive.produce(await drive.atPolice())
    const wrong = {
      intentId: randomUUID(),
      applicationId: produced.applicationId,
      stockNo: 'GD70000001',
      chipUid: '04A1B2C4',
      remadeOn: '2016-07-15',
      producedBy: '制证员',
      policeEvidenceSm3: 'ab'.repeat(32),
    }
    const remade = held(
      await recordRemake(registry.deps, drive.police('2016-07-15'), { ...wrong, reason: 'personalisation-error' }),
    )
    assert.equal(remade.state, 'produced')
    // The digest of what the maker's key said stands open in the ledger, and so in the bundle of the case.
    const told = await registry.asOwner(`select 1 from foshan.ledger where stream_id = $1 and grounds @> $2::jsonb`, [
      produced.applicationId,
      JSON.stringify([{ key: 'police.signed', facts: { evidenceSm3: 'ab'.repeat(32) } }]),
    ])
    assert.equal(told.length, 1)
    const onTheWay = await drive.dispatch(remade, 'GD70000001')
    const lost = held(
      await reportLoss(registry.deps, act(OFFICIALS.clerk, '2016-07-18'), {
        ...step(onTheWay),
        note: '清单上有，箱内没有',
      }),
    )
    assert.equal(lost.state, 'lost-in-transit')
    assert.ok((await topicsOf(lost.applicationId)).includes('exchange.reprint-order'))
    const again = await recordRemake(registry.deps, drive.police('2016-07-20'), {
      ...wrong,
      intentId: randomUUID(),
      reason: 'lost-in-transit',
    })
    assert.deepEqual(refusalCodes(again), ['card.stock-number-used'])
    const second = held(
      await recordRemake(registry.deps, drive.police('2016-07-20'), {
        ...wrong,
        intentId: randomUUID(),
        reason: 'lost-in-transit',
        stockNo: 'GD70000002',
      }),
    )
    assert.equal(second.state, 'produced')
    assert.deepEqual(
      (await cardsOf(second.applicationId)).map(({ stock_no, state }) => `${stock_no} ${state}`),
      [`${produced.stockNo} void`, 'GD70000001 void', 'GD70000002 good'],
    )
    const permit = await lookUpPermit(registry.deps, clerkOn('2016-07-20'), produced.permitNo)
    assert.deepEqual([permit.state, permit.issuedOn, permit.stockNo], ['pending-pick-up', '2016-07-15', 'GD70000002'])
  })

  it('逾期未领: unclaimed after ninety days, still handed over', async () => {
    const who = await drive.register()
    const produced = await drive.produce(
      await drive.acknowledge(
        await drive.send(await drive.approve(await drive.verify(await drive.accept(await drive.submit(who))))),
      ),
    )
    const ready = await drive.notify(
      await drive.receive(await drive.dispatch(produced, produced.stockNo), produced.stockNo),
    )
    const lapse = (on: string) =>
      lapseUncollected(registry.deps, drive.police(on), { intentId: randomUUID(), applicationId: ready.applicationId })
    assert.deepEqual(refusalCodes(await lapse('2016-10-16')), ['application.event-not-allowed'])
    const unclaimed = held(await lapse('2016-10-17'))
    assert.equal(unclaimed.state, 'unclaimed')
    const done = await handOver(registry.deps, clerkOn('2016-11-01'), {
      ...step(unclaimed),
      recipient: 'applicant',
      recipientIdNumber: who.person.idNumber,
      recipientPortrait: randomUUID(),
    })
    assert.equal(held(done).state, 'issued')
  })

  it('撤回 and 终止: what the police hold is called off, a card that was made is void, the count goes down', async () => {
    const countBefore = await permitsAt(DWELLINGS.flat.dwellingId)
    const atPolice = await drive.atPolice()
    const withdrawn = held(
      await withdrawApplication(registry.deps, clerkOn('2016-07-10'), { ...step(atPolice), reason: '' }),
    )
    assert.equal(withdrawn.state, 'withdrawn')
    assert.equal((await topicsOf(withdrawn.applicationId)).at(-1), 'exchange.order-withdrawn')

    const produced = await drive.produce(await drive.atPolice())
    const head = act(OFFICIALS.stationHead, '2016-07-16')
    const notEnded = await stopApplication(registry.deps, head, {
      ...step(produced),
      reason: 'registration-ended',
      document: '',
    })
    assert.deepEqual(refusalCodes(notEnded), ['application.registration-in-force'])
    const stopped = held(
      await stopApplication(registry.deps, head, { ...step(produced), reason: 'died', document: '死亡证明 2016-11' }),
    )
    assert.equal(stopped.state, 'stopped')
    assert.deepEqual(
      (await cardsOf(stopped.applicationId)).map(({ state }) => state),
      ['void'],
    )
    assert.equal((await lookUpPermit(registry.deps, clerkOn('2016-07-16'), produced.permitNo)).state, 'ended')
    assert.equal(await permitsAt(DWELLINGS.flat.dwellingId), countBefore)
  })
})

function clerkOn(on: string): Act {
  return act(OFFICIALS.clerk, on)
}
