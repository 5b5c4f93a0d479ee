import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type CastOfficial, OFFICIALS } from '@anju/dev/cast.ts'
import type { ObjectableAct } from '@anju/domain/objection/decide-act-objection.ts'
import { driveEndorsements, grantedEndorsement } from '@anju/tests/endorsement-driver.ts'
import { driveApplications, refusalCodes, step } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { answerObjection } from './answer-objection.ts'
import { getObjections } from './get-objections.ts'
import { getResidence } from './get-residence.ts'
import { composeSheet } from '../paper/compose-sheet.ts'
import { loadPaperFacts } from './load-paper-facts.ts'
import { listQueue } from './list-queue.ts'
import { objectToAct } from './object-to-act.ts'
import { refuseApplication } from './refuse-application.ts'

let registry: TestRegistry
let cases: ReturnType<typeof driveApplications>
let drive: ReturnType<typeof driveEndorsements>
before(async () => {
  registry = await openTestRegistry()
  cases = driveApplications(registry)
  drive = driveEndorsements(registry, cases)
})
after(() => registry.close())

const at = (on: string, member: CastOfficial = OFFICIALS.clerk) => registry.act(member, on, 'city')
const object = (against: ObjectableAct, subjectId: string, on: string) =>
  objectToAct(registry.deps, at(on), {
    intentId: randomUUID(),
    against,
    subjectId,
    statement: '我一直住在这里，有房东可以作证',
  })
const answer = (objectionId: string, how: 'upheld' | 'rejected', on: string, member: CastOfficial) =>
  answerObjection(registry.deps, at(on, member), {
    intentId: randomUUID(),
    objectionId,
    expectedVersion: 1,
    answer: how,
    reason: '再次核实，房东和邻居证明',
  })
const permitState = async (personId: string, on: string) =>
  (await getResidence(registry.deps, at(on), personId)).permits[0]?.state

const paperOf = (objectionId: string, on: string) => {
  const act = at(on)
  return act.city.pool.look(act.scope, (db) => loadPaperFacts(registry.deps, act, db, 'objection-answer', objectionId))
}

/** An endorsement accepted in time on 2017-07-17 and refused on 2017-07-25 by the clerk. */
async function refusedEndorsement() {
  const held = await drive.issued()
  const open = grantedEndorsement(await drive.endorse(held.permitId, '2017-07-17', { write: null }))
  assert.ok((await drive.refuse(open.subjectId, open.version, '2017-07-25')).ok)
  return { ...held, endorsementId: open.subjectId }
}

describe('对不利决定的异议', () => {
  it('不予签注，异议成立：签注回到受理之日，从未中止，年限和有效期照原来的日子', async () => {
    const { endorsementId, personId } = await refusedEndorsement()
    assert.equal(await permitState(personId, '2017-07-26'), 'suspended')
    const taken = await object('endorsement-refused', endorsementId, '2017-08-09')
    assert.ok(taken.ok, JSON.stringify(taken))
    assert.equal(taken.value.dueOn, '2017-08-24')
    assert.deepEqual(refusalCodes(await object('endorsement-refused', endorsementId, '2017-08-09')), [
      'objection.taken-before',
    ])
    const { items } = await listQueue(registry.deps, registry.act(OFFICIALS.stationHead, '2017-08-25'), {
      all: false,
      part: '',
    })
    const waiting = items.find(({ id }) => id === taken.value.subjectId)
    assert.deepEqual([waiting?.kind, waiting?.dueOn, waiting?.overdue], ['objection', '2017-08-24', true])
    assert.equal(await permitState(personId, '2017-08-10'), 'suspended', 'the act stands until it is answered')

    const done = await answer(taken.value.subjectId, 'upheld', '2017-08-15', OFFICIALS.stationHead)
    assert.ok(done.ok, JSON.stringify(done))
    assert.equal(await permitState(personId, '2017-08-15'), 'in-force')
    const [row] = await registry.asOwner(
      'select version, accepted_on::text, refused_on from foshan.endorsement where endorsement_id = $1',
      [endorsementId],
    )
    assert.deepEqual([row?.['accepted_on'], row?.['refused_on']], ['2017-07-17', null])
    grantedEndorsement(await drive.complete(endorsementId, Number(row?.['version']), '2017-08-20'))
    const [permit] = (await getResidence(registry.deps, at('2017-08-20'), personId)).permits
    assert.deepEqual([permit?.state, permit?.validUntil, permit?.restoredOn], ['in-force', '2018-07-15', []])
    const signed = await registry.asOwner(
      'select step from foshan.signature where case_id = $1 order by case_version',
      [taken.value.subjectId],
    )
    assert.deepEqual(signed, [{ step: 'take-objection' }, { step: 'answer-objection' }])
  })

  it('异议不成立：理由、复议和诉讼期限从答复之日算，原决定不变；周末顺延，过期说明还有什么路', async () => {
    const { endorsementId, personId } = await refusedEndorsement()
    const late = await object('endorsement-refused', endorsementId, '2017-08-10')
    assert.ok(!late.ok)
    assert.deepEqual(
      late.refusals.map(({ code, facts }) => [code, facts['lastDayOn']]),
      [['objection.too-late', '2017-08-09']],
    )
    const taken = await object('endorsement-refused', endorsementId, '2017-07-28')
    assert.ok(taken.ok)
    // 2017-08-12 is a Saturday.
    assert.equal(taken.value.dueOn, '2017-08-14')
    assert.deepEqual(refusalCodes(await paperOf(taken.value.subjectId, '2017-07-31')), ['paper.not-yet'])
    const done = await answer(taken.value.subjectId, 'rejected', '2017-08-01', OFFICIALS.stationHead)
    assert.ok(done.ok)
    assert.deepEqual(
      done.grounds.map(({ key, facts }) => [key, facts['until']]),
      [
        ['objection.rejected', undefined],
        ['remedy.review', '2017-09-30'],
        ['remedy.lawsuit', '2018-02-01'],
      ],
    )
    assert.equal(await permitState(personId, '2017-08-02'), 'suspended')
    const printed = await paperOf(taken.value.subjectId, '2017-08-02')
    assert.ok(printed.ok && printed.value.facts.kind === 'objection-answer')
    const sheet = JSON.stringify(composeSheet(printed.value.facts))
    for (const words of ['异议答复书', '维持原决定', '2017年9月30日', '2018年2月1日', '房东和邻居证明'])
      assert.ok(sheet.includes(words), `${words} in ${sheet}`)
    const known = await getObjections(registry.deps, at('2017-08-02'), personId)
    assert.deepEqual(
      known.objections.map(({ answer: how, reason, remedies }) => [how, reason, remedies.length]),
      [['rejected', '再次核实，房东和邻居证明', 2]],
    )
    const [kept] = await registry.asOwner('select statement_enc from foshan.objection where objection_id = $1', [
      taken.value.subjectId,
    ])
    assert.ok(
      !Buffer.from(kept?.['statement_enc'] as Buffer)
        .toString('utf8')
        .includes('房东'),
    )
  })

  it('不予办证：作出决定的站长不能答复，副站长可以；成立后回到原来的步骤和期限', async () => {
    const verified = await cases.verified()
    const refusedCase = await refuseApplication(registry.deps, cases.by(OFFICIALS.stationHead, '2016-07-08'), {
      ...step(verified),
      reasons: [{ code: 'condition-not-met', note: '租约已到期' }],
    })
    assert.ok(refusedCase.ok, JSON.stringify(refusedCase))
    const [stood] = await registry.asOwner(
      'select due_on::text, accepted_on::text from foshan.application where application_id = $1',
      [verified.applicationId],
    )
    const taken = await object('application-refused', verified.applicationId, '2016-07-11')
    assert.ok(taken.ok, JSON.stringify(taken))
    assert.deepEqual(refusalCodes(await answer(taken.value.subjectId, 'upheld', '2016-07-12', OFFICIALS.stationHead)), [
      'objection.answered-by-decider',
    ])
    assert.ok((await answer(taken.value.subjectId, 'upheld', '2016-07-12', OFFICIALS.deputyHead)).ok)
    const [row] = await registry.asOwner(
      'select state, version, due_on::text, accepted_on::text, closed_on from foshan.application where application_id = $1',
      [verified.applicationId],
    )
    assert.deepEqual(
      [row?.['state'], row?.['due_on'], row?.['accepted_on'], row?.['closed_on']],
      ['verified', stood?.['due_on'], stood?.['accepted_on'], null],
    )
    const again = { ...verified, version: Number(row?.['version']) }
    assert.equal((await cases.approve(again, '2016-07-13')).state, 'approved')
    assert.deepEqual(refusalCodes(await object('application-refused', verified.applicationId, '2016-07-14')), [
      'objection.nothing-against',
    ])
  })
})
