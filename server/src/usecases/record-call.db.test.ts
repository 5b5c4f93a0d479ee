import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { newPerson } from '@anju/tests/registry-house.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import type { DeliveryState } from '../gateway/delivery-state.ts'
import { listCalls } from './list-calls.ts'
import { recordCall } from './record-call.ts'
import { registerResidence } from './register-residence.ts'

let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())

const clerk = (day: string, member: CastOfficial = OFFICIALS.clerk) => registry.act(member, day)

async function newResident(): Promise<string> {
  const command = {
    intentId: randomUUID(),
    ...declarationOf(newPerson('foshan'), DWELLINGS.flat.dwellingId, '2016-01-05'),
  }
  const done = await registerResidence(registry.deps, registry.act(OFFICIALS.clerk, '2016-01-05', 'city'), command)
  assert.ok(done.ok)
  const [row] = await registry.asOwner('select person_id from foshan.registration where registration_id = $1', [
    done.value.subjectId,
  ])
  return String(row?.['person_id'])
}

/** A notice to a person as it stands after some time: by a gateway with its parts, or to nobody. */
async function notice(
  personId: string,
  template: string,
  madeOn: string,
  parts: readonly DeliveryState[],
): Promise<string> {
  const noticeId = randomUUID()
  const [person] = await registry.asOwner('select dek_wrapped, division_code from foshan.person where person_id = $1', [
    personId,
  ])
  const key = person?.['dek_wrapped']
  assert.ok(person !== undefined && Buffer.isBuffer(key))
  const place = { table: 'notice', column: 'text_enc', rowId: noticeId, personId }
  const sealed = registry.deps.crypto.seal(place, `【佛山居住证】${template}`, key)
  await registry.asOwner(
    `insert into foshan.notice (notice_id, person_id, division_code, outbox_id, template, text_enc, made_on, state)
     values ($1, $2, $3, gen_random_uuid(), $4, $5, $6, $7)`,
    [
      noticeId,
      personId,
      person['division_code'],
      `${template}/1`,
      sealed,
      madeOn,
      parts.length === 0 ? 'no-number' : 'gateway',
    ],
  )
  for (const [at, state] of parts.entries())
    await registry.asOwner(
      `insert into foshan.sms_part (notice_id, part, parts, person_id, division_code, gateway, state, due_at, expires_at, why)
       values ($1, $2, $3, $4, $5, 'test', $6, now(), now(), 'UNDELIV')`,
      [noticeId, at + 1, parts.length, personId, person['division_code'], state],
    )
  return noticeId
}
const listed = async (day = '2016-03-10', member: CastOfficial = OFFICIALS.clerk) =>
  (await listCalls(registry.deps, clerk(day, member))).map(({ noticeId }) => noticeId)

describe('the call list 待电话联系', () => {
  it('an adverse notice that did not arrive is on it, with the number in full; one that did, or is on its way, is not', async () => {
    const personId = await newResident()
    const failed = await notice(personId, 'presumed-left', '2016-03-01', ['failed-permanent'])
    const half = await notice(personId, 'presumed-left', '2016-03-02', ['delivered', 'expired'])
    const nobody = await notice(personId, 'refused', '2016-03-03', [])
    await notice(personId, 'presumed-left', '2016-03-04', ['delivered'])
    await notice(personId, 'presumed-left', '2016-03-05', ['unknown'])
    await notice(personId, 'still-here', '2016-03-06', ['failed-permanent'])
    assert.deepEqual(await listed(), [nobody, half, failed])
    const lines = await listCalls(registry.deps, clerk('2016-03-10'))
    assert.deepEqual(
      lines.map(({ state, why }) => [state, why]),
      [
        ['no-number', ''],
        ['expired', 'UNDELIV'],
        ['failed-permanent', 'UNDELIV'],
      ],
    )
    assert.match(lines[0]?.mobileMasked ?? '', /^1\d{2}\*{4}\d{4}$/)
    assert.deepEqual(await listed('2016-03-10', OFFICIALS.guichengClerk), [])
    assert.deepEqual(await listed('2016-05-05'), [], 'sixty days later it is no news')
    assert.deepEqual(await listed('2016-04-30'), [nobody, half, failed])
  })

  it('of reminders one that arrived is enough; else the latest stands for all', async () => {
    const reached = await newResident()
    await notice(reached, 'endorsement-opening', '2016-03-01', ['delivered'])
    await notice(reached, 'endorsement-due', '2016-03-08', ['expired'])
    const unreached = await newResident()
    await notice(unreached, 'endorsement-opening', '2016-03-01', ['expired'])
    const last = await notice(unreached, 'endorsement-due', '2016-03-08', ['failed-permanent'])
    const yearBefore = await newResident()
    await notice(yearBefore, 'endorsement-due', '2015-03-08', ['delivered'])
    const thisYear = await notice(yearBefore, 'endorsement-due', '2016-03-08', ['expired'])
    const own = new Set([reached, unreached, yearBefore])
    const lines = (await listCalls(registry.deps, clerk('2016-03-10'))).filter(({ personId }) => own.has(personId))
    assert.deepEqual(lines.map(({ noticeId }) => noticeId).toSorted(), [last, thisYear].toSorted())
  })

  it('called: unanswered stays, reached goes; each call once however often it is sent, and in the ledger', async () => {
    const personId = await newResident()
    const noticeId = await notice(personId, 'returned', '2016-03-09', ['expired'])
    const unanswered = { intentId: randomUUID(), noticeId, result: 'no-answer', note: '' } as const
    for (let times = 0; times < 2; times += 1) {
      const done = await recordCall(registry.deps, clerk('2016-03-10'), unanswered)
      assert.deepEqual(done.ok && done.value, { noticeId, number: 1 })
    }
    const [line] = (await listCalls(registry.deps, clerk('2016-03-10'))).filter((each) => each.noticeId === noticeId)
    assert.deepEqual(line?.earlier, [{ calledOn: '2016-03-10', result: 'no-answer', note: '' }])
    const otherContent = await recordCall(registry.deps, clerk('2016-03-10'), { ...unanswered, result: 'reached' })
    assert.equal(otherContent.ok ? '' : otherContent.refusals[0]?.code, 'intent.reused-with-other-content')
    const reached = { intentId: randomUUID(), noticeId, result: 'reached', note: '本人已知，周五来补材料' } as const
    const done = await recordCall(registry.deps, clerk('2016-03-11'), reached)
    assert.deepEqual(done.ok && done.value, { noticeId, number: 2 })
    assert.ok(!(await listed('2016-03-11')).includes(noticeId))
    const ledger = await registry.asOwner(
      'select kind, stream_version from foshan.ledger where stream_id = $1 order by stream_version',
      [noticeId],
    )
    assert.deepEqual(ledger, [
      { kind: 'notice-called/1', stream_version: 1 },
      { kind: 'notice-called/1', stream_version: 2 },
    ])
  })

  it('two clerks who telephone at once: both calls are kept, or the second is told to look again', async () => {
    const noticeId = await notice(await newResident(), 'returned', '2016-03-09', ['expired'])
    const call = () =>
      recordCall(registry.deps, clerk('2016-03-10'), { intentId: randomUUID(), noticeId, result: 'reached', note: '' })
    const settled = await Promise.allSettled([call(), call(), call()])
    const kept = settled.filter(({ status }) => status === 'fulfilled').length
    const [row] = await registry.asOwner('select count(*)::int as n from foshan.notice_call where notice_id = $1', [
      noticeId,
    ])
    assert.ok(kept >= 1)
    assert.equal(row?.['n'], kept)
    for (const each of settled) if (each.status === 'rejected') assert.match(String(each.reason), /same instant/)
  })

  it('a notice out of reach is not there', async () => {
    const noticeId = await notice(await newResident(), 'returned', '2016-03-09', ['expired'])
    await assert.rejects(
      recordCall(registry.deps, clerk('2016-03-10', OFFICIALS.guichengClerk), {
        intentId: randomUUID(),
        noticeId,
        result: 'reached',
        note: '',
      }),
      /No such notice within reach/,
    )
  })
})
