import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiClient } from '@anju/contract/api-client.ts'
import { type CastResident, OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'

const CITY = { city: 'foshan' }
type Someone = { readonly resident: CastResident; readonly api: ApiClient; readonly registrationId: string }

let house: RegistryHouse
let clerk: ApiClient
let coordinator: ApiClient
before(async () => {
  house = await openRegistryHouse()
  clerk = await house.signIn(OFFICIALS.clerk)
  coordinator = await house.signIn(OFFICIALS.coordinator)
})
after(() => house.close())

/** Registered at the window on 2016-01-05 and found true on the same day, and signed in. */
async function registered(): Promise<Someone> {
  await house.setDay('2016-01-05')
  const resident = await house.newResident('foshan')
  const body = { intentId: randomUUID(), ...declarationOf(resident, DWELLINGS.flat.dwellingId, '2016-01-04') }
  const { registrationId, version } = valueOf(await clerk.call('registerResidence', { params: CITY, body }))
  valueOf(
    await coordinator.call('recordVisit', {
      params: { ...CITY, registrationId },
      body: {
        intentId: randomUUID(),
        expectedVersion: version,
        visit: { outcome: 'true', visitedOn: parsePlainDate('2016-01-05'), identitySeen: true },
      },
    }),
  )
  return { resident, api: await house.signIn(resident), registrationId }
}
const look = async ({ api }: Someone, leftOn?: string) =>
  valueOf(
    await api.call('getOwnDeparture', {
      params: CITY,
      query: leftOn === undefined ? {} : { leftOn: parsePlainDate(leftOn) },
    }),
  )
const bodyOf = (version: number, leftOn: string, intentId: string = randomUUID()) => ({
  intentId,
  expectedVersion: version,
  leftOn: parsePlainDate(leftOn),
  destination: '湖南省隆回县',
})
const leave = ({ api, registrationId }: Someone, body: ReturnType<typeof bodyOf>) =>
  api.call('declareOwnDeparture', { params: { ...CITY, registrationId }, body })
const back = ({ api, registrationId }: Someone, expectedVersion: number) =>
  api.call('takeBackOwnDeparture', {
    params: { ...CITY, registrationId },
    body: { intentId: randomUUID(), expectedVersion },
  })
const codes = (answer: Parameters<typeof problemOf>[0]) => problemOf(answer).refusals?.map(({ code }) => code)
const keys = (reasons: readonly { readonly key: string }[]) => reasons.map(({ key }) => key)

describe('我要离开：a resident signs off online', () => {
  it('is told all that follows beforehand, then just that happens, and is told again', async () => {
    const someone = await registered()
    await house.setDay('2016-05-13')
    const beforehand = await look(someone, '2016-05-10')
    assert.equal(beforehand.left, null)
    assert.deepEqual(keys(beforehand.leaving?.refusals ?? []), [])
    assert.deepEqual(keys(beforehand.leaving?.means ?? []), [
      'departure.person',
      'departure.told-in-time',
      'owed.register-again',
      'departure.take-back-until',
    ])
    for (const { zh, en, law } of beforehand.leaving?.means ?? []) {
      assert.match(zh, /[\u4e00-\u9fff]/)
      assert.doesNotMatch(`${zh}${en}`, /[{}…]|undefined/)
      assert.match(law, /^[A-Z]+[A-Z0-9-]*:\S+$/)
    }
    const done = valueOf(await leave(someone, bodyOf(beforehand.leaving?.version ?? 0, '2016-05-10')))
    assert.equal(done.state, 'ended')
    const since = await look(someone)
    assert.equal(since.leaving, null)
    assert.deepEqual(
      [since.left?.leftOn, since.left?.destination, since.left?.toldOn, since.left?.lastDayOn],
      ['2016-05-10', '湖南省隆回县', '2016-05-13', '2016-05-30'],
    )
    const { registrationId } = someone
    const told = valueOf(await coordinator.call('getRegistration', { params: { ...CITY, registrationId } }))
    assert.deepEqual([told.state, told.endedOn, told.endReason], ['ended', '2016-05-10', 'departed'])
    assert.deepEqual(
      told.history.map(({ event }) => event).filter((event) => event === 'declare-departure'),
      ['declare-departure'],
    )
  })

  it('days that cannot be: told beforehand, and refused with the clause; a day that is none is malformed', async () => {
    const someone = await registered()
    await house.setDay('2016-05-13')
    for (const leftOn of ['2016-01-04', '2016-05-14']) {
      const { leaving } = await look(someone, leftOn)
      assert.deepEqual(keys(leaving?.refusals ?? []), ['form.dates-out-of-order'], leftOn)
      assert.deepEqual(leaving?.means, [])
      const refused = await leave(someone, bodyOf(leaving?.version ?? 0, leftOn))
      assert.deepEqual(codes(refused), ['form.dates-out-of-order'], leftOn)
      assert.equal(problemOf(refused).refusals?.[0]?.law, 'FM-2014:19')
    }
    const { leaving } = await look(someone)
    const malformed = await someone.api.call('declareOwnDeparture', {
      params: { ...CITY, registrationId: someone.registrationId },
      body: { ...bodyOf(leaving?.version ?? 0, '2016-05-13'), leftOn: '2016-02-30' },
    })
    assert.equal(problemOf(malformed).status, 400)
    assert.equal((await look(someone)).leaving?.state, 'active')
  })

  it('sent twice it happens once; the same intent with another day is refused', async () => {
    const someone = await registered()
    await house.setDay('2016-05-13')
    const body = bodyOf((await look(someone)).leaving?.version ?? 0, '2016-05-12')
    const [first, again] = [valueOf(await leave(someone, body)), valueOf(await leave(someone, body))]
    assert.deepEqual([first.repeated, again.repeated], [false, true])
    assert.equal(first.version, again.version)
    const other = await leave(someone, { ...body, leftOn: parsePlainDate('2016-05-11') })
    assert.deepEqual(codes(other), ['intent.reused-with-other-content'])
    assert.equal((await look(someone)).left?.leftOn, '2016-05-12')
  })

  it('two at once with two days: one stands, the other is told that it came second', async () => {
    const someone = await registered()
    await house.setDay('2016-05-13')
    const version = (await look(someone)).leaving?.version ?? 0
    const answers = await Promise.all(
      ['2016-05-10', '2016-05-12'].map((leftOn) => leave(someone, bodyOf(version, leftOn))),
    )
    const won = answers.findIndex(({ ok }) => ok)
    assert.equal(answers.filter(({ ok }) => ok).length, 1)
    assert.equal(problemOf(answers[1 - won] ?? assert.fail()).status, 409)
    assert.equal((await look(someone)).left?.leftOn, ['2016-05-10', '2016-05-12'][won])
    const events = await house.registry.asOwner(
      `select 1 from foshan.ledger where stream_id = '${someone.registrationId}' and kind = 'declare-departure'`,
    )
    assert.equal(events.length, 1)
  })

  it('nobody signs another person off, and no id of theirs opens anything', async () => {
    const [a, b] = [await registered(), await registered()]
    await house.setDay('2016-05-13')
    const version = (await look(b)).leaving?.version ?? 0
    const asA = { ...a, registrationId: b.registrationId }
    assert.equal(problemOf(await leave(asA, bodyOf(version, '2016-05-12'))).status, 404)
    assert.equal(problemOf(await back(asA, version)).status, 404)
    const { registrationId } = b
    const byClerk = await clerk.call('declareOwnDeparture', {
      params: { ...CITY, registrationId },
      body: bodyOf(version, '2016-05-12'),
    })
    assert.equal(problemOf(byClerk).status, 403)
    assert.equal((await look(b)).leaving?.state, 'active')
  })

  it('taken back within fifteen days: the original day, a visit; on the day after refused', async () => {
    const [early, late] = [await registered(), await registered()]
    await house.setDay('2016-05-13')
    for (const one of [early, late])
      valueOf(await leave(one, bodyOf((await look(one)).leaving?.version ?? 0, '2016-05-13')))
    await house.setDay('2016-05-30')
    const done = valueOf(await back(early, (await look(early)).left?.version ?? 0))
    assert.deepEqual([done.state, done.registeredOn], ['visit-planned', '2016-01-05'])
    const open = await look(early)
    assert.deepEqual([open.left, open.leaving?.state], [null, 'visit-planned'])
    // Whoever leaves after all need not wait for the visit.
    const { matters } = valueOf(await early.api.call('listOwnMatters', { params: CITY }))
    assert.deepEqual(
      matters.map(({ departure }) => departure),
      ['to-tell'],
    )
    assert.deepEqual(keys(open.leaving?.refusals ?? []), [])
    const personId = done.personId
    const life = valueOf(
      await clerk.call('getResidence', { params: { ...CITY, personId }, body: { purpose: 'at-the-window' } }),
    )
    assert.deepEqual([life.residing, life.residenceStart], [true, '2016-01-05'])
    await house.setDay('2016-05-31')
    const left = (await look(late)).left
    assert.deepEqual([left?.lastDayOn, keys(left?.refusals ?? [])], [null, ['registration.objection-too-late']])
    assert.deepEqual(codes(await back(late, left?.version ?? 0)), ['registration.objection-too-late'])
  })

  it('Linhe takes it only at the window, and says so by its own clause', async () => {
    const linhe = await house.newResident('linhe')
    const registrar = await house.signIn(OFFICIALS.registrar)
    const api = await house.signIn(linhe)
    await house.setDay('2017-05-10')
    const body = { intentId: randomUUID(), ...declarationOf(linhe, DWELLINGS.linheFlat.dwellingId, '2017-05-09') }
    valueOf(await registrar.call('registerResidence', { params: { city: 'linhe' }, body }))
    const { leaving } = valueOf(await api.call('getOwnDeparture', { params: { city: 'linhe' }, query: {} }))
    assert.deepEqual(
      leaving?.refusals.map(({ key, law }) => `${key} ${law}`),
      ['channel.not-offered LH-2017-36:四.申报'],
    )
  })
})
