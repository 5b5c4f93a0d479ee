import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiClient } from '@anju/contract/api-client.ts'
import { ARRIVALS, OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'

const CITY = { city: 'foshan' }
let house: RegistryHouse
let clerk: ApiClient
let head: ApiClient
let auditor: ApiClient
let registrationId = ''
let personId = ''

before(async () => {
  house = await openRegistryHouse()
  clerk = await house.signIn(OFFICIALS.clerk)
  head = await house.signIn(OFFICIALS.stationHead)
  auditor = await house.signIn(OFFICIALS.auditAdministrator)
  await house.setDay('2016-01-05')
  const done = valueOf(
    await clerk.call('registerResidence', {
      params: CITY,
      body: { intentId: randomUUID(), ...declarationOf(ARRIVALS.zhang, DWELLINGS.flat.dwellingId, '2016-01-04') },
    }),
  )
  registrationId = done.registrationId
  personId = done.personId
})
after(() => house.close())

/** A question as the sweep keeps it; which acts raise one is another test's. */
async function asked(
  about: { readonly officialId: string; readonly office: { readonly officeId: string } },
  rule: string,
) {
  const alertId = randomUUID()
  await house.registry.asOwner(
    `insert into foshan.misuse_alert (alert_id, rule, official_id, office_id, division_code, on_day, case_ids, figure, most, peers, pack, law, raised_at)
     select $1, $2, $3, office_id, division_prefix, '2016-01-05', array[$5]::uuid[], 7, 5, 1.5, 'foshan/2016-01-01', 'FS-2016-14:三.五', now()
     from shared.office where office_id = $4`,
    [alertId, rule, about.officialId, about.office.officeId, registrationId],
  )
  return alertId
}
const list = async (client: ApiClient) => valueOf(await client.call('listMisuseAlerts', { params: CITY })).alerts
const answer = (
  client: ApiClient,
  alertId: string,
  words = '当天集中为工厂宿舍办理，已核对名单',
  intentId = randomUUID(),
) =>
  client.call('answerMisuseAlert', {
    params: { ...CITY, alertId },
    body: { intentId, expectedVersion: 1, answer: 'explained', words },
  })
const codes = (result: Parameters<typeof problemOf>[0]) => problemOf(result).refusals?.map(({ code }) => code)

describe('滥用监测：a question is read and answered by somebody else, in words', () => {
  it('the head and the audit administrator read it with its cases, and the look is written down; a clerk is told no', async () => {
    const alertId = await asked(OFFICIALS.clerk, 'too-quick')
    for (const client of [head, auditor]) {
      const [first] = await list(client)
      assert.deepEqual(
        [first?.alertId, first?.rule, first?.official, first?.figure, first?.most, first?.peers, first?.answer],
        [alertId, 'too-quick', OFFICIALS.clerk.name, 7, 5, 1.5, null],
      )
      assert.deepEqual(
        first?.cases.map((each) => [each.caseId, each.kind, each.personId]),
        [[registrationId, 'registration', personId]],
      )
    }
    const looks = await house.registry.asOwner(
      `select official_id, purpose, person_ids from foshan.look where route = 'listMisuseAlerts' order by at`,
    )
    assert.deepEqual(looks, [
      { official_id: OFFICIALS.stationHead.officialId, purpose: 'oversight', person_ids: [personId] },
      { official_id: OFFICIALS.auditAdministrator.officialId, purpose: 'oversight', person_ids: [personId] },
    ])
    assert.equal(problemOf(await clerk.call('listMisuseAlerts', { params: CITY })).status, 403)
    assert.equal(problemOf(await answer(clerk, alertId)).status, 403)
  })

  it('the head answers once, signed; the same again is the same act; another answer is refused', async () => {
    const alertId = await asked(OFFICIALS.clerk, 'same-phone')
    const intentId = randomUUID()
    assert.equal(valueOf(await answer(head, alertId, '一家人共用', intentId)).version, 2)
    assert.equal(valueOf(await answer(head, alertId, '一家人共用', intentId)).repeated, true)
    assert.deepEqual(codes(await answer(auditor, alertId)), ['misuse.already-answered'])
    const shown = (await list(head)).find((each) => each.alertId === alertId)
    assert.deepEqual(
      [shown?.answer, shown?.words, shown?.answeredBy, shown?.answeredOn],
      ['explained', '一家人共用', OFFICIALS.stationHead.name, '2016-01-05'],
    )
    const signed = await house.registry.asOwner('select step, official_id from foshan.signature where case_id = $1', [
      alertId,
    ])
    assert.deepEqual(signed, [{ step: 'lead-unit', official_id: OFFICIALS.stationHead.officialId }])
    const blank = await head.call('answerMisuseAlert', {
      params: { ...CITY, alertId },
      body: { intentId: randomUUID(), expectedVersion: 1, answer: 'explained', words: '  ' },
    })
    assert.equal(problemOf(blank).status, 400)
  })

  it('nobody reads or answers what asks about themselves; the audit administrator does', async () => {
    const alertId = await asked(OFFICIALS.stationHead, 'without-visit')
    assert.ok(!(await list(head)).some((each) => each.alertId === alertId))
    assert.deepEqual(codes(await answer(head, alertId)), ['misuse.own-acts'])
    const constraint = 'misuse_alert_by_somebody_else'
    await assert.rejects(
      house.registry.asOwner(
        `update foshan.misuse_alert set version = 2, answer = 'explained', words = '无', answered_by = official_id, answered_on = '2016-01-05' where alert_id = $1`,
        [alertId],
      ),
      new RegExp(constraint),
    )
    valueOf(await answer(auditor, alertId))
    const signed = await house.registry.asOwner('select step from foshan.signature where case_id = $1', [alertId])
    assert.deepEqual(signed, [{ step: 'read-audit' }])
  })

  it('the head of another station sees nothing of it', async () => {
    const alertId = await asked(OFFICIALS.clerk, 'after-hours')
    await house.registry.asOwner(`update foshan.misuse_alert set division_code = '440605' where alert_id = $1`, [
      alertId,
    ])
    assert.ok(!(await list(head)).some((each) => each.alertId === alertId))
    assert.equal(problemOf(await answer(head, alertId)).status, 404)
  })

  it('nothing is blocked by a question: the clerk it is about goes on working', async () => {
    valueOf(await clerk.call('getRegistration', { params: { ...CITY, registrationId } }))
    const [account] = await house.registry.asOwner('select active from shared.official where official_id = $1', [
      OFFICIALS.clerk.officialId,
    ])
    assert.equal(account?.['active'], true)
  })
})
