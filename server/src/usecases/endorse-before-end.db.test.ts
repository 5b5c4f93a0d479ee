import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type CastOfficial, OFFICIALS } from '@anju/dev/cast.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { driveEndorsements, grantedEndorsement } from '@anju/tests/endorsement-driver.ts'
import { driveApplications, refusalCodes } from '@anju/tests/permit-driver.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import { endPermit } from './end-permit.ts'
import { getEndorsement } from './get-endorsement.ts'
import { getResidence } from './get-residence.ts'
import { listEndedMeanwhile } from '../store/permit-ending.ts'

let registry: TestRegistry
let drive: ReturnType<typeof driveEndorsements>
before(async () => {
  registry = await openTestRegistry()
  drive = driveEndorsements(registry, driveApplications(registry))
})
after(() => registry.close())

const at = (on: string, member: CastOfficial = OFFICIALS.clerk) => registry.act(member, on, 'city')

/** No condition met any more, decided on the day: the permit of 2016-07-15 ends on 2017-07-15. */
async function conditionsGone(permitId: string, on: string) {
  const done = await endPermit(registry.deps, at(on, OFFICIALS.stationHead), {
    intentId: randomUUID(),
    permitId,
    event: 'conditions-gone',
    happenedOn: parsePlainDate(on),
    note: '已离职，住所退租',
    document: '谈话笔录',
    cardTaken: false,
  })
  assert.ok(done.ok, JSON.stringify(done))
  return done.value.subjectId
}
const standing = async (personId: string, on: string) => {
  const [permit] = (await getResidence(registry.deps, at(on), personId)).permits
  return [permit?.state, permit?.validUntil]
}
const kindsOf = async (streamId: string) => {
  const rows = await registry.asOwner('select kind from foshan.ledger where stream_id = $1 order by stream_version', [
    streamId,
  ])
  return rows.map(({ kind }) => kind)
}

describe('已决定到期终止的居住证，期内又具备条件', () => {
  it('签注使原定的终止撤回：当日起照常有效，到期之日不再终止，卡不作废，通知写明', async () => {
    const { permitId, personId } = await drive.issued()
    const endingId = await conditionsGone(permitId, '2017-06-20')
    const gone = await drive.endorse(permitId, '2017-07-01', { condition: 'none' })
    assert.deepEqual(refusalCodes(gone), ['endorsement.condition-gone', 'endorsement.end-decided'])
    assert.equal((await getEndorsement(registry.deps, at('2017-07-01'), permitId)).possible, true)
    const done = grantedEndorsement(await drive.endorse(permitId, '2017-07-01'))
    assert.deepEqual(await standing(personId, '2017-07-20'), ['in-force', '2018-07-15'])
    const [row] = await registry.asOwner(
      `select p.state, p.ended_on, n.state as ending, c.state as card from foshan.permit p join foshan.permit_ending n using (permit_id)
       join foshan.card c using (permit_id) where permit_id = $1`,
      [permitId],
    )
    assert.deepEqual(row, { state: 'in-force', ended_on: null, ending: 'taken-back', card: 'good' })
    assert.deepEqual(await kindsOf(endingId), ['end', 'act-taken-back'])
    const due = await registry
      .systemAct('foshan', '2017-07-20')
      .city.pool.look(registry.systemAct('foshan', '2017-07-20').scope, (db) =>
        listEndedMeanwhile(db, parsePlainDate('2017-07-20'), 10, permitId),
      )
    assert.deepEqual(due, [])
    const told = await registry.asOwner('select topic from foshan.outbox where subject_id = $1 order by topic', [
      done.subjectId,
    ])
    assert.deepEqual(
      told.map(({ topic }) => topic),
      ['notice.end-withdrawn', 'notice.endorsed'],
    )
    const [signed] = await registry.asOwner(
      `select count(*)::int as n from foshan.signature where case_id = $1 and step = 'endorse'`,
      [done.subjectId],
    )
    assert.deepEqual(signed, { n: 2 })
    // It stands no more, so another one may follow.
    await conditionsGone(permitId, '2017-08-01')
    assert.deepEqual(await standing(personId, '2017-08-02'), ['in-force', '2018-07-15'])
  })

  it('终止的日子到了，不再签注', async () => {
    const { permitId, personId } = await drive.issued()
    await conditionsGone(permitId, '2017-06-20')
    assert.deepEqual(refusalCodes(await drive.endorse(permitId, '2017-07-15')), ['permit.ended'])
    assert.deepEqual(await standing(personId, '2017-07-20'), ['ended', '2017-07-15'])
  })

  it('受理以后才决定终止的，不能办结：说明终止日期、原因和出路', async () => {
    const { permitId, personId } = await drive.issued()
    const open = grantedEndorsement(await drive.endorse(permitId, '2017-07-01', { write: null }))
    await conditionsGone(permitId, '2017-07-05')
    const no = await drive.complete(open.subjectId, open.version, '2017-07-10')
    assert.ok(!no.ok)
    assert.deepEqual(no.refusals, [
      {
        code: 'endorsement.end-decided',
        law: 'CN-663:10.2',
        facts: { endedOn: '2017-07-15', reason: 'conditions-gone' },
      },
    ])
    assert.deepEqual(await standing(personId, '2017-07-15'), ['ended', '2017-07-15'])
    assert.ok((await drive.refuse(open.subjectId, open.version, '2017-07-10')).ok)
  })

  it('终止撤回后受理，过了原定终止日才办结：按时', async () => {
    const { permitId, personId } = await drive.issued()
    await conditionsGone(permitId, '2017-06-20')
    const open = grantedEndorsement(await drive.endorse(permitId, '2017-07-14', { write: null }))
    assert.deepEqual(await standing(personId, '2017-07-20'), ['in-force', '2017-07-15'])
    grantedEndorsement(await drive.complete(open.subjectId, open.version, '2017-07-25'))
    assert.deepEqual(await standing(personId, '2017-07-25'), ['in-force', '2018-07-15'])
  })
})
