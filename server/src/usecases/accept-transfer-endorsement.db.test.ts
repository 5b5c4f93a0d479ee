import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { LONGEST_REST_DAYS } from '@anju/domain/permit/permit-window.ts'
import { driveApplications, refusalCodes } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { driveTransfers, SHOWN, withLinheMoves } from '@anju/tests/transfer-driver.ts'
import { verifyCity } from '../command/verify.ts'
import { listPermitCalendar } from '../store/sweep/permit-calendar.ts'
import { noticeHandler } from '../workers/notices.ts'
import { deliverOutbox } from '../workers/outbox.ts'
import { EVERYBODY, sweepLawOf } from '../store/sweep/sweep-law.ts'
import { acceptTransferEndorsement } from './accept-transfer-endorsement.ts'
import { decideTransferCase } from './decide-transfer-case.ts'
import { getPersonFile } from './get-person-file.ts'
import { getResidence } from './get-residence.ts'
import { getTransfers } from './get-transfers.ts'
import { openTransfer, type OpenTransfer } from './open-transfer.ts'

const NO_ANCHOR = { witnessKeys: [], anchors: [], without: ['seal', 'backlog', 'checkpoint'] } as const

let registry: TestRegistry
let transfers: ReturnType<typeof driveTransfers>
before(async () => {
  registry = withLinheMoves(await openTestRegistry())
  transfers = driveTransfers(registry, driveApplications(registry))
})
after(() => registry.close())

const at = (on: string, member = OFFICIALS.clerk) => registry.act(member, on, 'city')

describe('核查期间受理签注 an endorsement taken while the office elsewhere is asked (I-217)', () => {
  const DWELLING = { endorse: { condition: 'dwelling' } } as const
  /** Of 广州 2016-07-15, registered here 2017-07-10, shown 07-11: last day to endorse Mon 2017-07-17. */
  async function shown(change: Partial<OpenTransfer> = DWELLING) {
    const { personId } = await transfers.arrived('2017-07-10')
    return { personId, ...(await transfers.opened(personId, '2017-07-11', change)) }
  }
  /** The office keeps silent until 08-01, which is recorded on 08-02. */
  const silent = (transferId: string, expectedVersion: number) =>
    transfers.answer(transferId, '2017-08-02', { answer: 'no-answer', document: '', expectedVersion })
  const enteredOn = (transferId: string, on: string, expectedVersion: number) =>
    transfers.decide(transferId, on, true, OFFICIALS.stationHead, expectedVersion)
  const accept = (transferId: string, on: string, expectedVersion = 1, change = {}) =>
    acceptTransferEndorsement(registry.deps, at(on), {
      intentId: randomUUID(),
      transferId,
      expectedVersion,
      condition: 'dwelling',
      materials: SHOWN,
      inPerson: true,
      ...change,
    })
  const told = async (personId: string) =>
    registry.asOwner(
      `select o.topic, o.payload->>'lastDayOn' as last from foshan.outbox o
       where o.subject_id in (select transfer_id from foshan.permit_transfer where person_id = $1 union select permit_id from foshan.permit where person_id = $1)
       order by o.payload->>'legalOn', o.topic`,
      [personId],
    )
  /** The texts that went out, oldest first; every one of them must. */
  const texts = async (personId: string) => {
    const { city } = at('2017-08-02')
    const tell = () => deliverOutbox(registry.deps, city, noticeHandler, 'test', () => '2030-01-01T00:00:00.000Z')
    // oxlint-disable-next-line no-await-in-loop -- until nothing waits
    while ((await tell()) > 0) continue
    const left = await registry.asOwner(
      "select topic, last_error from foshan.outbox where topic like 'notice.%' and state <> 'done'",
    )
    assert.deepEqual(left, [])
    const { notices } = await getPersonFile(registry.deps, at('2017-08-02'), personId)
    return notices.filter(({ madeOn }) => madeOn >= '2017-07-11').map(({ text }) => text.slice(text.indexOf('，') + 1))
  }
  const lifeOn = async (personId: string, on: string) => {
    const life = await getResidence(registry.deps, at(on), personId)
    const [permit] = life.permits
    return {
      state: permit?.state,
      baseOn: permit?.baseOn,
      until: permit?.validUntil,
      restored: permit?.restoredOn,
      start: life.residenceStart,
    }
  }
  const IN_TIME = { state: 'in-force', baseOn: '2016-07-15', until: '2018-07-15', restored: [], start: '2017-07-10' }

  it('期内出示并申请签注：去函到期才接续的，签注仍为按时，一天不少；账本、封印、成批推算一致', async () => {
    const { personId, transferId, answerDueOn } = await shown()
    assert.equal(answerDueOn, '2017-08-01')
    assert.ok((await silent(transferId, 2)).ok)
    const entered = await enteredOn(transferId, '2017-08-02', 3)
    assert.ok(entered.ok, JSON.stringify(entered))
    assert.deepEqual(await lifeOn(personId, '2017-08-03'), IN_TIME)
    const rows = await registry.asOwner(
      `select accepted_on::text, completed_on::text, condition, written, taken_from from foshan.endorsement where person_id = $1`,
      [personId],
    )
    assert.deepEqual(rows, [
      {
        accepted_on: '2017-07-11',
        completed_on: '2017-08-02',
        condition: 'dwelling',
        written: 'paper',
        taken_from: null,
      },
    ])
    assert.deepEqual(await told(personId), [
      { topic: 'notice.endorsement-accepted', last: null },
      { topic: 'notice.address-changed-endorsed', last: null },
    ])
    assert.deepEqual(await texts(personId), [
      '您的居住证签注已于2017年7月11日受理，办结后另行告知。按时受理的，办结前居住证照常使用。',
      '居住证已变更居住地址，核查期间受理的签注一并办结，没有逾期。请按时办理下次签注。',
    ])
    const signed = await registry.asOwner(
      `select s.step, s.signed_on::text as on from foshan.signature s join foshan.ledger l on l.stream_id = s.case_id and l.stream_version = s.case_version
       where l.person_id = $1 and l.legal_on >= '2017-07-11' order by s.signed_on, s.step`,
      [personId],
    )
    assert.deepEqual(
      signed.map((row) => [row['step'], row['on']]),
      [
        ['change-address', '2017-07-11'],
        ['endorse', '2017-07-11'],
        ['change-address', '2017-08-02'],
        // The entry, and the endorsement's acceptance and completion.
        ['confirm-transfer', '2017-08-02'],
        ['confirm-transfer', '2017-08-02'],
        ['confirm-transfer', '2017-08-02'],
      ],
    )
    const law = sweepLawOf(
      registry.deps.packs.filter(({ jurisdiction }) => jurisdiction === 'foshan'),
      LONGEST_REST_DAYS,
    )
    const act = at('2017-08-03')
    const calendar = await act.city.pool.look(registry.systemAct('foshan', '2017-08-03').scope, (db) =>
      listPermitCalendar(db, law, act.legalOn, EVERYBODY),
    )
    const own = calendar.find(({ person_id: id }) => id === personId)
    assert.deepEqual([own?.base_on, own?.anniversary_on, own?.times_endorsed], ['2016-07-15', '2018-07-15', 1])
    const { findings } = await verifyCity(registry.deps, act.city, NO_ANCHOR)
    assert.deepEqual(findings, [])
  })

  it('没有一并申请的：通知写明最后一日；核查期间的最后一日仍可受理、按时；次日受理为逾期，自受理之日恢复', async () => {
    for (const [on, life] of [
      ['2017-07-17', IN_TIME],
      [
        '2017-07-18',
        { state: 'in-force', baseOn: '2017-07-18', until: '2018-07-18', restored: ['2017-07-18'], start: '2017-07-10' },
      ],
    ] as const) {
      const { personId, transferId } = await shown({})
      assert.deepEqual(await told(personId), [{ topic: 'notice.transfer-asked', last: '2017-07-17' }])
      const taken = await accept(transferId, on)
      assert.ok(taken.ok, JSON.stringify(taken))
      assert.deepEqual(refusalCodes(await accept(transferId, on, 2)), ['endorsement.already-accepted'])
      assert.ok((await silent(transferId, 2)).ok)
      assert.ok((await enteredOn(transferId, '2017-08-02', 3)).ok)
      assert.deepEqual(await lifeOn(personId, '2017-08-03'), life)
      const isLate = on === '2017-07-18'
      assert.deepEqual(
        (await told(personId)).slice(1).map(({ topic }) => topic),
        isLate
          ? ['notice.endorsement-accepted', 'notice.restored', 'notice.address-written']
          : ['notice.endorsement-accepted', 'notice.address-changed-endorsed'],
      )
    }
  })

  it('始终没有申请签注的：接续时已逾期的如实告知，不说“按时签注”；还在期内的写明最后一日', async () => {
    const late = await shown({})
    const asked = '外地居住证已收下核查。签注最迟2017年7月17日，免费，不必等核查办结，请到流管服务站办理。'
    assert.deepEqual(await texts(late.personId), [asked], 'told while the office is asked')
    assert.ok((await silent(late.transferId, 1)).ok)
    assert.ok((await enteredOn(late.transferId, '2017-08-02', 2)).ok)
    assert.deepEqual((await told(late.personId)).at(-1), {
      topic: 'notice.address-changed-overdue',
      last: '2017-07-18',
    })
    assert.equal((await lifeOn(late.personId, '2017-08-02')).state, 'suspended', 'what the cases above are spared')
    assert.deepEqual(await texts(late.personId), [
      asked,
      '居住证已变更居住地址；因逾期未签注，自2017年7月18日起中止使用功能，请到流管服务站补办签注。',
    ])
    const due = await shown({})
    assert.ok((await transfers.answer(due.transferId, '2017-07-12')).ok)
    assert.ok((await enteredOn(due.transferId, '2017-07-12', 2)).ok)
    assert.deepEqual((await told(due.personId)).at(-1), { topic: 'notice.address-changed-due', last: '2017-07-17' })
  })

  it('签注的条件与普通签注相同：未到签注期、条件不再、材料不全，与接续的理由一次说全，什么都不留下', async () => {
    const { personId } = await transfers.arrived('2017-06-12')
    const wrong = { endorse: { condition: 'none' }, materials: [], permitNo: 'GZ900001' } as const
    const refusedOn = async (on: string, change: Partial<OpenTransfer>) =>
      refusalCodes(await openTransfer(registry.deps, at(on), transfers.cardOf(personId, change)))
    assert.deepEqual(await refusedOn('2017-06-14', DWELLING), ['endorsement.too-early'])
    assert.deepEqual(await refusedOn('2017-06-14', wrong), [
      'application.materials-missing',
      'application.materials-missing',
      'endorsement.condition-gone',
      'endorsement.too-early',
    ])
    assert.deepEqual(
      await registry.asOwner('select 1 from foshan.permit_transfer where person_id = $1', [personId]),
      [],
    )
    const { transferId } = await transfers.opened(personId, '2017-06-14')
    const seenOn = async (on: string) => {
      const [one] = (await getTransfers(registry.deps, at(on), personId)).transfers
      const step = one?.next.find(({ event }) => event === 'accept-endorsement')
      return [one?.window?.isOpen, one?.window?.lastInTimeOn, step?.refusals.map(({ code }) => code)]
    }
    assert.deepEqual(await seenOn('2017-06-14'), [false, '2017-07-17', ['endorsement.too-early']])
    assert.deepEqual(await seenOn('2017-06-15'), [true, '2017-07-17', []])
    assert.deepEqual(refusalCodes(await accept(transferId, '2017-06-15', 1, { inPerson: false })), [
      'application.in-person-required',
    ])
    assert.ok((await accept(transferId, '2017-06-15')).ok, 'shown before the window, asked for in it')
  })

  it('不予接续的，签注随之终止并说明理由；受理签注的人不能复核', async () => {
    const { personId, transferId } = await shown()
    assert.ok((await transfers.answer(transferId, '2017-07-20', { answer: 'contradicted', expectedVersion: 2 })).ok)
    await registry.asOwner(
      'update foshan.permit_transfer set opened_by = $2, answered_by = $2 where transfer_id = $1',
      [transferId, randomUUID()],
    )
    const head = at('2017-07-21', OFFICIALS.stationHead)
    const clerk = at('2017-07-21')
    assert.ok(head.actor.kind === 'official' && clerk.actor.kind === 'official')
    const oneself = { ...head, actor: { ...head.actor, officialId: clerk.actor.officialId } }
    const no = {
      intentId: randomUUID(),
      transferId,
      expectedVersion: 3,
      enter: false,
      note: '复函不符',
      write: 'chip',
    } as const
    assert.deepEqual(refusalCodes(await decideTransferCase(registry.deps, oneself, no)), ['access.decided-by-oneself'])
    const refused = await decideTransferCase(registry.deps, head, no)
    assert.ok(refused.ok, JSON.stringify(refused))
    assert.deepEqual(
      refused.grounds.map(({ key, facts }) => [key, facts]),
      [
        ['transfer.refused', { reason: '复函不符' }],
        ['transfer.endorsement-ended', { acceptedOn: '2017-07-11' }],
      ],
    )
    assert.deepEqual(await registry.asOwner('select 1 from foshan.endorsement where person_id = $1', [personId]), [])
    assert.deepEqual(refusalCodes(await accept(transferId, '2017-07-22', 4)), ['transfer.already-decided'])
  })

  it('临河规则：另一市签发的因变更重新起算，签注期未到；同一县区的照旧受理', async () => {
    const { personId } = await transfers.arrived('2018-07-10')
    const card = (change: Partial<OpenTransfer>) =>
      transfers.cardOf(personId, { issuedOn: parsePlainDate('2017-07-15'), ...DWELLING, ...change })
    const elsewhere = await openTransfer(registry.deps, at('2018-07-11'), card({}))
    assert.deepEqual(elsewhere.ok ? [] : elsewhere.refusals.map(({ code, facts }) => [code, facts]), [
      ['endorsement.too-early', { opensOn: '2019-06-10', lastInTimeOn: '2019-07-10' }],
    ])
    const own = await openTransfer(registry.deps, at('2018-07-11'), card({ issuedIn: '440604' }))
    assert.ok(own.ok, JSON.stringify(own))
    assert.ok(
      (
        await transfers.answer(own.value.subjectId, '2018-08-02', {
          answer: 'no-answer',
          document: '',
          expectedVersion: 2,
        })
      ).ok,
    )
    assert.ok((await enteredOn(own.value.subjectId, '2018-08-02', 3)).ok)
    const { state, baseOn, until } = await lifeOn(personId, '2018-08-03')
    assert.deepEqual([state, baseOn, until], ['in-force', '2017-07-15', '2019-07-15'])
  })
})
