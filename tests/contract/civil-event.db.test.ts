import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiClient } from '@anju/contract/api-client.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import type { ExchangeRecord } from '@anju/exchange/record.ts'
import { applyResults } from '@anju/server/workers/exchange-results.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { visitOf } from '@anju/tests/permit-driver.ts'
import { newPerson, openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'

let house: RegistryHouse
let clerk: ApiClient
const params = { city: 'foshan' }
before(async () => {
  house = await openRegistryHouse()
  clerk = await house.signIn(OFFICIALS.clerk)
})
after(() => house.close())

/** Registered, visited and found true: at rest, so nobody waits for it. */
async function atRest(): Promise<{ registrationId: string; idNumber: string }> {
  await house.setDay('2016-01-05')
  const person = newPerson('foshan')
  const declared = declarationOf(person, DWELLINGS.dormitory.dwellingId, '2016-01-04')
  const { registrationId, version } = valueOf(
    await clerk.call('registerResidence', { params, body: { intentId: randomUUID(), ...declared } }),
  )
  const coordinator = await house.signIn(OFFICIALS.coordinator)
  valueOf(
    await coordinator.call('recordVisit', {
      params: { ...params, registrationId },
      body: { intentId: randomUUID(), expectedVersion: version, visit: visitOf('true', '2016-01-05') },
    }),
  )
  const { state } = valueOf(await clerk.call('getRegistration', { params: { ...params, registrationId } }))
  assert.equal(state, 'active')
  return { registrationId, idNumber: person.idNumber }
}
/** SM3 of what an officer's key signed at the police. */
const DIGEST = 'ab'.repeat(32)
const arrive = async (record: ExchangeRecord): Promise<void> => {
  const act = house.registry.systemAct('foshan', '2016-07-21')
  const [applied] = await act.city.pool.transact(act.scope, (tx) =>
    applyResults(house.registry.deps, act, tx, [record]),
  )
  assert.equal(applied?.code, null)
}
const tell = async (idNumber: string, event: 'death' | 'hukou-converted') => {
  const recordId = randomUUID()
  await arrive({
    kind: 'civil-event/1',
    id: recordId,
    body: {
      event,
      idNumber,
      happenedOn: '2016-07-20',
      learnedOn: '2016-07-21',
      hukouDivision: event === 'death' ? null : '440604',
      evidenceSm3: DIGEST,
    },
  })
  return recordId
}
const waiting = async (client: ApiClient, registrationId: string) =>
  valueOf(await client.call('listQueue', { params, body: { all: '0', q: '' } })).items.find(
    ({ id }) => id === registrationId,
  )
const file = async (registrationId: string) =>
  valueOf(await clerk.call('getRegistration', { params: { ...params, registrationId } }))

describe('公安通报 what the police tell of a person', () => {
  it('ends nothing by itself, waits on the desk of the station, and of no other', async () => {
    const { registrationId, idNumber } = await atRest()
    assert.equal(await waiting(clerk, registrationId), undefined)
    await tell(idNumber, 'death')
    await house.setDay('2016-07-21')
    assert.equal((await waiting(clerk, registrationId))?.reported, 'death')
    assert.equal((await file(registrationId)).state, 'active')
    const head = await house.signIn(OFFICIALS.stationHead)
    assert.equal(await waiting(head, registrationId), undefined)
  })

  it('ends the registration by the act of an official, and waits no longer', async () => {
    const { registrationId, idNumber } = await atRest()
    await tell(idNumber, 'hukou-converted')
    await house.setDay('2016-07-21')
    const { version, civilEvents } = await file(registrationId)
    assert.equal(civilEvents[0]?.hukou, '广东省佛山市禅城区')
    // By the digest the police find the signature of their officer again.
    assert.equal(civilEvents[0]?.policeEvidenceSm3, DIGEST)
    valueOf(
      await clerk.call('endByRecord', {
        params: { ...params, registrationId },
        body: {
          intentId: randomUUID(),
          expectedVersion: version,
          reason: 'hukou-converted',
          on: '2016-07-20',
          document: '公安通报',
        },
      }),
    )
    assert.equal(await waiting(clerk, registrationId), undefined)
    const { state, endedOn } = await file(registrationId)
    assert.deepEqual([state, endedOn], ['ended', '2016-07-20'])
  })

  it('is looked at once: nothing follows, with a reason and a signature; a second answer is refused, a retry is not', async () => {
    const { registrationId, idNumber } = await atRest()
    const recordId = await tell(idNumber, 'death')
    await house.setDay('2016-07-22')
    const settle = (intentId: string, reason: string) =>
      clerk.call('settleCivilEvent', {
        params: { ...params, registrationId, recordId },
        body: { intentId, reason },
      })
    const intentId = randomUUID()
    assert.equal(problemOf(await settle(randomUUID(), ' ')).type, 'malformed')
    assert.equal(valueOf(await settle(intentId, '同名同姓，本人到场')).repeated, false)
    assert.equal(valueOf(await settle(intentId, '同名同姓，本人到场')).repeated, true)
    assert.deepEqual(
      problemOf(await settle(randomUUID(), '再说一次')).refusals?.map(({ code }) => code),
      ['civil-event.already-settled'],
    )
    assert.equal(await waiting(clerk, registrationId), undefined)
    const { state, civilEvents } = await file(registrationId)
    assert.equal(state, 'active')
    assert.deepEqual(civilEvents[0]?.settled, {
      on: '2016-07-22',
      by: OFFICIALS.clerk.name,
      reason: '同名同姓，本人到场',
    })
    const signed = await house.registry.asOwner(`select step from foshan.signature where case_id = '${recordId}'`)
    assert.deepEqual(signed, [{ step: 'keep-registration' }])
  })

  it('is not for somebody without the duty, nor of another person', async () => {
    const one = await atRest()
    const other = await atRest()
    const recordId = await tell(one.idNumber, 'death')
    const body = { intentId: randomUUID(), reason: '无关' }
    const head = await house.signIn(OFFICIALS.stationHead)
    const refusedTo = await head.call('settleCivilEvent', {
      params: { ...params, registrationId: one.registrationId, recordId },
      body,
    })
    assert.equal(problemOf(refusedTo).status, 403)
    const ofOther = await clerk.call('settleCivilEvent', {
      params: { ...params, registrationId: other.registrationId, recordId },
      body: { ...body, intentId: randomUUID() },
    })
    assert.equal(problemOf(ofOther).status, 404)
  })
})

describe('公安作废的证卡 card stock that the police declared void', () => {
  const list = (stockNumber: string, signed: boolean): ExchangeRecord => ({
    kind: 'void-list/1',
    id: randomUUID(),
    body: {
      listNumber: `V4406-2016-${stockNumber}`,
      voidedOn: '2016-07-20',
      voidedBy: { name: '何警官', badge: '4406001' },
      cards: [{ stockNumber, permitNumber: null, reason: 'stolen' }],
      ...(signed ? { evidenceSm3: DIGEST } : {}),
    },
  })
  it("is shown where cards are counted in, with the digest of the officer's signature; a list that comes twice is one", async () => {
    for (const each of [list('FS000091', true), list('FS000092', false), list('FS000091', true)]) await arrive(each)
    const station = await house.signIn(OFFICIALS.clerk)
    const { voidStock } = valueOf(await station.call('listBatches', { params }))
    const shown = { reason: 'stolen', voidedOn: '2016-07-20', voidedBy: '何警官 4406001' }
    assert.deepEqual(voidStock, [
      { ...shown, stockNo: 'FS000092', listNo: 'V4406-2016-FS000092', policeEvidenceSm3: null },
      { ...shown, stockNo: 'FS000091', listNo: 'V4406-2016-FS000091', policeEvidenceSm3: DIGEST },
    ])
  })
})
