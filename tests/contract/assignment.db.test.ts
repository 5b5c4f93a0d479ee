import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiClient } from '@anju/contract/api-client.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import { driveEndorsements, grantedEndorsement } from '@anju/tests/endorsement-driver.ts'
import { driveApplications } from '@anju/tests/permit-driver.ts'
import { openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'

type Item = AnswerOf<Routes['listQueue']>['items'][number]

const CITY = { city: 'foshan' } as const
const { stationHead, guichengClerk, clerk, coordinator } = OFFICIALS
/** One open case of every kind that waits in the queue. */
const cases = new Map<Item['kind'], string>()
let house: RegistryHouse
let head: ApiClient
/** An official of another area, who sees nothing of it by their post. */
let away: ApiClient

before(async () => {
  house = await openRegistryHouse()
  const { registry } = house
  const drive = driveApplications(registry)
  const endorsements = driveEndorsements(registry, drive)
  const held = await endorsements.issued()
  head = await house.signIn(stationHead)
  away = await house.signIn(guichengClerk)
  await house.setDay('2017-07-17')
  const endorsed = await endorsements.endorse(held.permitId, '2017-07-17', { write: null })
  cases.set('endorsement', grantedEndorsement(endorsed).subjectId)
  const other = await drive.register('2016-01-05')
  cases.set('registration', other.registrationId)
  cases.set('application', (await drive.submit(await drive.register('2016-01-05'))).applicationId)
  await enterRest(held)
})
after(() => house.close())

/** Rows as the programs write them, of the kinds whose whole way there is walked elsewhere. */
async function enterRest({ permitId, personId }: { readonly permitId: string; readonly personId: string }) {
  const { registry } = house
  const [of] = await registry.asOwner(
    `select t.division_code, a.registration_id, a.office_id from foshan.permit t join foshan.application a using (application_id) where permit_id = $1`,
    [permitId],
  )
  const place = [of?.['division_code'], of?.['office_id']]
  const enter = async (kind: Item['kind'], sql: string, parameters: readonly unknown[]) => {
    const id = randomUUID()
    await registry.asOwner(sql, [id, personId, ...parameters])
    cases.set(kind, id)
  }
  await enter(
    'card-case',
    `insert into foshan.card_case (card_case_id, person_id, division_code, office_id, permit_id, version, business, reason, pack, needs_review, state, accepted_on, due_on)
     values ($1, $2, $3, $4, $5, 1, 'replacement', 'damaged', 'foshan/2016-01-01', true, 'accepted', '2017-07-10', '2017-07-28')`,
    [...place, permitId],
  )
  const stopped = randomUUID()
  await registry.asOwner(
    `insert into foshan.card_case (card_case_id, person_id, division_code, office_id, permit_id, version, business, reason, pack, needs_review, state, accepted_on, due_on, closed_on)
     values ($1, $2, $3, $4, $5, 2, 'replacement', 'damaged', 'foshan/2016-01-01', true, 'refused', '2017-07-03', '2017-07-21', '2017-07-05')`,
    [stopped, personId, ...place, permitId],
  )
  await enter(
    'fee',
    `insert into foshan.fee_entry (entry_id, person_id, division_code, office_id, receipt_no, kind, business, card_case_id, fen, waived_fen, law, pack, taken_by, taken_on, taken_at)
     values ($1, $2, $3, $4, 'F1012017000001', 'charge', 'replacement', $5, 2000, 0, 'CN-663:21', 'foshan/2016-01-01', $6, '2017-07-03', '2017-07-03T09:00:00+08:00')`,
    [...place, stopped, clerk.officialId],
  )
  await enter(
    'permit-ending',
    `insert into foshan.permit_ending (ending_id, person_id, division_code, permit_id, version, event, happened_on, pack, law, state, proposed_by, proposed_on, card)
     values ($1, $2, $3, $4, 1, 'fraud', '2017-07-01', 'foshan/2016-01-01', 'CN-663:18', 'proposed', $5, '2017-07-10', 'collected')`,
    [place[0], permitId, clerk.officialId],
  )
  await enter(
    'objection',
    `insert into foshan.objection (objection_id, person_id, division_code, office_id, version, against, subject_id, told_on, filed_on, due_on, statement_enc, pack)
     values ($1, $2, $3, $4, 1, 'permit-ended', $5, '2017-07-01', '2017-07-10', '2017-07-25', '', 'foshan/2016-01-01')`,
    [...place, permitId],
  )
  await enter(
    'transfer',
    `insert into foshan.permit_transfer (transfer_id, person_id, division_code, office_id, registration_id, version, permit_no, card_no, issued_on, issued_in, issuing_office, old_address, pack, state, opened_by, opened_on, answer_due_on)
     values ($1, $2, $3, $4, $5, 1, '1', '1', '2016-03-01', '440304', '福田', '福田区某路1号', 'foshan/2016-01-01', 'asked', $6, '2017-07-10', '2017-07-25')`,
    [...place, of?.['registration_id'], clerk.officialId],
  )
  await enter(
    'letter',
    `insert into foshan.office_letter (letter_id, person_id, division_code, from_office_id, to_office_id, kind, permit_id, name, permit_no, address, to_office, sent_on)
     values ($1, $2, $3, $4, $4, 'address-changed', $5, '某人', '1', '福田区某路1号', '张槎', '2017-07-10')`,
    [...place, permitId],
  )
}

const assign = (by: ApiClient, caseId: string, to: CastOfficial | null) =>
  by.call('assignCase', {
    params: CITY,
    body: { intentId: randomUUID(), caseId, officialId: to?.officialId ?? null, reason: '熟悉情况' },
  })
const queueOf = async (desk: ApiClient) =>
  valueOf(await desk.call('listQueue', { params: CITY, body: { all: '1' } })).items
const ownOf = async (desk: ApiClient) => (await queueOf(desk)).filter(({ assignee }) => assignee?.isMe === true)

describe('指派承办人：待办里的每一类事项都一样', () => {
  it('一处样本含全部种类：站长的待办里都看得到，外站的一件也看不到', async () => {
    const all = await queueOf(head)
    for (const [kind, caseId] of cases)
      assert.ok(
        all.some((item) => item.kind === kind && item.caseId === caseId),
        kind,
      )
    assert.equal(cases.size, 9)
    assert.deepEqual(await queueOf(away), [])
  })

  for (const kind of [
    'registration',
    'application',
    'endorsement',
    'card-case',
    'permit-ending',
    'objection',
    'transfer',
    'letter',
    'fee',
  ] as const)
    it(`${kind}：指派后承办人看得到并标明是自己的，收回后看不到`, async () => {
      const caseId = cases.get(kind) ?? assert.fail()
      assert.equal(problemOf(await away.call('getAssignment', { params: { ...CITY, caseId } })).code, 'not-found')
      valueOf(await assign(head, caseId, guichengClerk))
      assert.deepEqual(
        (await ownOf(away)).map((item) => [item.kind, item.caseId]),
        [[kind, caseId]],
      )
      const { assignee } = valueOf(await away.call('getAssignment', { params: { ...CITY, caseId } }))
      assert.deepEqual([assignee?.officialId, assignee?.by], [guichengClerk.officialId, stationHead.name])
      valueOf(await assign(head, caseId, null))
      assert.deepEqual(await queueOf(away), [])
    })

  it('改派：原承办人不再看到；账本记着从谁到谁，每次都有签名', async () => {
    const caseId = cases.get('card-case') ?? assert.fail()
    valueOf(await assign(head, caseId, guichengClerk))
    valueOf(await assign(head, caseId, clerk))
    assert.deepEqual(await queueOf(away), [])
    const own = await house.signIn(clerk)
    assert.deepEqual(
      (await ownOf(own)).map((item) => item.caseId),
      [caseId],
    )
    const rows = await house.registry.asOwner(
      `select a.assigned_by, a.official_id, a.ended_by, s.step from foshan.case_assignment a join foshan.signature s on s.case_id = a.assignment_id where a.case_id = $1 order by a.recorded_at`,
      [caseId],
    )
    assert.ok(rows.length >= 3 && rows.every(({ step }) => step === 'assign-case'), JSON.stringify(rows))
    assert.deepEqual(
      rows.map(({ ended_by: endedBy }) => endedBy === null),
      [...rows.slice(1).map(() => false), true],
    )
    valueOf(await assign(head, caseId, null))
  })

  it('没有这项职责的人、别处的站、不存在的事项都不能指派（反证）', async () => {
    const caseId = cases.get('objection') ?? assert.fail()
    const walker = await house.signIn(coordinator)
    assert.equal(problemOf(await assign(walker, caseId, clerk)).refusals?.[0]?.code, 'access.post-lacks-authority')
    assert.equal(problemOf(await assign(head, randomUUID(), clerk)).code, 'not-found')
    await house.registry.asOwner(`update foshan.objection set division_code = '440605011203' where objection_id = $1`, [
      caseId,
    ])
    assert.equal(problemOf(await assign(head, caseId, clerk)).code, 'not-found')
  })

  it('两人同时指派同一件：只成一个', async () => {
    const caseId = cases.get('letter') ?? assert.fail()
    const answers = await Promise.all([assign(head, caseId, clerk), assign(head, caseId, guichengClerk)])
    const open = await house.registry.asOwner(
      'select official_id from foshan.case_assignment where case_id = $1 and ended_on is null',
      [caseId],
    )
    assert.equal(open.length, 1)
    for (const answer of answers)
      if (!answer.ok) assert.equal(problemOf(answer).refusals?.[0]?.code, 'access.already-decided')
  })
})
