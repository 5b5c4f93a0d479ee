import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { composeSheet } from '../paper/compose-sheet.ts'
import { driveCards, grantedCard } from '@anju/tests/card-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { answerObjection } from './answer-objection.ts'
import { getCardDesk } from './get-card-desk.ts'
import { getObjections } from './get-objections.ts'
import { getResidence } from './get-residence.ts'
import { loadPaperFacts } from './load-paper-facts.ts'
import { objectToAct } from './object-to-act.ts'
import { cardCaseStanding } from './open-card-case.ts'

let registry: TestRegistry
let drive: ReturnType<typeof driveCards>
before(async () => {
  registry = await openTestRegistry()
  drive = driveCards(registry)
})
after(() => registry.close())

const clerk = (on: string) => drive.at(OFFICIALS.hallClerk, on)
/** The end of a permit, the statement against it, and its answer by another official of the hall. */
async function takenBack(permitId: string, personId: string, filedOn: string, answeredOn: string) {
  const taken = grantedCard(
    await objectToAct(registry.deps, clerk(filedOn), {
      intentId: randomUUID(),
      against: 'permit-ended',
      subjectId: permitId,
      statement: '户口没有迁入，是同名的人',
    }),
  )
  const { objections } = await getObjections(registry.deps, clerk(answeredOn), personId)
  grantedCard(
    await answerObjection(registry.deps, drive.at(OFFICIALS.hallReviewer, answeredOn), {
      intentId: randomUUID(),
      objectionId: taken.subjectId,
      expectedVersion: taken.version,
      answer: 'upheld',
      reason: '户口簿证明不是同一人',
    }),
  )
  return { objectionId: taken.subjectId, card: objections.find(({ objectionId: id }) => id === taken.subjectId)?.card }
}
const deskOf = (permitId: string, on: string) => getCardDesk(registry.deps, clerk(on), permitId)

describe('终止撤回后的证件 in Linhe, where the hall makes its own', () => {
  it('注销后异议成立：证件免费另制，日期不变，旧证仍作废；答复书写明', async () => {
    const { permitId, personId, idNumber, stockNo } = await drive.issued()
    grantedCard(await drive.end(permitId, '2018-03-01'))
    const { objectionId, card } = await takenBack(permitId, personId, '2018-03-05', '2018-03-12')
    assert.deepEqual(card, { becomes: 'made', voidedOn: '2018-03-01', dueOn: '2018-03-27', refusals: [] })
    const act = clerk('2018-03-12')
    const printed = await act.city.pool.look(act.scope, (db) =>
      loadPaperFacts(registry.deps, act, db, 'objection-answer', objectionId),
    )
    assert.ok(printed.ok && printed.value.facts.kind === 'objection-answer', JSON.stringify(printed))
    assert.match(JSON.stringify(composeSheet(printed.value.facts)), /免费另制新证，应于2018年3月27日前制证，不需要申请/)

    const [opened] = (await deskOf(permitId, '2018-03-12')).cases
    assert.ok(opened)
    assert.deepEqual([opened.business, opened.state, opened.tariffFen], ['office-error-correction', 'accepted', 0])
    const standing = { subjectId: opened.cardCaseId, version: opened.version, grounds: [], repeated: false }
    const asked = { ...standing, ...(await cardCaseStanding(act, opened.cardCaseId)) }
    const made = grantedCard(await drive.produce(asked, '2018-03-14', 'LH-OWED-1'))
    grantedCard(await drive.handOver(made, '2018-03-15', idNumber))
    assert.deepEqual(
      (await drive.cards(permitId)).map(({ stock_no: no, state, made_for: why, void_reason: end }) => [
        no,
        state,
        why,
        end,
      ]),
      [
        [stockNo, 'void', 'first', 'ended'],
        ['LH-OWED-1', 'good', 'correction', null],
      ],
    )
    const [permit] = (await getResidence(registry.deps, clerk('2018-03-15'), personId)).permits
    assert.deepEqual(
      [permit?.state, permit?.issuedOn, permit?.validUntil, permit?.cardMissing],
      ['in-force', '2017-11-15', '2018-11-15', false],
    )
  })

  it('终止时正在补领的：终止停下的，随答复免费重新办理；另外的终止再撤回，再欠一张', async () => {
    const { permitId, personId, idNumber } = await drive.issued()
    grantedCard(await drive.open(permitId, '2018-02-26'))
    grantedCard(await drive.end(permitId, '2018-03-01', { cardTaken: false }))
    const { card } = await takenBack(permitId, personId, '2018-03-05', '2018-03-12')
    assert.equal(card?.becomes, 'made')
    const states = async (on: string) =>
      (await deskOf(permitId, on)).cases.map(({ business, state }) => [business, state])
    assert.deepEqual(await states('2018-03-12'), [
      ['reissue', 'stopped'],
      ['office-error-correction', 'accepted'],
    ])
    const opened = (await deskOf(permitId, '2018-03-12')).cases[1]
    assert.ok(opened)
    const standing = { subjectId: opened.cardCaseId, version: opened.version, grounds: [], repeated: false }
    const asked = { ...standing, ...(await cardCaseStanding(clerk('2018-03-12'), opened.cardCaseId)) }
    const made = grantedCard(await drive.produce(asked, '2018-03-14'))
    grantedCard(await drive.handOver(made, '2018-03-15', idNumber, { oldCard: 'lost', note: '终止前已经丢失' }))
    grantedCard(await drive.end(permitId, '2018-04-02'))
    assert.equal((await takenBack(permitId, personId, '2018-04-03', '2018-04-04')).card?.becomes, 'made')
    assert.equal((await states('2018-04-04')).length, 3)
  })
})
