import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiClient } from '@anju/contract/api-client.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { newPerson, openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'

const params = { city: 'foshan' }
const { clerk: CLERK, guichengClerk: GUICHENG } = OFFICIALS
let house: RegistryHouse
let clerk: ApiClient
let guicheng: ApiClient
let auditor: ApiClient
before(async () => {
  house = await openRegistryHouse()
  clerk = await house.signIn(CLERK)
  guicheng = await house.signIn(GUICHENG)
  auditor = await house.signIn(OFFICIALS.auditAdministrator)
  await house.setDay('2016-01-05')
})
after(() => house.close())

type Kept = { personId: string; registrationId: string }
async function registered(): Promise<Kept> {
  const declared = declarationOf(newPerson('foshan'), DWELLINGS.dormitory.dwellingId, '2016-01-04')
  return valueOf(await clerk.call('registerResidence', { params, body: { intentId: randomUUID(), ...declared } }))
}
/** As if the office had done nothing for the person today: what it did was done two days ago. */
const untouched = ({ personId }: Kept) =>
  house.registry.asOwner(
    `update foshan.ledger set at = at - interval '2 days' where person_id = '${personId}' and kind <> 'print-paper'`,
  )
const print = (client: ApiClient, { registrationId }: Kept, more: { purpose?: string; intentId?: string } = {}) =>
  client.call('printPaper', {
    params,
    body: { intentId: randomUUID(), kind: 'form', subjectId: registrationId, ...more },
  })
const again = (client: ApiClient, paperId: string, purpose?: string) =>
  client.call('getPaper', { params: { ...params, paperId }, body: { purpose } })
const refusals = (result: Parameters<typeof problemOf>[0]) => problemOf(result).refusals?.map(({ code }) => code)
async function tally(): Promise<number> {
  const rows = await house.registry.asOwner(
    `select n from foshan.look_tally where what = 'reveal' and official_id = '${CLERK.officialId}'`,
  )
  return Number(rows[0]?.['n'] ?? 0)
}
const setTally = (n: number) =>
  house.registry.asOwner(
    `insert into foshan.look_tally select '${CLERK.officialId}', (now() at time zone 'Asia/Shanghai')::date, 'reveal', ${n}
     on conflict (official_id, on_day, what) do update set n = excluded.n`,
  )
const looksAt = ({ personId }: Kept) =>
  house.registry.asOwner(
    `select kind, route, purpose, words, in_full, case_id from foshan.look where '${personId}' = any(person_ids) and kind = 'print' order by at, look_id`,
  )

describe('打印带完整号码的表 a form with numbers in full', () => {
  it("is part of today's work of the office: no purpose, no limit, and a look in full with its case", async () => {
    const kept = await registered()
    await setTally(60)
    try {
      const { paperId } = valueOf(await print(clerk, kept))
      valueOf(await again(clerk, paperId))
      assert.equal(await tally(), 60)
      const look = { kind: 'print', purpose: 'case', words: '', in_full: true, case_id: kept.registrationId }
      assert.deepEqual(await looksAt(kept), [
        { ...look, route: 'printPaper' },
        { ...look, route: 'getPaper' },
      ])
    } finally {
      await setTally(0)
    }
  })

  it('without work today it asks for a purpose and counts as a value in full, up to the same limit; also again, and by the same intent', async () => {
    const kept = await registered()
    await untouched(kept)
    assert.deepEqual(refusals(await print(clerk, kept)), ['paper.purpose-missing'])
    assert.deepEqual(refusals(await print(clerk, kept, { purpose: 'curious' })), ['look.purpose-unknown'])
    assert.deepEqual([await tally(), await looksAt(kept)], [0, []])
    const stated = { purpose: 'at-the-window', intentId: randomUUID() }
    const { paperId } = valueOf(await print(clerk, kept, stated))
    assert.equal(await tally(), 1)
    // The print itself is no work that would open the next one.
    assert.deepEqual(refusals(await again(clerk, paperId)), ['paper.purpose-missing'])
    valueOf(await again(clerk, paperId, stated.purpose))
    assert.deepEqual(refusals(await print(clerk, kept, { intentId: stated.intentId })), ['paper.purpose-missing'])
    assert.equal(valueOf(await print(clerk, kept, stated)).paperId, paperId)
    assert.equal(await tally(), 3)
    await setTally(60)
    assert.deepEqual(refusals(await print(clerk, kept, stated)), ['look.reveal-limit-reached'])
    assert.deepEqual(refusals(await again(clerk, paperId, stated.purpose)), ['look.reveal-limit-reached'])
    const { alerts } = valueOf(await auditor.call('listLookAlerts', { params }))
    assert.ok(alerts.some(({ what, count, most }) => what === 'reveal' && count === 60 && most === 60))
    const looks = await looksAt(kept)
    assert.deepEqual(
      looks.map((row) => [row['purpose'], row['in_full']]),
      Array.from({ length: 3 }, () => [stated.purpose, true]),
    )
    await setTally(0)
  })

  it('a case that was assigned is work, and a paper with masked numbers asks for nothing and is no look in full', async () => {
    const kept = await registered()
    await untouched(kept)
    const receipt = { intentId: randomUUID(), kind: 'registration-receipt', subjectId: kept.registrationId } as const
    valueOf(await clerk.call('printPaper', { params, body: receipt }))
    assert.deepEqual(
      (await looksAt(kept)).map((row) => row['in_full']),
      [false],
    )
    await house.registry.asOwner(
      `insert into foshan.case_assignment (assignment_id, case_id, person_id, division_code, official_id, assigned_by, reason, assigned_on)
       select gen_random_uuid(), registration_id, person_id, division_code, '${CLERK.officialId}', '${OFFICIALS.stationHead.officialId}', 'x', '2016-01-05'
       from foshan.registration where registration_id = $1`,
      [kept.registrationId],
    )
    valueOf(await print(clerk, kept))
    assert.equal(await tally(), 0)
  })

  it('more forms in a day than values may be shown: nothing is stopped, and the auditor is told once', async () => {
    const kept = await registered()
    valueOf(await print(clerk, kept))
    const told = async () =>
      valueOf(await auditor.call('listLookAlerts', { params })).alerts.filter(({ what }) => what === 'print')
    assert.deepEqual(await told(), [])
    await house.registry.asOwner(
      `insert into foshan.look select gen_random_uuid(), at, on_day, official_id, post_id, session_ref, route, kind, person_ids, fields, in_full, purpose, words, case_id, client_ip
       from (select * from foshan.look where kind = 'print' and in_full limit 1) one, generate_series(1, 60)`,
    )
    valueOf(await print(clerk, kept))
    valueOf(await print(clerk, kept))
    const [alert, ...rest] = await told()
    assert.ok(alert !== undefined && alert.count > 60 && alert.most === 60)
    assert.deepEqual(rest, [])
  })
})

describe('跨区协查只能查看 what was opened for looking is not printed', () => {
  const say = (client: ApiClient, { personId }: Pick<Kept, 'personId'>) =>
    client.call('recordPrint', { params, body: { personId, sheet: 'receipt', purpose: 'at-the-window' } })

  it('out of reach nothing is printed, and no print of it is written down', async () => {
    const kept = await registered()
    const { paperId } = valueOf(await print(clerk, kept))
    const earlier = await looksAt(kept)
    const statuses = [
      problemOf(await print(guicheng, kept)).status,
      problemOf(await again(guicheng, paperId)).status,
      problemOf(await say(guicheng, kept)).status,
      problemOf(await say(guicheng, { personId: randomUUID() })).status,
    ]
    assert.deepEqual(statuses, [404, 404, 404, 404])
    assert.deepEqual(await looksAt(kept), earlier)
    valueOf(await say(clerk, kept))
    assert.equal((await looksAt(kept)).length, earlier.length + 1, 'within reach it is written (control)')
  })

  it('opened for looking it is seen and not printed, and the answer says what to do; nothing is left in the ledger', async () => {
    const kept = await registered()
    const { paperId } = valueOf(await print(clerk, kept))
    await house.registry.asOwner(
      `insert into foshan.cross_area_grant (grant_id, person_id, division_code, official_id, post_id, reason, hours, asked_on, granted_by, granted_at, until_at)
       select gen_random_uuid(), person_id, division_code, '${GUICHENG.officialId}', '${GUICHENG.postId}', 'x', 1, '2016-01-05', '${OFFICIALS.stationHead.officialId}', now(), now() + interval '1 hour'
       from foshan.person where person_id = $1`,
      [kept.personId],
    )
    const { registrationId } = kept
    valueOf(await guicheng.call('getRegistration', { params: { ...params, registrationId } }))
    const codes = [
      refusals(await print(guicheng, kept, { purpose: 'at-the-window' })),
      refusals(await again(guicheng, paperId, 'at-the-window')),
      refusals(await say(guicheng, kept)),
    ]
    assert.deepEqual(codes.flat(), ['paper.look-only', 'paper.look-only', 'paper.look-only'])
    const printed = await house.registry.asOwner(
      `select 1 from foshan.ledger where kind = 'print-paper' and actor_id = '${GUICHENG.officialId}'`,
    )
    assert.deepEqual(printed, [])
    assert.equal((await looksAt(kept)).length, 1)
  })
})
