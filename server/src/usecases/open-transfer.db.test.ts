import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { driveEndorsements } from '@anju/tests/endorsement-driver.ts'
import { driveApplications, refusalCodes } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { driveTransfers, withLinheMoves } from '@anju/tests/transfer-driver.ts'
import { verifyCity } from '../command/verify.ts'
import { EVERYBODY, sweepLawOf } from '../store/sweep/sweep-law.ts'
import { listPermitCalendar } from '../store/sweep/permit-calendar.ts'
import { LONGEST_REST_DAYS } from '@anju/domain/permit/permit-window.ts'
import { postInquiry } from './answer-transfer.ts'
import { getResidence } from './get-residence.ts'
import { getTransfers } from './get-transfers.ts'
import { listQueue } from './list-queue.ts'
import { openTransfer } from './open-transfer.ts'
import { reportCardLost } from './report-card-lost.ts'

const QUEUE = { all: false, part: '' }
const NO_ANCHOR = { witnessKeys: [], anchors: [], without: ['seal', 'backlog', 'checkpoint'] } as const

let registry: TestRegistry
let people: ReturnType<typeof driveApplications>
let drive: ReturnType<typeof driveEndorsements>
let transfers: ReturnType<typeof driveTransfers>
before(async () => {
  registry = withLinheMoves(await openTestRegistry())
  people = driveApplications(registry)
  drive = driveEndorsements(registry, people)
  transfers = driveTransfers(registry, people)
})
after(() => registry.close())

const at = (on: string, member = OFFICIALS.clerk) => registry.act(member, on, 'city')
const permitOn = async (personId: string, on: string) => {
  const life = await getResidence(registry.deps, at(on), personId)
  const [permit] = life.permits
  return [permit?.state, permit?.issuedOn, permit?.validUntil, life.residenceStart]
}

describe('外地签发居住证 permits issued by an office outside this registry', () => {
  it('佛山，广州签发：记录、去函、寄出、复函、站长复核；证号、签发日期、签注照旧，通报原签发机关', async () => {
    const { personId } = await transfers.arrived('2017-08-10')
    const card = { endorsedOn: [parsePlainDate('2017-07-10')] }
    const { transferId, answerDueOn } = await transfers.opened(personId, '2017-08-11', card)
    assert.equal(answerDueOn, '2017-09-01')
    const [letter] = await registry.asOwner('select letter_id, kind from foshan.office_letter where transfer_id = $1', [
      transferId,
    ])
    assert.equal(letter?.['kind'], 'permit-inquiry')
    const posted = await postInquiry(registry.deps, at('2017-08-11'), {
      intentId: randomUUID(),
      transferId,
      expectedVersion: 1,
      letterId: String(letter?.['letter_id']),
      trackingNo: 'XA12345678944',
    })
    assert.ok(posted.ok, JSON.stringify(posted))
    assert.deepEqual(refusalCodes(await transfers.decide(transferId, '2017-08-12')), ['transfer.not-answered'])
    assert.ok((await transfers.answer(transferId, '2017-08-20', { expectedVersion: 2 })).ok)
    const waiting = await listQueue(registry.deps, registry.act(OFFICIALS.stationHead, '2017-08-20'), QUEUE)
    assert.deepEqual(
      waiting.items.filter(({ id }) => id === transferId).map(({ kind, state, duties }) => [kind, state, ...duties]),
      [['transfer', 'answered', 'confirm-transfer']],
    )
    const entered = await transfers.decide(transferId, '2017-08-21', true, OFFICIALS.stationHead, 3)
    assert.ok(entered.ok, JSON.stringify(entered))
    assert.equal(entered.value.change?.effect, 'new-registration')
    // The calendar of the permit goes on; the years are this city's own.
    assert.deepEqual(await permitOn(personId, '2017-08-22'), ['in-force', '2016-07-15', '2018-07-15', '2017-08-10'])
    const letters = await registry.asOwner(
      'select kind from foshan.office_letter where transfer_id = $1 order by kind',
      [transferId],
    )
    assert.deepEqual(letters, [{ kind: 'address-changed' }, { kind: 'permit-inquiry' }])
    const steps = await registry.asOwner('select step from foshan.signature where case_id = $1 order by case_version', [
      transferId,
    ])
    assert.deepEqual(
      steps.map((row) => row['step']),
      ['change-address', 'change-address', 'confirm-transfer'],
    )
    const told = await registry.asOwner('select topic from foshan.outbox where subject_id = $1 order by outbox_id', [
      transferId,
    ])
    assert.deepEqual(told, [{ topic: 'notice.transfer-asked' }, { topic: 'notice.address-changed' }])
  })

  it('转入后与本地证件一样：签注、挂失都能办，账本和封印核对无误', async () => {
    const { personId } = await transfers.arrived('2017-05-10')
    const { transferId } = await transfers.opened(personId, '2017-05-11')
    assert.ok((await transfers.answer(transferId, '2017-05-20')).ok)
    assert.ok((await transfers.decide(transferId, '2017-05-21')).ok)
    const rows = await registry.asOwner('select permit_id from foshan.permit where transfer_id = $1', [transferId])
    const permitId = String(rows[0]?.['permit_id'])
    assert.ok((await drive.endorse(permitId, '2017-07-01')).ok)
    assert.deepEqual((await permitOn(personId, '2017-07-02')).slice(0, 3), ['in-force', '2016-07-15', '2018-07-15'])
    const lost = { intentId: randomUUID(), permitId, note: '' }
    assert.ok((await reportCardLost(registry.deps, at('2017-07-03'), lost)).ok)
    const { findings } = await verifyCity(registry.deps, at('2017-07-03').city, NO_ANCHOR)
    assert.deepEqual(findings, [])
  })

  it('临河规则，另一市签发：签发日期改为变更之日，年限重新计算；成批推算与逐件推算一致', async () => {
    const { personId } = await transfers.arrived('2018-03-05')
    const { transferId } = await transfers.opened(personId, '2018-03-06', { issuedOn: parsePlainDate('2017-06-01') })
    assert.ok((await transfers.answer(transferId, '2018-03-15', { residedFrom: parsePlainDate('2016-01-10') })).ok)
    const entered = await transfers.decide(transferId, '2018-03-16')
    assert.ok(entered.ok && entered.value.change?.effect === 'reset', JSON.stringify(entered))
    assert.deepEqual(await permitOn(personId, '2018-03-20'), ['in-force', '2018-03-05', '2019-03-05', '2018-03-05'])
    const law = sweepLawOf(
      registry.deps.packs.filter(({ jurisdiction }) => jurisdiction === 'foshan'),
      LONGEST_REST_DAYS,
    )
    const act = at('2018-03-20')
    const calendar = await act.city.pool.look(registry.systemAct('foshan', '2018-03-20').scope, (db) =>
      listPermitCalendar(db, law, act.legalOn, EVERYBODY),
    )
    const own = calendar.find(({ person_id: id }) => id === personId)
    assert.deepEqual([own?.base_on, own?.anniversary_on], ['2018-03-05', '2019-03-05'])
  })

  it('2016 年以前在外地签发的：用到证面有效期，届时签注，不因没有年度签注而中止；没有填有效期的不能记录', async () => {
    const { personId } = await transfers.arrived('2016-06-01')
    const card = { issuedOn: parsePlainDate('2014-03-10') }
    assert.deepEqual(
      refusalCodes(await openTransfer(registry.deps, at('2016-06-02'), transfers.cardOf(personId, card))),
      ['transfer.printed-day'],
    )
    const printedExpiryOn = parsePlainDate('2017-03-09')
    const { transferId } = await transfers.opened(personId, '2016-06-02', { ...card, printedExpiryOn })
    assert.ok((await transfers.answer(transferId, '2016-06-10')).ok)
    assert.ok((await transfers.decide(transferId, '2016-06-11')).ok)
    assert.deepEqual((await permitOn(personId, '2016-06-12')).slice(0, 3), ['in-force', '2014-03-10', '2017-03-09'])
    const { findings } = await verifyCity(registry.deps, at('2016-06-12').city, NO_ANCHOR)
    assert.deepEqual(findings, [])
  })

  it('临河规则，登记早于签发的：变更之日为出示证件之日，不因复函和复核晚了而推后', async () => {
    const { personId } = await transfers.arrived('2018-03-02')
    const { transferId } = await transfers.opened(personId, '2018-03-12', { issuedOn: parsePlainDate('2018-03-05') })
    assert.ok((await transfers.answer(transferId, '2018-03-20')).ok)
    const entered = await transfers.decide(transferId, '2018-03-26')
    assert.ok(entered.ok && entered.value.change?.issuedOn === '2018-03-12', JSON.stringify(entered))
    assert.deepEqual((await permitOn(personId, '2018-03-27')).slice(0, 3), ['in-force', '2018-03-12', '2019-03-12'])
  })

  it('同城旧证（不在本系统）：原机关确认后，从前的居住时间连续计算；逾期未答复的先接续，后到的确认照样算上', async () => {
    const { personId } = await transfers.arrived('2017-09-04')
    const { transferId, answerDueOn } = await transfers.opened(personId, '2017-09-05', {
      issuedIn: '440605',
      issuingOffice: '南海区桂城派出所',
      oldAddress: '南海区桂城街道南海大道1号',
      endorsedOn: [parsePlainDate('2017-07-10')],
    })
    assert.equal(answerDueOn, '2017-09-26')
    assert.deepEqual(refusalCodes(await transfers.answer(transferId, '2017-09-26', { answer: 'no-answer' })), [
      'transfer.answer-awaited',
    ])
    assert.ok((await transfers.answer(transferId, '2017-09-27', { answer: 'no-answer', document: '' })).ok)
    assert.ok((await transfers.decide(transferId, '2017-09-28')).ok)
    assert.equal((await permitOn(personId, '2017-10-08'))[3], '2017-09-04')
    const late = await transfers.answer(transferId, '2017-10-09', {
      expectedVersion: 3,
      residedFrom: parsePlainDate('2015-12-01'),
      signedOffOn: parsePlainDate('2017-09-02'),
    })
    assert.ok(late.ok, JSON.stringify(late))
    assert.equal((await permitOn(personId, '2017-10-10'))[3], '2015-12-01', 'no earlier day is lost')
    assert.deepEqual(refusalCodes(await transfers.answer(transferId, '2017-10-11', { expectedVersion: 4 })), [
      'transfer.answered-before',
    ])
  })

  it('复函与证件不符：不能接续，不予接续有理由；自己记录的不能自己复核；理由一次说全', async () => {
    const { personId } = await transfers.arrived('2017-08-14')
    const { transferId } = await transfers.opened(personId, '2017-08-15')
    const again = await openTransfer(registry.deps, at('2017-08-15'), transfers.cardOf(personId))
    assert.deepEqual(refusalCodes(again), ['transfer.already-open'])
    assert.ok((await transfers.answer(transferId, '2017-08-20', { answer: 'contradicted' })).ok)
    assert.deepEqual(refusalCodes(await transfers.decide(transferId, '2017-08-21')), ['transfer.contradicted'])
    assert.deepEqual(refusalCodes(await transfers.decide(transferId, '2017-08-21', true, OFFICIALS.clerk)), [
      'access.post-lacks-authority',
    ])
    const seen = await getTransfers(registry.deps, at('2017-08-21', OFFICIALS.stationHead), personId)
    assert.deepEqual(
      seen.transfers[0]?.next.map(({ event, refusals }) => [event, refusals.map(({ code }) => code)]),
      [
        ['accept-endorsement', ['access.post-lacks-authority', 'transfer.contradicted']],
        ['enter-transfer', ['transfer.contradicted']],
        ['refuse-transfer', []],
      ],
    )
    assert.ok((await transfers.decide(transferId, '2017-08-21', false)).ok)
    assert.deepEqual(await registry.asOwner('select 1 from foshan.permit where person_id = $1', [personId]), [])
    assert.deepEqual(refusalCodes(await transfers.decide(transferId, '2017-08-22', true, OFFICIALS.stationHead, 3)), [
      'transfer.already-decided',
    ])
  })

  it('外省签发、未登记、材料不全、本人未到、签注日期不对、已有居住证：全部理由一次说全', async () => {
    const { personId } = await drive.issued()
    const wrong = transfers.cardOf(personId, {
      issuedIn: '430102',
      issuedOn: parsePlainDate('2017-05-10'),
      endorsedOn: [parsePlainDate('2017-01-10')],
      materials: [],
      inPerson: false,
    })
    assert.deepEqual(refusalCodes(await openTransfer(registry.deps, at('2017-06-11'), wrong)), [
      'address-change.other-province',
      'application.in-person-required',
      'application.materials-missing',
      'transfer.days-impossible',
      'transfer.holds-permit',
    ])
    const rows = await registry.asOwner('select permit_no from foshan.permit where person_id = $1', [personId])
    const known = transfers.cardOf((await transfers.arrived('2017-06-01')).personId, {
      permitNo: String(rows[0]?.['permit_no']),
    })
    assert.deepEqual(refusalCodes(await openTransfer(registry.deps, at('2017-06-11'), known)), [
      'transfer.number-known',
    ])
  })
})
