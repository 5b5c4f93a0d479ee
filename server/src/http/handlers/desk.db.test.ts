import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiClient } from '@anju/contract/api-client.ts'
import { ARRIVALS, OFFICIALS, RESIDENTS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'

/** The smallest PNG: one transparent point. */
const POINT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
const CITY = { city: 'foshan' }

let house: RegistryHouse
let clerk: ApiClient
let coordinator: ApiClient
let guicheng: ApiClient
let resident: ApiClient
let personId = ''
const blobId = randomUUID()
before(async () => {
  house = await openRegistryHouse()
  clerk = await house.signIn(OFFICIALS.clerk)
  coordinator = await house.signIn(OFFICIALS.coordinator)
  guicheng = await house.signIn(OFFICIALS.guichengClerk)
  resident = await house.signIn(RESIDENTS.foshanResident)
  await house.setDay('2016-01-05')
  valueOf(await clerk.call('keepBlob', { params: { ...CITY, blobId }, body: { mime: 'image/png', base64: POINT } }))
  const materials = [
    { kind: 'identity-document', provenance: 'window-scan', originalSeen: true, copyKept: true, blobId } as const,
  ]
  const body = {
    intentId: randomUUID(),
    ...declarationOf(ARRIVALS.zhang, DWELLINGS.flat.dwellingId, '2016-01-04'),
    materials,
  }
  personId = valueOf(await clerk.call('registerResidence', { params: CITY, body })).personId
})
after(() => house.close())

describe('desk 窗口 over HTTP', () => {
  it('the queue of each post; a resident has none', async () => {
    const { items, legalOn } = valueOf(await coordinator.call('listQueue', { params: CITY, body: {} }))
    assert.equal(legalOn, '2016-01-05')
    assert.deepEqual(
      items.map(({ name, state, duties, overdue }) => ({ name, state, duties, overdue })),
      [{ name: ARRIVALS.zhang.name, state: 'recorded', duties: ['visit'], overdue: false }],
    )
    assert.equal(valueOf(await guicheng.call('listQueue', { params: CITY, body: { all: '1' } })).total, 0)
    assert.equal(problemOf(await resident.call('listQueue', { params: CITY, body: {} })).status, 403)
    assert.equal(
      problemOf(await clerk.call('listQueue', { params: { city: 'linhe' }, body: {} })).refusals?.[0]?.code,
      'access.not-signed-in-for-city',
    )
  })

  it('an image is kept as what it is, read through its paper, and malformed otherwise', async () => {
    const put = (mime: 'image/png' | 'image/jpeg', base64: string) =>
      clerk.call('keepBlob', { params: { ...CITY, blobId: randomUUID() }, body: { mime, base64 } })
    for (const bad of [
      put('image/jpeg', POINT),
      put('image/png', 'AAAA'),
      put('image/png', `${POINT}!`),
      put('image/png', ''),
    ]) {
      const problem = problemOf(await bad)
      assert.equal(problem.status, 400)
      assert.deepEqual(
        problem.fields?.map(({ path }) => path),
        ['base64'],
      )
    }
    const { items } = valueOf(await clerk.call('listQueue', { params: CITY, body: { all: '1' } }))
    const { materials } = valueOf(
      await clerk.call('getRegistration', { params: { ...CITY, registrationId: items[0]?.id ?? '' } }),
    )
    const params = { ...CITY, materialId: materials[0]?.materialId ?? '' }
    const { mime, base64 } = valueOf(await coordinator.call('getMaterialImage', { params }))
    assert.deepEqual({ mime, base64 }, { mime: 'image/png', base64: POINT })
    assert.equal(problemOf(await guicheng.call('getMaterialImage', { params })).status, 404)
    assert.equal(problemOf(await resident.call('getMaterialImage', { params })).status, 403)
  })

  it('notices are listed, and there are none before a worker ran', async () => {
    assert.deepEqual(valueOf(await clerk.call('listNotices', { params: CITY })).notices, [])
    assert.equal(problemOf(await resident.call('listNotices', { params: CITY })).status, 403)
  })
})

describe('people 人员 over HTTP', () => {
  it('look-up and residence, for whom it is meant', async () => {
    const found = valueOf(
      await guicheng.call('lookUpPerson', {
        params: CITY,
        body: { purpose: 'window-entry', idNumber: ARRIVALS.zhang.idNumber },
      }),
    )
    assert.equal(found.person?.personId, personId)
    const wrong = problemOf(
      await clerk.call('lookUpPerson', {
        params: CITY,
        body: { purpose: 'window-entry', idNumber: '44069919880520302' },
      }),
    )
    assert.deepEqual(
      wrong.refusals?.map(({ code }) => code),
      ['id-number.shape-wrong'],
    )
    const head = await house.signIn(OFFICIALS.stationHead)
    assert.equal(
      problemOf(
        await head.call('lookUpPerson', {
          params: CITY,
          body: { purpose: 'window-entry', idNumber: ARRIVALS.zhang.idNumber },
        }),
      ).status,
      403,
    )
    const residence = valueOf(
      await clerk.call('getResidence', { body: { purpose: 'permit-check' }, params: { ...CITY, personId } }),
    )
    assert.deepEqual([residence.eligibleFrom, residence.daysToGo], ['2016-07-05', 182])
    assert.equal(
      problemOf(
        await clerk.call('getResidence', {
          body: { purpose: 'permit-check' },
          params: { ...CITY, personId: randomUUID() },
        }),
      ).status,
      404,
    )
  })
})

describe('places 地址 over HTTP', () => {
  const address = { divisionCode: '440604011209', lane: '张槎三路', door: '30号' }

  it('divisions and the pack are public', async () => {
    assert.equal(valueOf(await clerk.call('listDivisions', { query: { parent: '440604' } })).divisions.length, 4)
    const { packId, pack } = valueOf(await clerk.call('getPack', { params: CITY, query: {} }))
    assert.equal(packId, 'foshan/2016-01-01')
    assert.ok('workflow' in pack && 'materials' in pack)
    const unsigned = await fetch(`${house.address}/api/foshan/pack?on=2016-02-01`)
    assert.equal(unsigned.status, 200)
    assert.equal((await fetch(`${house.address}/api/foshan/pack?on=2015-02-01`)).status, 404)
  })

  it('lanes, search and check for everybody signed in; entering for those charged with it', async () => {
    assert.deepEqual(
      valueOf(
        await resident.call('listLanes', { params: CITY, query: { divisionCode: address.divisionCode, q: '三路' } }),
      ).lanes,
      ['张槎三路'],
    )
    assert.equal(
      valueOf(await resident.call('listDwellings', { params: CITY, query: { q: '3栋302' } })).dwellings.length,
      1,
    )
    const checked = valueOf(
      await resident.call('checkAddress', { params: CITY, body: { ...address, building: '整栋' } }),
    )
    assert.deepEqual(
      checked.refusals.map(({ code }) => code),
      ['address.whole-building'],
    )
    const entered = valueOf(
      await clerk.call('enterDwelling', { params: CITY, body: { intentId: randomUUID(), address } }),
    )
    assert.equal(entered.standardText, '佛山市禅城区张槎街道张槎三路30号')
    const again = problemOf(
      await clerk.call('enterDwelling', { params: CITY, body: { intentId: randomUUID(), address } }),
    )
    assert.deepEqual(
      again.refusals?.map(({ code }) => code),
      ['address.duplicate'],
    )
    assert.equal(
      problemOf(await resident.call('enterDwelling', { params: CITY, body: { intentId: randomUUID(), address } }))
        .status,
      403,
    )
    const dwelling = valueOf(
      await clerk.call('getDwelling', { params: { ...CITY, dwellingId: DWELLINGS.flat.dwellingId } }),
    )
    assert.deepEqual([dwelling.cap, dwelling.occupants, dwelling.occupantsOver], [12, 1, false])
    assert.equal(
      problemOf(await guicheng.call('getDwelling', { params: { ...CITY, dwellingId: DWELLINGS.flat.dwellingId } }))
        .status,
      404,
    )
    const settle = {
      params: { ...CITY, dwellingId: entered.dwellingId },
      body: { intentId: randomUUID(), lane: '张槎三路' },
    }
    assert.equal(problemOf(await coordinator.call('settleAddress', settle)).status, 409)
  })
})
