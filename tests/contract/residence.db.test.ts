import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiClient } from '@anju/contract/api-client.ts'
import type { LifeView } from '@anju/contract/life-shape.ts'
import { OFFICIALS, RESIDENTS } from '@anju/dev/cast.ts'
import { driveApplications } from '@anju/tests/permit-driver.ts'
import { openRegistryHouse, problemOf, type RegistryHouse, valueOf } from '@anju/tests/registry-house.ts'

/** 张秀兰's life as the register holds it: registered 2016-01-05, issued 2016-07-15, endorsed 2017-07-01 and late on 2018-08-01. */
const LATE = '2018-08-01'

let house: RegistryHouse
let clerk: ApiClient
let personId: string
before(async () => {
  house = await openRegistryHouse()
  clerk = await house.signIn(OFFICIALS.clerk)
  const drive = driveApplications(house.registry)
  const made = await drive.produce(await drive.atPolice())
  await drive.notify(await drive.receive(await drive.dispatch(made, made.stockNo), made.stockNo))
  const [row] = await house.registry.asOwner(
    'select permit_id, person_id, division_code from foshan.permit order by recorded_at desc limit 1',
  )
  personId = String(row?.['person_id'])
  await endorsedOn(String(row?.['permit_id']), String(row?.['division_code']), '2017-07-01')
  await endorsedOn(String(row?.['permit_id']), String(row?.['division_code']), LATE)
})
after(() => house.close())

const endorsedOn = (permitId: string, divisionCode: string, on: string) =>
  house.registry.asOwner(
    `insert into foshan.endorsement (endorsement_id, version, permit_id, person_id, office_id, division_code, channel, pack, accepted_on, completed_on)
     values ($1, 1, $2, $3, $4, $5, 'counter', 'foshan/2016-01-01', $6, $6)`,
    [randomUUID(), permitId, personId, OFFICIALS.clerk.office.officeId, divisionCode, on],
  )

const lifeOn = async (on: string): Promise<LifeView & { name: string }> => {
  await house.setDay(on)
  return valueOf(
    await clerk.call('getResidence', { body: { purpose: 'permit-check' }, params: { city: 'foshan', personId } }),
  )
}
const periods = ({ permits }: LifeView, kind: string) =>
  permits[0]?.periods.filter((period) => period.kind === kind).map(({ from, to }) => `${from} ${to}`)

describe('居住明细 over HTTP: the whole life as JSON', () => {
  it('2018-07-16: the last day in time, over the Sunday', async () => {
    const life = await lifeOn('2018-07-16')
    const [permit] = life.permits
    assert.deepEqual(
      [permit?.state, permit?.window?.lastInTimeOn, permit?.suspendedSince],
      ['in-force', '2018-07-16', null],
    )
    assert.deepEqual(
      life.owed.map(({ what, byOn, law }) => `${what} ${byOn} ${law}`),
      ['endorse 2018-07-16 CN-663:10.2'],
    )
  })
  it('2018-07-17: suspended since that day, the count stands still, the late endorsement owed', async () => {
    const life = await lifeOn('2018-07-17')
    const [permit] = life.permits
    assert.deepEqual([permit?.state, permit?.suspendedSince, life.nextYearOn], ['suspended', '2018-07-17', null])
    assert.equal(life.residenceYears, 2)
    assert.equal(life.owed[0]?.what, 'endorse-late')
    assert.deepEqual(periods(life, 'suspended'), ['2018-07-17 2018-07-17'])
  })
  it('the day of the late endorsement: restored, fifteen days left out, the next year 2019-08-01', async () => {
    const life = await lifeOn(LATE)
    const [permit] = life.permits
    assert.deepEqual([permit?.state, permit?.baseOn, permit?.window?.anniversaryOn], ['in-force', LATE, '2019-08-01'])
    assert.deepEqual(
      [life.residenceStart, life.nextYearOn, life.eligibleFrom],
      ['2016-01-20', '2019-01-20', '2016-07-05'],
    )
    assert.deepEqual(
      life.segments.filter(({ counts }) => !counts).map(({ from, to, law }) => `${from} ${to} ${law}`),
      ['2018-07-17 2018-07-31 FG-2015:二.三(4)'],
    )
    assert.deepEqual(periods(life, 'window'), [
      '2017-06-15 2017-07-17',
      '2018-06-15 2018-07-16',
      '2019-07-01 2019-08-01',
    ])
  })
  it('every stretch, day and duty says why, in both languages', async () => {
    const life = await lifeOn('2018-07-31')
    const reasons = [
      ...life.segments,
      ...life.permits,
      ...life.permits.flatMap((permit) => [...permit.periods]),
      ...life.owed,
      ...life.milestones,
    ]
    assert.ok(reasons.length > 12)
    for (const { law, key, zh, en } of reasons) {
      assert.match(law, /^[A-Z]+[A-Z0-9-]*:\S+$/)
      assert.match(zh, /\p{Script=Han}/u, `${key}: ${zh}`)
      assert.doesNotMatch(`${zh}${en}`, /[{}…]|undefined/, key)
    }
  })
  it('for officials of the city only; a resident, a stranger and another city learn nothing', async () => {
    const params = { city: 'foshan', personId }
    const resident = await house.signIn(RESIDENTS.foshanResident)
    assert.equal(
      problemOf(await resident.call('getResidence', { body: { purpose: 'permit-check' }, params })).status,
      403,
    )
    const registrar = await house.signIn(OFFICIALS.registrar)
    assert.equal(
      problemOf(await registrar.call('getResidence', { body: { purpose: 'permit-check' }, params })).status,
      403,
    )
    assert.equal(
      problemOf(
        await registrar.call('getResidence', {
          body: { purpose: 'permit-check' },
          params: { ...params, city: 'linhe' },
        }),
      ).status,
      404,
    )
    const stranger = await fetch(`${house.address}/api/foshan/persons/${personId}/residence`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    assert.equal(stranger.status, 401)
  })
})
