import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiClient, ApiResult } from '@anju/contract/api-client.ts'
import { CASE_PASSED, judgeApproval } from '@anju/crypto/approval-evidence.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import {
  acknowledgeCardCase,
  exportCardCase,
  recordCardDispatch,
  recordCardProduction,
  rejectCardQuality,
} from '@anju/server/usecases/card-case-at-police.ts'
import type { Deps } from '@anju/server/deps.ts'
import { recordLegalDay } from '@anju/server/store/session.ts'
import { sweepAllCities } from '@anju/server/workers/sweep.ts'
import { driveApplicationEvents } from '@anju/tests/application-driver.ts'
import { childOf } from '@anju/tests/mandate-driver.ts'
import { newApplicant, paper } from '@anju/tests/permit-driver.ts'
import { openRegistryHouse, problemOf, type RegistryHouse, valueOf } from '@anju/tests/registry-house.ts'

const ON = '2016-07-20'
const AT = '2026-01-01T00:00:00.000Z'
const params = { city: 'foshan' }
let house: RegistryHouse
let clerk: ApiClient
let head: ApiClient
before(async () => {
  house = await openRegistryHouse()
  clerk = await house.signIn(OFFICIALS.clerk)
  head = await house.signIn(OFFICIALS.stationHead)
})
after(() => house.close())

const codesOf = (result: ApiResult<unknown>) => (problemOf(result).refusals ?? []).map(({ code }) => code)
const deskOf = async (permitId: string) => valueOf(await clerk.call('getCardDesk', { params: { ...params, permitId } }))
const queueOf = async (who: ApiClient) =>
  valueOf(await who.call('listQueue', { params, body: {} })).items.map(({ kind, id, duties }) => ({
    kind,
    id,
    duties,
  }))

/** A permit of Foshan in its holder's hand, made on this very day. */
async function issued() {
  const drive = await driveApplicationEvents(house, 'foshan', ON)
  const way = ['accept', 'verify-true', 'approve', 'export', 'acknowledge', 'produce', 'dispatch', 'receive'] as const
  const made = await drive.make('complete', [...way, 'notify', 'hand-over'])
  const rows = await house.registry.asOwner(
    'select permit_id, permit_no, person_id from foshan.permit where application_id = $1',
    [made.applicationId],
  )
  const [row] = rows
  return {
    permitId: String(row?.['permit_id']),
    permitNo: String(row?.['permit_no']),
    personId: String(row?.['person_id']),
    idNumber: made.idNumber,
  }
}

async function opened(permitId: string, reason: 'lost' | 'damaged', change: object = {}) {
  const body = {
    intentId: randomUUID(),
    reason,
    materials: [paper('identity-document'), paper('residence-permit')],
    inPerson: true,
    ...change,
  }
  return valueOf(await clerk.call('openCardCase', { params: { ...params, permitId }, body }))
}

type Standing = { readonly cardCaseId: string; readonly version: number }
const at = ({ cardCaseId }: Standing) => ({ ...params, cardCaseId })
const step = ({ version }: { readonly version: number }) => ({ intentId: randomUUID(), expectedVersion: version })
const police = () => house.registry.systemAct('foshan', ON)
const told = ({ cardCaseId }: Standing) => ({ intentId: randomUUID(), cardCaseId })

/** Passed, and taken by the police. */
async function atPolice(asked: Standing) {
  const { deps } = house.registry
  valueOf(await head.call('approveCardCase', { params: at(asked), body: step(asked) }))
  for (const take of [exportCardCase, acknowledgeCardCase])
    assert.ok((await take(deps, police(), { ...told(asked), packageId: randomUUID() })).ok)
}

/** Made by the police and on its way to the station. */
async function onItsWay(asked: Standing, permitNo: string, stockNo: string) {
  const { deps } = house.registry
  const made = { stockNo, chipUid: '04A1B2C3', madeOn: parsePlainDate(ON), producedBy: '制证员' }
  const wrong = await recordCardProduction(deps, police(), { ...told(asked), ...made, permitNo: 'R1' })
  assert.ok(!wrong.ok)
  assert.deepEqual(
    wrong.refusals.map(({ code }) => code),
    ['card.permit-number-differs'],
  )
  assert.ok((await recordCardProduction(deps, police(), { ...told(asked), ...made, permitNo })).ok)
  const sent = { batchNo: 'B1', stockNo, dispatchedOn: parsePlainDate(ON), dispatchedBy: '发运员' }
  assert.ok((await recordCardDispatch(deps, police(), { ...told(asked), ...sent })).ok)
}
const versionOf = async (permitId: string) => (await deskOf(permitId)).cases.at(-1)?.version ?? 0

describe('另制证件 over HTTP, where the police make the cards', () => {
  it('queued for whoever acts next; sent back and mended; counted in; an agent fetches it with a mandate only', async () => {
    const { permitId, permitNo, personId, idNumber } = await issued()
    const asked = await opened(permitId, 'damaged')
    assert.deepEqual(
      (await queueOf(head)).find(({ id }) => id === permitId),
      { kind: 'card-case', id: permitId, duties: ['review'] },
    )
    assert.equal(
      (await queueOf(clerk)).find(({ id }) => id === permitId),
      undefined,
    )
    assert.deepEqual(codesOf(await clerk.call('approveCardCase', { params: at(asked), body: step(asked) })), [
      'access.post-lacks-authority',
    ])
    await atPolice(asked)
    const rejection = {
      ...told(asked),
      reasons: [{ code: 'photo', text: '背景不合格' }],
      checkedOn: ON,
      checkedBy: '质检员',
    }
    assert.ok((await rejectCardQuality(house.registry.deps, police(), rejection)).ok)
    assert.deepEqual((await deskOf(permitId)).cases.at(-1)?.qualityReasons, [{ code: 'photo', text: '背景不合格' }])
    const stale = await clerk.call('correctCardCase', { params: at(asked), body: { ...step(asked), note: '重拍' } })
    assert.equal(problemOf(stale).status, 409)
    const version = await versionOf(permitId)
    const mended = valueOf(
      await clerk.call('correctCardCase', { params: at(asked), body: { ...step({ version }), note: '重拍' } }),
    )
    assert.equal(mended.state, 'approved')
    for (const take of [exportCardCase, acknowledgeCardCase])
      assert.ok((await take(house.registry.deps, police(), { ...told(asked), packageId: randomUUID() })).ok)
    await onItsWay(asked, permitNo, 'GDX0000001')

    const malformed = await clerk.call('receiveCardOfCase', {
      params: at(asked),
      body: { ...step({ version: await versionOf(permitId) }), stockNo: '' },
    })
    assert.equal(problemOf(malformed).status, 400)
    const received = valueOf(
      await clerk.call('receiveCardOfCase', {
        params: at(asked),
        body: { ...step({ version: await versionOf(permitId) }), stockNo: 'GDX0000001' },
      }),
    )
    assert.equal(received.state, 'ready')
    valueOf(await clerk.call('chargeFee', { params: at(asked), body: { intentId: randomUUID() } }))

    const agent = childOf({ name: '唐小妹', idNumber: newApplicant('foshan', '1970-07-07').idNumber })
    const fetching = async (change: object) =>
      clerk.call('handOverCardOfCase', {
        params: at(asked),
        body: { ...step(received), recipient: 'agent', recipientIdNumber: agent.idNumber, ...change } as never,
      })
    assert.deepEqual(codesOf(await fetching({})), [
      'application.recipient-unknown',
      'mandate.missing',
      'card.old-not-handed-in',
    ])
    const mandate = {
      intentId: randomUUID(),
      agent,
      agentSeen: true,
      scopes: ['pick-up'],
      way: 'face-to-face',
      portrait: randomUUID(),
    }
    const { mandateId } = valueOf(
      await clerk.call('giveMandate', { params: { ...params, personId }, body: mandate as never }),
    )
    const strange = await fetching({ mandateId, oldCard: 'handed-in', recipientIdNumber: idNumber })
    assert.ok(!strange.ok)
    const done = valueOf(await fetching({ mandateId, oldCard: 'handed-in' }))
    assert.equal(done.state, 'handed-over')
    const used = await house.registry.asOwner('select 1 from foshan.mandate_use where mandate_id = $1', [mandateId])
    assert.equal(used.length, 1)
    assert.equal((await deskOf(permitId)).cases.at(-1)?.oldCard, 'handed-in')
  })

  it('paid and turned down: waits for who checks the book, over HTTP too; no reason is malformed, no duty is 403, settled once', async () => {
    const { permitId, personId } = await issued()
    const asked = await opened(permitId, 'damaged')
    const charge = () => clerk.call('chargeFee', { params: at(asked), body: { intentId: randomUUID() } })
    const { entryId, receiptNo } = valueOf(await charge())
    const waiting = async () => {
      const { unearned } = valueOf(await head.call('listFees', { params, query: {} }))
      const inQueue = (await queueOf(head)).some(({ id }) => id === entryId)
      return { listed: unearned.filter((one) => one.entryId === entryId), inQueue }
    }
    assert.deepEqual(await waiting(), { listed: [], inQueue: false }, 'the case goes on')
    const refusal = { ...step({ version: await versionOf(permitId) }), note: '卡面完好' }
    valueOf(await head.call('refuseCardCase', { params: at(asked), body: refusal }))
    const { listed, inQueue } = await waiting()
    assert.ok(inQueue)
    assert.deepEqual(
      listed.map((one) => [one.receiptNo, one.fen, one.personId, one.permitId, one.state, one.endedBy]),
      [[receiptNo, 2000, personId, permitId, 'refused', null]],
    )
    const keep = (by: typeof head, note: string) =>
      by.call('keepFee', { params: { ...params, entryId }, body: { intentId: randomUUID(), note } })
    assert.equal(problemOf(await keep(head, '')).status, 400)
    assert.equal(problemOf(await keep(clerk, '不退')).status, 403)
    assert.equal(valueOf(await keep(head, '卡体已经刻制')).repeated, false)
    assert.deepEqual(codesOf(await keep(head, '再说一次')), ['fee.already-kept'])
    assert.deepEqual(await waiting(), { listed: [], inQueue: false })
    assert.deepEqual(codesOf(await charge()), ['fee.case-without-card', 'fee.already-settled'])
    assert.equal((await deskOf(permitId)).cases.at(-1)?.mayCollect, false)
  })

  it('a card that did not come is void; the order goes out once more; its loss tells nobody twice', async () => {
    const { permitId, permitNo } = await issued()
    const asked = await opened(permitId, 'lost')
    await atPolice(asked)
    await onItsWay(asked, permitNo, 'GDX0000002')
    const body = { ...step({ version: await versionOf(permitId) }), note: '未随批到站' }
    const lost = valueOf(await clerk.call('reportLossOfCase', { params: at(asked), body }))
    assert.equal(lost.state, 'lost-in-transit')
    assert.equal(valueOf(await clerk.call('reportLossOfCase', { params: at(asked), body })).repeated, true)
    const orders = await house.registry.asOwner(
      `select topic from foshan.outbox where (subject_id = $1 or subject_id = $2) and topic like 'exchange.%' order by topic`,
      [asked.cardCaseId, permitId],
    )
    assert.deepEqual(
      orders.map(({ topic }) => topic),
      ['exchange.card-order', 'exchange.card-standing', 'exchange.reprint-order'],
    )
  })

  it('an ending that was put forward waits in the queue of another official, and not of who put it forward', async () => {
    const { permitId } = await issued()
    const fraud = {
      intentId: randomUUID(),
      event: 'fraud' as const,
      happenedOn: parsePlainDate(ON),
      note: '租赁合同系伪造',
      document: '调查笔录',
      cardTaken: false,
    }
    valueOf(await head.call('endPermit', { params: { ...params, permitId }, body: fraud }))
    const deputy = await house.signIn(OFFICIALS.deputyHead)
    const line = { kind: 'permit-ending', id: permitId, duties: ['confirm-ending'] }
    assert.deepEqual(
      (await queueOf(deputy)).find(({ id }) => id === permitId),
      line,
    )
    assert.equal(
      (await queueOf(head)).find(({ id }) => id === permitId),
      undefined,
    )
    assert.equal(
      (await queueOf(clerk)).find(({ id }) => id === permitId),
      undefined,
    )
  })
})

describe('到期终止 a permit that ends at a later day', () => {
  const LAST = '2017-07-19'
  const ENDS = '2017-07-20'
  /** Ended today as of the day to which it is valid. */
  async function endsLater() {
    const one = await issued()
    const body = {
      intentId: randomUUID(),
      event: 'conditions-gone' as const,
      happenedOn: parsePlainDate(ON),
      note: '已无合法稳定就业、住所、就读',
      document: '核查记录',
      cardTaken: false,
    }
    valueOf(await head.call('endPermit', { params: { ...params, permitId: one.permitId }, body }))
    return one
  }
  const sweepOn = async (on: string, deps: Deps = house.registry.deps) => {
    const { shared } = house.registry.deps
    await recordLegalDay(shared, parsePlainDate(on))
    try {
      return (await sweepAllCities(deps, AT))['retire-card']
    } finally {
      await recordLegalDay(shared, parsePlainDate(ON))
    }
  }
  const toldOf = (permitId: string) =>
    house.registry.asOwner(
      `select payload->>'because' as because, payload->>'legalOn' as since from foshan.outbox where subject_id = $1 and topic = 'exchange.card-standing'`,
      [permitId],
    )
  const cardsOf = (permitId: string) =>
    house.registry.asOwner('select state, voided_on::text from foshan.card where permit_id = $1', [permitId])
  const VOID = [{ state: 'void', voided_on: ENDS }]
  const TOLD = [{ because: 'permit-ended', since: ENDS }]

  it('its card is good until then; on the day it is void and the police are told once, also by two sweeps at once', async () => {
    const { permitId } = await endsLater()
    assert.equal(await sweepOn(LAST), 0)
    assert.deepEqual([await cardsOf(permitId), await toldOf(permitId)], [[{ state: 'good', voided_on: null }], []])
    const [one, two] = await Promise.all([sweepOn(ENDS), sweepAllCities(house.registry.deps, AT)])
    assert.equal((one ?? 0) + (two['retire-card'] ?? 0), 1)
    assert.equal(await sweepOn(ENDS), 0)
    assert.deepEqual([await cardsOf(permitId), await toldOf(permitId)], [VOID, TOLD])
  })

  it('nothing ran for weeks, and the first try broke off: it is void since its day, told once, and the case of another card is stopped', async () => {
    const { permitId } = await endsLater()
    const asked = await opened(permitId, 'damaged')
    await atPolice(asked)
    const { deps } = house.registry
    const broken = { ...deps, newId: () => assert.fail('cut off') }
    await assert.rejects(sweepOn('2017-09-01', broken), AggregateError)
    assert.deepEqual(await toldOf(permitId), [])
    assert.equal(await sweepOn('2017-09-01'), 1)
    assert.equal(await sweepOn('2017-09-02'), 0)
    const withdrawn = await house.registry.asOwner(
      `select 1 from foshan.outbox where subject_id = $1 and topic = 'exchange.order-withdrawn'`,
      [asked.cardCaseId],
    )
    assert.equal(withdrawn.length, 1)
    const [row] = await house.registry.asOwner('select state from foshan.card_case where card_case_id = $1', [
      asked.cardCaseId,
    ])
    assert.equal(row?.['state'], 'stopped')
  })

  it('one that ends at once is told with the decision and never again; one that goes on after all is left alone', async () => {
    const { permitId } = await issued()
    const body = {
      intentId: randomUUID(),
      event: 'local-hukou' as const,
      happenedOn: parsePlainDate(ON),
      note: '户口已迁入',
      document: '户口迁入通知',
      cardTaken: true,
    }
    valueOf(await head.call('endPermit', { params: { ...params, permitId }, body }))
    const atOnce = [{ because: 'permit-ended', since: ON }]
    assert.deepEqual(await toldOf(permitId), atOnce)
    const goesOn = await endsLater()
    const { objectionId, version } = valueOf(
      await clerk.call('objectToAct', {
        params,
        body: {
          intentId: randomUUID(),
          against: 'permit-ended',
          subjectId: goesOn.permitId,
          statement: '我已有新的住所，有租赁合同',
        },
      }),
    )
    const deputy = await house.signIn(OFFICIALS.deputyHead)
    valueOf(
      await deputy.call('answerObjection', {
        params: { ...params, objectionId },
        body: { intentId: randomUUID(), expectedVersion: version, answer: 'upheld', reason: '新的租赁合同属实' },
      }),
    )
    assert.deepEqual(
      (await deskOf(goesOn.permitId)).endings.map(({ state }) => state),
      ['taken-back'],
    )
    assert.equal(await sweepOn(ENDS), 0)
    assert.deepEqual(await toldOf(permitId), atOnce)
    assert.deepEqual(await toldOf(goesOn.permitId), [])
    assert.deepEqual(await cardsOf(goesOn.permitId), [{ state: 'good', voided_on: null }])
    const again = { ...body, intentId: randomUUID() }
    valueOf(await head.call('endPermit', { params: { ...params, permitId: goesOn.permitId }, body: again }))
    assert.deepEqual(await toldOf(goesOn.permitId), atOnce)
  })

  /** Ended, and an objection taken against it on the same day. */
  async function objected(end: () => Promise<{ readonly permitId: string; readonly personId: string }>) {
    const one = await end()
    const statement = '我一直住在这里，租赁合同没有断过'
    const body = { intentId: randomUUID(), against: 'permit-ended' as const, subjectId: one.permitId, statement }
    const { objectionId, version } = valueOf(await clerk.call('objectToAct', { params, body }))
    return { ...one, objectionId, version }
  }
  const uphold = (who: ApiClient, { objectionId, version }: { objectionId: string; version: number }, intentId = '') =>
    who.call('answerObjection', {
      params: { ...params, objectionId },
      body: {
        intentId: intentId === '' ? randomUUID() : intentId,
        expectedVersion: version,
        answer: 'upheld',
        reason: '租赁合同属实',
      },
    })
  const cardIfUpheld = async (personId: string) => {
    const { objections } = valueOf(await head.call('getObjections', { params: { ...params, personId } }))
    return objections[0]
  }
  const letterOf = (objectionId: string) =>
    house.registry.asOwner(
      `select topic from foshan.outbox where subject_id = $1 and topic <> 'notice.objection-taken' order by topic desc`,
      [objectionId],
    )

  it('异议成立时证已作废：随答复免费另制新证，不需申请；原证仍作废，公安只得知一次；另一负责人审核后订单才过边界', async () => {
    const one = await objected(endsLater)
    assert.equal(await sweepOn(ENDS), 1)
    await house.setDay('2017-07-21')
    const deputy = await house.signIn(OFFICIALS.deputyHead)
    const seen = await cardIfUpheld(one.personId)
    assert.deepEqual(seen?.card, { becomes: 'made', voidedOn: ENDS, dueOn: '2017-08-04', refusals: [] })
    const intentId = randomUUID()
    for (const _ of ['once', 'again']) valueOf(await uphold(deputy, one, intentId))
    const letters = ['notice.objection-upheld-card', 'notice.objection-endorse-until'].map((topic) => ({ topic }))
    assert.deepEqual(await letterOf(one.objectionId), letters)
    const desk = await deskOf(one.permitId)
    assert.deepEqual(
      desk.cases.map(({ business, state, dueOn, tariffFen }) => [business, state, dueOn, tariffFen]),
      [['office-error-correction', 'accepted', '2017-08-04', 0]],
    )
    const asked = desk.cases[0]
    assert.ok(asked)
    assert.deepEqual(codesOf(await deputy.call('approveCardCase', { params: at(asked), body: step(asked) })), [
      'access.same-person-signed-before',
    ])
    valueOf(await head.call('approveCardCase', { params: at(asked), body: step(asked) }))
    const orders = await house.registry.asOwner(
      `select 1 from foshan.outbox where subject_id = $1 and topic = 'exchange.card-order'`,
      [asked.cardCaseId],
    )
    assert.equal(orders.length, 1)
    const source = await house.registry.asOwner(
      `select e.evidence, e.signing_id::text from foshan.signature s join foshan.signing_evidence e using (signing_id) where s.case_id = $1 order by s.case_version`,
      [asked.cardCaseId],
    )
    assert.equal(source[0]?.['signing_id'], intentId, 'accepted under the signature of the answer')
    const evidence = source.map((row) => String(row['evidence']))
    const about = { caseId: asked.cardCaseId }
    const verdict = judgeApproval(
      { city: 'foshan', about, saidBy: CASE_PASSED, steps: ['accept', 'review'], evidence },
      { officials: {}, isDemoTaken: true },
    )
    assert.equal(verdict.is, 'proven', JSON.stringify(verdict))
    assert.deepEqual([await cardsOf(one.permitId), await toldOf(one.permitId)], [VOID, TOLD])
    assert.equal(await sweepOn('2017-07-22'), 0)
    const answered = await cardIfUpheld(one.personId)
    assert.deepEqual([answered?.card, answered?.permitId], [null, one.permitId])
    await house.setDay(ON)
  })

  it('原证还没有作废的继续使用；终止前已丢失又没有申请补领的，不另制', async () => {
    const one = await objected(endsLater)
    const deputy = await house.signIn(OFFICIALS.deputyHead)
    assert.equal((await cardIfUpheld(one.personId))?.card?.becomes, 'kept')
    valueOf(await uphold(deputy, one))
    assert.deepEqual(await letterOf(one.objectionId), [{ topic: 'notice.objection-upheld' }])
    assert.deepEqual((await deskOf(one.permitId)).cases, [])
    const lost = await objected(async () => {
      const ended = await endsLater()
      valueOf(
        await clerk.call('reportCardLost', {
          params: { ...params, permitId: ended.permitId },
          body: { intentId: randomUUID(), note: '乘车时遗失' },
        }),
      )
      return ended
    })
    assert.equal((await cardIfUpheld(lost.personId))?.card?.becomes, 'none')
    valueOf(await uphold(deputy, lost))
    assert.deepEqual((await deskOf(lost.permitId)).cases, [])
  })

  it('没有照片可用的不随答复受理，答复前说明，照样成立；带照片来即可更正', async () => {
    const one = await objected(endsLater)
    assert.equal(await sweepOn(ENDS), 1)
    await house.registry.asOwner(
      `update foshan.material set superseded_on = '2017-07-20' where kind = 'photo' and person_id = $1`,
      [one.personId],
    )
    const seen = await cardIfUpheld(one.personId)
    assert.deepEqual(
      [seen?.card?.becomes, seen?.card?.refusals.map(({ code }) => code)],
      ['asked-for', ['card.photo-missing']],
    )
    valueOf(await uphold(await house.signIn(OFFICIALS.deputyHead), one))
    assert.deepEqual(await letterOf(one.objectionId), [{ topic: 'notice.objection-upheld-card-owed' }])
    const desk = await deskOf(one.permitId)
    assert.deepEqual([desk.cases.length, desk.photoOnFile], [0, false])
  })

  it('答复和到期的作废同时发生：或者证没有作废、继续使用，或者作废而另制，不会两样都没有', async () => {
    const one = await objected(endsLater)
    await recordLegalDay(house.registry.deps.shared, parsePlainDate(ENDS))
    const deputy = await house.signIn(OFFICIALS.deputyHead)
    const [answered, swept] = await Promise.all([uphold(deputy, one), sweepAllCities(house.registry.deps, AT)])
    await recordLegalDay(house.registry.deps.shared, parsePlainDate(ON))
    valueOf(answered)
    const [{ cases }, messages] = [await deskOf(one.permitId), await toldOf(one.permitId)]
    const isVoid = swept['retire-card'] === 1
    assert.equal(cases.length, isVoid ? 1 : 0)
    assert.deepEqual(messages, isVoid ? TOLD : [])
    assert.deepEqual(await cardsOf(one.permitId), isVoid ? VOID : [{ state: 'good', voided_on: null }])
  })
})
