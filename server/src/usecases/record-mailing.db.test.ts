import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { newPerson } from '@anju/tests/registry-house.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'
import type { DeliveryState } from '../gateway/delivery-state.ts'
import { openPaperPress } from '../paper/paper-press.ts'
import { listCalls } from './list-calls.ts'
import { listMailings } from './list-mailings.ts'
import { loadLetterFacts } from './load-letter-facts.ts'
import { LEGAL_EFFECT } from './notice-channel.ts'
import { getPaper, printPaper } from './print-paper.ts'
import { recordCall } from './record-call.ts'
import { recordMailing } from './record-mailing.ts'
import { registerResidence } from './register-residence.ts'

let registry: TestRegistry
before(async () => {
  registry = await openTestRegistry()
})
after(() => registry.close())

const clerk = (day: string, member: CastOfficial = OFFICIALS.clerk) => registry.act(member, day)
const MADE = '2016-03-01'

async function newResident(): Promise<string> {
  const declaration = declarationOf(newPerson('foshan'), DWELLINGS.flat.dwellingId, '2016-01-05')
  const act = registry.act(OFFICIALS.clerk, '2016-01-05', 'city')
  const done = await registerResidence(registry.deps, act, { intentId: randomUUID(), ...declaration })
  assert.ok(done.ok)
  const [row] = await registry.asOwner('select person_id from foshan.registration where registration_id = $1', [
    done.value.subjectId,
  ])
  return String(row?.['person_id'])
}

/** A notice of one part as it stands after some time; without a state its person has no number. */
async function notice(template: string, state?: DeliveryState): Promise<string> {
  const personId = await newResident()
  const noticeId = randomUUID()
  const [person] = await registry.asOwner('select dek_wrapped, division_code from foshan.person where person_id = $1', [
    personId,
  ])
  const key = person?.['dek_wrapped']
  assert.ok(person !== undefined && Buffer.isBuffer(key))
  const place = { table: 'notice', column: 'text_enc', rowId: noticeId, personId }
  const sealed = registry.deps.crypto.seal(place, `【佛山居住证】某某，${template}。`, key)
  await registry.asOwner(
    `insert into foshan.notice (notice_id, person_id, division_code, outbox_id, template, text_enc, made_on, state)
     values ($1, $2, $3, gen_random_uuid(), $4, $5, $6, $7)`,
    [
      noticeId,
      personId,
      person['division_code'],
      `${template}/1`,
      sealed,
      MADE,
      state === undefined ? 'no-number' : 'gateway',
    ],
  )
  if (state !== undefined)
    await registry.asOwner(
      `insert into foshan.sms_part (notice_id, part, parts, person_id, division_code, gateway, state, due_at, expires_at, why)
       values ($1, 1, 1, $2, $3, 'test', $4, now(), now(), 'UNDELIV')`,
      [noticeId, personId, person['division_code'], state],
    )
  return noticeId
}
const listed = async (day: string, member: CastOfficial = OFFICIALS.clerk) =>
  (await listMailings(registry.deps, clerk(day, member))).map(({ noticeId }) => noticeId)
const call = (noticeId: string, result: 'reached' | 'no-answer' | 'wrong-number', day = '2016-03-02') =>
  recordCall(registry.deps, clerk(day), { intentId: randomUUID(), noticeId, result, note: '' })
const post = (noticeId: string, day: string, intentId = randomUUID(), trackingNo = '') =>
  recordMailing(registry.deps, clerk(day), { intentId, noticeId, trackingNo })

describe('letters of notices with legal effect 待邮寄', () => {
  it('three days after, where neither message nor call reached the person; at once where there is no number', async () => {
    const failed = await notice('cancelled-untrue', 'failed-permanent')
    const expired = await notice('suspended', 'expired')
    const nobody = await notice('refused')
    const wrong = await notice('endorsement-refused', 'failed-permanent')
    const told = await notice('refused', 'expired')
    const others = [
      await notice('refused', 'delivered'),
      await notice('refused', 'unknown'),
      await notice('half-year-reached', 'expired'),
    ]
    await call(wrong, 'wrong-number')
    await call(told, 'reached')
    await call(failed, 'no-answer')
    assert.deepEqual((await listed('2016-03-03')).toSorted(), [nobody, wrong].toSorted())
    const all = await listed('2016-03-04')
    assert.deepEqual(all.toSorted(), [failed, expired, nobody, wrong].toSorted())
    assert.ok(!others.some((each) => all.includes(each)))
    assert.deepEqual(await listed('2016-03-04', OFFICIALS.guichengClerk), [])
    assert.equal((await listed('2017-03-04')).length, 4, 'it waits until it is posted')
  })

  it('printed, printed again to the same bytes, posted once; then it has its end and is in the ledger', async () => {
    const noticeId = await notice('cancelled-unreached', 'expired')
    await call(noticeId, 'no-answer')
    const press = openPaperPress()
    const print = { intentId: randomUUID(), kind: 'notice-letter', subjectId: noticeId } as const
    const printed = await printPaper(registry.deps, clerk('2016-03-05'), print, press)
    assert.ok(printed.ok)
    assert.equal(printed.value.pdf.subarray(0, 5).toString(), '%PDF-')
    const again = await getPaper(registry.deps, clerk('2016-03-06'), printed.value.subjectId, press)
    assert.ok(again.pdf.equals(printed.value.pdf))
    const line = (await listMailings(registry.deps, clerk('2016-03-06'))).find((each) => each.noticeId === noticeId)
    assert.equal(line?.printedOn, '2016-03-05')
    const intentId = randomUUID()
    for (let times = 0; times < 2; times += 1)
      assert.ok((await post(noticeId, '2016-03-07', intentId, 'XA12345678944')).ok)
    assert.ok(!(await listed('2016-03-08')).includes(noticeId))
    const toCall = await listCalls(registry.deps, clerk('2016-03-08'))
    assert.ok(!toCall.some((each) => each.noticeId === noticeId))
    await assert.rejects(post(noticeId, '2016-03-08'), /No letter to be posted/)
    await assert.rejects(
      printPaper(registry.deps, clerk('2016-03-08'), { ...print, intentId: randomUUID() }, press),
      /No letter/,
    )
    const ledger = await registry.asOwner(
      'select kind, stream_version as version from foshan.ledger where stream_id = $1 order by stream_version',
      [noticeId],
    )
    assert.deepEqual(ledger, [
      { kind: 'notice-called/1', version: 1 },
      { kind: 'notice-posted/1', version: 2 },
    ])
    const [kept] = await registry.asOwner('select tracking_no, paper_id from foshan.mailing where notice_id = $1', [
      noticeId,
    ])
    assert.deepEqual(kept, { tracking_no: 'XA12345678944', paper_id: printed.value.subjectId })
    assert.ok((await call(noticeId, 'reached', '2016-03-09')).ok, 'a call may still follow')
  })

  it('goes to the registered address, or to that of the hukou where the notice says that nobody lives there', async () => {
    const address = async (template: string) => {
      const noticeId = await notice(template, 'expired')
      const act = clerk('2016-03-05')
      return act.city.pool.look(act.scope, (db) => loadLetterFacts(registry.deps, act, db, noticeId))
    }
    const registered = await address('refused')
    const elsewhere = await address('cancelled-untrue')
    assert.match(registered.address, /佛山市/)
    assert.doesNotMatch(elsewhere.address, /佛山市/)
    assert.ok(elsewhere.address.length > 6, elsewhere.address)
    assert.deepEqual([registered.state, registered.madeOn], ['expired', MADE])
  })

  it('two clerks at once post one letter', async () => {
    const noticeId = await notice('refused', 'expired')
    const settled = await Promise.allSettled([1, 2, 3].map(() => post(noticeId, '2016-03-05')))
    assert.equal(settled.filter(({ status }) => status === 'fulfilled').length, 1)
    const rows = await registry.asOwner('select 1 from foshan.mailing where notice_id = $1', [noticeId])
    assert.equal(rows.length, 1)
  })

  it('every notice with legal effect ends: delivered, told by telephone or posted, else it stands on a list', async () => {
    const ends = async (noticeId: string, day: string) => {
      const [row] = await registry.asOwner(
        `select (select bool_and(state = 'delivered') from foshan.sms_part where notice_id = $1) as delivered,
           exists (select from foshan.notice_call where notice_id = $1 and result = 'reached') as called,
           exists (select from foshan.mailing where notice_id = $1) as posted`,
        [noticeId],
      )
      const final = ['delivered', 'called', 'posted'].filter((end) => row?.[end] === true)
      const open = (await listed(day)).includes(noticeId) ? ['to be posted'] : []
      return [...final, ...open]
    }
    for (const template of LEGAL_EFFECT) {
      const delivered = await notice(template, 'delivered')
      assert.deepEqual(await ends(delivered, '2016-03-05'), ['delivered'], template)
      const lost = await notice(template, 'expired')
      assert.deepEqual(await ends(lost, '2016-03-05'), ['to be posted'], template)
      await post(lost, '2016-03-05')
      assert.deepEqual(await ends(lost, '2016-03-06'), ['posted'], template)
    }
    // Negative control: a template that is left out of the list would end nowhere.
    const forgotten = await notice('half-year-reached', 'expired')
    assert.deepEqual(await ends(forgotten, '2016-03-05'), [])
  })

  it('the gravest are telephoned, and get a letter while the days to object still run 居住证终止、收缴、异议不成立、不予换补领', async () => {
    const press = openPaperPress()
    for (const template of ['permit-ended', 'permit-revoked', 'objection-rejected', 'card-refused']) {
      const noticeId = await notice(template, 'expired')
      const toCall = await listCalls(registry.deps, clerk('2016-03-02'))
      assert.ok(
        toCall.some((each) => each.noticeId === noticeId),
        template,
      )
      assert.ok((await listed('2016-03-05')).includes(noticeId), template)
      const print = { intentId: randomUUID(), kind: 'notice-letter', subjectId: noticeId } as const
      assert.ok((await printPaper(registry.deps, clerk('2016-03-05'), print, press)).ok, template)
    }
  })
})
