import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiClient } from '@anju/contract/api-client.ts'
import type { CastResident } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { NOTHING_WIDENED } from '@anju/domain/access/compile-scope.ts'
import type { Scope } from '@anju/platform/database/pool.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import { scopeOfActor } from '@anju/server/usecases/scope-of-actor.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'

const CITY = { city: 'foshan' }
const DAY = '2016-03-02'
type Someone = { readonly resident: CastResident; readonly api: ApiClient; readonly registrationId: string }

let house: RegistryHouse
let a: Someone
let b: Someone
before(async () => {
  house = await openRegistryHouse()
  a = await declared()
  b = await declared()
})
after(() => house.close())

/** A resident with an account and no row in the register yet, who declares online. */
async function declared(): Promise<Someone> {
  const resident = await house.newResident('foshan')
  const api = await house.signIn(resident)
  await house.setDay(DAY)
  assert.deepEqual(valueOf(await api.call('listOwnMatters', { params: CITY })).matters, [])
  const declaration = declarationOf(resident, DWELLINGS.flat.dwellingId, '2016-03-01')
  valueOf(await api.call('declareOnline', { params: CITY, body: { intentId: randomUUID(), ...declaration } }))
  const [matter] = valueOf(await api.call('listOwnMatters', { params: CITY })).matters
  return { resident, api, registrationId: matter?.id ?? assert.fail('the declaration is not among the own matters') }
}

async function scopeOfResident({ resident }: Someone): Promise<Scope> {
  const city = house.registry.deps.cities.get('foshan') ?? assert.fail()
  const actor = { kind: 'resident', accountId: resident.accountId, name: resident.name } as const
  const at = new Date().toISOString()
  return scopeOfActor(house.registry.deps, city, actor, {
    reach: 'city',
    at,
    legalOn: parsePlainDate(DAY),
    widening: NOTHING_WIDENED,
  })
}
async function registrationsSeen(scope: Scope): Promise<readonly string[]> {
  const { pool } = house.registry.deps.cities.get('foshan') ?? assert.fail()
  const rows = await pool.look(scope, (db) =>
    db.read<{ registration_id: string }>('select registration_id from registration'),
  )
  return rows.map((row) => row.registration_id)
}

describe('居民只见自己：a resident sees their own person and nobody else', () => {
  it('whoever has an account and no row yet can declare, and sees just that', async () => {
    for (const someone of [a, b]) {
      const { matters } = valueOf(await someone.api.call('listOwnMatters', { params: CITY }))
      assert.deepEqual(
        matters.map(({ id }) => id),
        [someone.registrationId],
      )
    }
  })

  it('row-level security shows A nothing of B, in any table; the whole city would (negative control)', async () => {
    const city = house.registry.deps.cities.get('foshan') ?? assert.fail()
    assert.deepEqual(await registrationsSeen(await scopeOfResident(a)), [a.registrationId])
    const all = await registrationsSeen(wholeCity(city))
    assert.ok(all.includes(a.registrationId) && all.includes(b.registrationId))
    const scope = await scopeOfResident(a)
    assert.deepEqual(scope.prefixes, [])
    const persons = await city.pool.look(scope, (db) => db.read<{ person_id: string }>('select person_id from person'))
    assert.deepEqual(
      persons.map((row) => row.person_id),
      scope.persons,
    )
  })

  it('A declares nothing for B, and no id of B opens anything', async () => {
    const forB = declarationOf(b.resident, DWELLINGS.flat.dwellingId, '2016-03-01')
    const refused = problemOf(
      await a.api.call('declareOnline', { params: CITY, body: { intentId: randomUUID(), ...forB } }),
    )
    assert.deepEqual(
      refused.refusals?.map(({ code }) => code),
      ['access.outside-scope'],
    )
    const { registrationId } = b
    const params = { ...CITY, registrationId }
    assert.equal(problemOf(await a.api.call('getRegistration', { params })).status, 403)
    const permitId = registrationId
    const confirmed = await a.api.call('confirmEndorsement', {
      params: { ...CITY, permitId },
      body: { intentId: randomUUID(), confirmsNothingChanged: true },
    })
    assert.equal(problemOf(confirmed).status, 404)
  })
})
