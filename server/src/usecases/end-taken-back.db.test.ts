import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type CastOfficial, OFFICIALS } from '@anju/dev/cast.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { driveEndorsements, grantedEndorsement } from '@anju/tests/endorsement-driver.ts'
import { driveApplications } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { composeSheet } from '../paper/compose-sheet.ts'
import { faultOfSeal, sealedColumns, type SealedRow } from '../store/row-seal.ts'
import { announceDays } from './announce-days.ts'
import { answerObjection } from './answer-objection.ts'
import { endPermit } from './end-permit.ts'
import { getResidence } from './get-residence.ts'
import { loadPaperFacts } from './load-paper-facts.ts'
import { objectToAct } from './object-to-act.ts'

let registry: TestRegistry
let drive: ReturnType<typeof driveEndorsements>
before(async () => {
  registry = await openTestRegistry()
  drive = driveEndorsements(registry, driveApplications(registry))
})
after(() => registry.close())

const at = (on: string, member: CastOfficial = OFFICIALS.clerk) => registry.act(member, on, 'city')

/** A permit of 2016-07-15, ended by a record of the local hukou; the end taken back on another day. */
async function takenBack(endedOn: string, answeredOn: string) {
  const held = await drive.issued()
  const ended = await endPermit(registry.deps, at(endedOn, OFFICIALS.stationHead), {
    intentId: randomUUID(),
    permitId: held.permitId,
    event: 'local-hukou',
    happenedOn: parsePlainDate(endedOn),
    note: '户口已迁入',
    document: '户口迁入通知',
    cardTaken: false,
  })
  assert.ok(ended.ok, JSON.stringify(ended))
  const taken = await objectToAct(registry.deps, at(endedOn), {
    intentId: randomUUID(),
    against: 'permit-ended',
    subjectId: held.permitId,
    statement: '户口没有迁入，是同名的人',
  })
  assert.ok(taken.ok, JSON.stringify(taken))
  const answered = await answerObjection(registry.deps, at(answeredOn, OFFICIALS.deputyHead), {
    intentId: randomUUID(),
    objectionId: taken.value.subjectId,
    expectedVersion: 1,
    answer: 'upheld',
    reason: '户口簿证明不是同一人',
  })
  assert.ok(answered.ok, JSON.stringify(answered))
  return { ...held, objectionId: taken.value.subjectId, grounds: answered.grounds.map(({ key }) => key) }
}
const standing = async (personId: string, on: string) => {
  const { permits, residenceStart } = await getResidence(registry.deps, at(on), personId)
  const [permit] = permits
  return [permit?.state, permit?.validUntil, permit?.window?.lastInTimeOn, residenceStart]
}
const toldOf = async (subjectId: string) => {
  const rows = await registry.asOwner(
    'select topic, payload from foshan.outbox where subject_id = $1 order by topic desc',
    [subjectId],
  )
  return rows.map(({ topic, payload }) => [topic, (payload as { lastDayOn?: string }).lastDayOn])
}

describe('注销决定撤回以后的签注', () => {
  it('签注期在注销期间过去的：自答复起再有一个签注期的时间，期内签注为按时，年限不损失；通知和答复书写明', async () => {
    const { grounds, objectionId, permitId, personId } = await takenBack('2017-07-10', '2017-08-03')
    // A month ends on Sunday 2017-09-03.
    assert.deepEqual(await standing(personId, '2017-08-03'), ['in-force', '2017-07-15', '2017-09-04', '2016-01-05'])
    assert.ok(grounds.includes('objection.endorse-until'))
    assert.deepEqual(
      (await toldOf(objectionId)).filter(([topic]) => topic === 'notice.objection-endorse-until'),
      [['notice.objection-endorse-until', '2017-09-04']],
    )
    const act = at('2017-08-03')
    const printed = await act.city.pool.look(act.scope, (db) =>
      loadPaperFacts(registry.deps, act, db, 'objection-answer', objectionId),
    )
    assert.ok(printed.ok && printed.value.facts.kind === 'objection-answer', JSON.stringify(printed))
    assert.match(JSON.stringify(composeSheet(printed.value.facts)), /2017年9月4日前签注/)
    grantedEndorsement(await drive.endorse(permitId, '2017-09-04'))
    assert.deepEqual(await standing(personId, '2017-09-04'), ['in-force', '2018-07-15', '2018-07-16', '2016-01-05'])
  })

  it('到时仍没有签注的，次日起中止，由夜间告知', async () => {
    const { permitId, personId } = await takenBack('2017-07-10', '2017-08-03')
    await announceDays(registry.deps, registry.systemAct('foshan', '2017-09-04'))
    await announceDays(registry.deps, registry.systemAct('foshan', '2017-09-05'))
    const rows = await registry.asOwner(
      `select on_day::text from foshan.announcement where subject_id = $1 and transition = 'suspended'`,
      [permitId],
    )
    assert.deepEqual(rows, [{ on_day: '2017-09-05' }])
    assert.equal((await standing(personId, '2017-09-04'))[0], 'in-force')
    assert.equal((await standing(personId, '2017-09-05'))[0], 'suspended')
  })

  it('注销以前已经中止的，撤回后仍然中止；签注期还没到的，日子不变，也不另行通知', async () => {
    const late = await takenBack('2017-07-25', '2017-08-03')
    assert.equal((await standing(late.personId, '2017-08-03'))[0], 'suspended')
    assert.deepEqual((await toldOf(late.objectionId)).length, 2)
    const early = await takenBack('2017-02-10', '2017-02-20')
    assert.deepEqual((await standing(early.personId, '2017-06-20')).slice(0, 3), [
      'in-force',
      '2017-07-15',
      '2017-07-17',
    ])
    assert.ok(!early.grounds.includes('objection.endorse-until'))
  })

  it('给出的日子在封印之内：改了一天就不再相信', async () => {
    const { permitId } = await takenBack('2017-07-10', '2017-08-03')
    const read = async () => {
      const [row] = await registry.asOwner(
        `select ${sealedColumns('permit', 't')} from foshan.permit t where permit_id = $1`,
        [permitId],
      )
      return row as unknown as SealedRow
    }
    assert.equal(faultOfSeal(registry.deps.crypto, 'permit', await read()), undefined)
    await registry.asOwner(
      `update foshan.permit set ends_taken_back = array[daterange('2017-07-10', '2019-09-05')] where permit_id = $1`,
      [permitId],
    )
    assert.notEqual(faultOfSeal(registry.deps.crypto, 'permit', await read()), undefined)
    await assert.rejects(drive.endorse(permitId, '2017-10-10'), { name: 'SealBroken' })
  })
})
