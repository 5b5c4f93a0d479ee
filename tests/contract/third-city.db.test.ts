import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { newPerson, problemOf, valueOf } from '@anju/tests/registry-house.ts'
import { openThirdCity, type ThirdCity } from '@anju/tests/third-city.ts'

/** A community of the new city and a lane of it; the divisions of the whole country are held already. */
const HOME = '330106002051'
const CITY = {
  city: 'hangzhou',
  jurisdiction: 'hangzhou',
  divisionPrefix: '3301',
  nameZh: '杭州市',
  nameEn: 'Hangzhou',
  roles: ['registrar', 'hall-clerk', 'hall-reviewer', 'hall-maker'],
  officeDivision: '330106',
  lanes: { [HOME]: ['保俶路'] },
} as const
const params = { city: CITY.city }
const home = {
  address: {
    divisionCode: HOME,
    lane: '保俶路',
    door: '28号',
    building: '',
    unit: '302房',
    room: '',
    surveyReference: '',
  },
  livingAreaM2: null,
}

let city: ThirdCity
before(async () => {
  city = await openThirdCity(CITY)
})
after(() => city.close())

describe('第三个城市，只有数据', () => {
  it('registers a residence, says too early with the day, accepts, decides: each answer by the clauses of its own pack', async () => {
    const registrar = await city.signIn('registrar')
    const setDay = async (on: string) =>
      valueOf(await registrar.call('setLegalDay', { body: { on: parsePlainDate(on) } }))
    await setDay('2018-09-03')
    const person = newPerson('foshan')
    const body = { intentId: randomUUID(), ...declarationOf(person, '', '2018-09-03'), home }
    const registered = valueOf(await registrar.call('registerResidence', { params, body }))
    assert.equal(registered.state, 'active', 'no visit is asked for in this pack')
    assert.equal(registered.eligibleFrom, '2019-03-03')
    assert.ok(registered.receiptNo?.startsWith('330106'), registered.receiptNo ?? 'no receipt')
    assert.ok(registered.grounds.some(({ law }) => law.startsWith('ZJ-2016:') || law.startsWith('CN-663:')))

    const clerk = await city.signIn('hall-clerk')
    const apply = {
      intentId: randomUUID(),
      registrationId: registered.registrationId,
      condition: 'employment' as const,
      materials: ['identity-document', 'labour-contract'].map((kind) => ({
        kind,
        provenance: 'window-scan' as const,
        originalSeen: true,
        copyKept: true,
      })),
      inPerson: true,
      photo: { source: 'chip' as const, blobId: null, cardValidFrom: parsePlainDate('2015-06-01') },
      agent: null,
      applicantPortrait: null,
      agentPortrait: null,
    }
    await setDay('2019-03-01')
    const early = problemOf(await clerk.call('applyForPermit', { params, body: apply }))
    assert.deepEqual(
      early.refusals?.map(({ code, law, facts }) => [code, law, facts['eligibleFrom']]),
      [['application.too-early', 'CN-663:2', '2019-03-03']],
    )
    await setDay('2019-03-04')
    const submitted = valueOf(
      await clerk.call('applyForPermit', { params, body: { ...apply, intentId: randomUUID() } }),
    )
    const at = { ...params, applicationId: submitted.applicationId }
    const accepted = valueOf(
      await clerk.call('acceptApplication', {
        params: at,
        body: { intentId: randomUUID(), expectedVersion: submitted.version },
      }),
    )
    assert.deepEqual([accepted.state, accepted.acceptedOn, accepted.dueOn], ['accepted', '2019-03-04', '2019-03-19'])
    assert.ok(accepted.grounds.some(({ law, key }) => law === 'HZ-2018:17' && key === 'acceptance.complete'))

    const reviewer = await city.signIn('hall-reviewer')
    const approved = valueOf(
      await reviewer.call('approveApplication', {
        params: at,
        body: { intentId: randomUUID(), expectedVersion: accepted.version, occupancyReason: '' },
      }),
    )
    assert.equal(approved.state, 'approved')
    const file = valueOf(await reviewer.call('getApplication', { params: at }))
    assert.deepEqual(
      file.path.map(({ step, status }) => `${step} ${status}`),
      ['accept done', 'review done', 'produce now', 'notify later', 'hand-over later'],
    )
    assert.deepEqual([...new Set(file.history.map(({ pack }) => pack))], ['hangzhou/2018-07-01'])
  })

  it('shows its own pack, with words and clauses, and none before its first day', async () => {
    const clerk = await city.signIn('hall-clerk')
    const pack = valueOf(await clerk.call('getPack', { params, query: { on: '2019-03-04' } }))
    assert.equal(pack.packId, 'hangzhou/2018-07-01')
    assert.match(JSON.stringify(pack.pack['title']), /示例/)
    const tooEarly = await clerk.call('getPack', { params, query: { on: '2018-06-30' } })
    assert.equal(problemOf(tooEarly).status, 404)
  })

  it('an official of the new city is not let into another', async () => {
    const clerk = await city.signIn('hall-clerk')
    const refused = await clerk.call('listQueue', { params: { city: 'foshan' }, body: {} })
    assert.equal(problemOf(refused).status, 403)
  })
})
