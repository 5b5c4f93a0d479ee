import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiClient } from '@anju/contract/api-client.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { newPerson, openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'

const REGISTERED = '2016-07-18'
const LATER = '2019-07-19'
const params = { city: 'foshan' }

let house: RegistryHouse
let head: ApiClient
let deputy: ApiClient
before(async () => {
  house = await openRegistryHouse()
  head = await house.signIn(OFFICIALS.stationHead)
  deputy = await house.signIn(OFFICIALS.deputyHead)
})
after(() => house.close())

/** Registered, gone on the same day, and the years passed. */
async function longGone(): Promise<{ personId: string; registrationId: string }> {
  await house.setDay(REGISTERED)
  const clerk = await house.signIn(OFFICIALS.clerk)
  const declared = declarationOf(newPerson('foshan'), DWELLINGS.flat.dwellingId, REGISTERED)
  const body = { intentId: randomUUID(), ...declared }
  const { registrationId } = valueOf(await clerk.call('registerResidence', { params, body }))
  const { personId } = valueOf(await clerk.call('getRegistration', { params: { ...params, registrationId } }))
  const ended = `update foshan.registration set state = 'ended', ended_on = $2 where registration_id = $1`
  await house.registry.asOwner(ended, [registrationId, REGISTERED])
  await house.setDay(LATER)
  return { personId, registrationId }
}

const standing = async (personId: string, client = head) =>
  valueOf(await client.call('getErasure', { params: { ...params, personId } }))
const propose = (personId: string) =>
  head.call('proposeErasure', { params: { ...params, personId }, body: { intentId: randomUUID(), reason: 'asked' } })
const decide = (client: ApiClient, erasureId: string) =>
  client.call('decideErasure', {
    params: { ...params, erasureId },
    body: { intentId: randomUUID(), approve: true },
  })
const codes = (problem: ReturnType<typeof problemOf>) => (problem.refusals ?? []).map(({ code }) => code)

describe('删除个人信息 over HTTP', () => {
  it('one proposes, the other finds it on the list and decides; then every file of the person answers that it is erased', async () => {
    const { personId, registrationId } = await longGone()
    const first = await standing(personId)
    assert.deepEqual([first.possible, first.mayPropose, first.proposal], [true, true, null])
    const { erasureId } = valueOf(await propose(personId))
    assert.equal((await standing(personId)).proposal?.mayDecide, false)
    const { erasures } = valueOf(await deputy.call('listErasures', { params }))
    assert.deepEqual(
      erasures.map((each) => [each.erasureId, each.mayDecide]),
      [[erasureId, true]],
    )
    assert.equal(problemOf(await decide(head, erasureId)).status, 403)
    valueOf(await decide(deputy, erasureId))
    assert.deepEqual(valueOf(await deputy.call('listErasures', { params })).erasures, [])
    const last = await standing(personId)
    assert.deepEqual(
      last.refusals.map(({ code }) => code),
      ['erasure.already-done'],
    )
    const gone = problemOf(await head.call('getRegistration', { params: { ...params, registrationId } }))
    assert.deepEqual([gone.status, gone.code], [410, 'erased'])
  })

  it('while a record is held nothing is deleted; the hold is signed, and lifted by whoever decides deletions', async () => {
    const { personId } = await longGone()
    const { holdId } = valueOf(
      await head.call('placeHold', {
        params: { ...params, personId },
        body: { intentId: randomUUID(), reason: '复核中' },
      }),
    )
    assert.deepEqual(codes(problemOf(await propose(personId))), ['erasure.held'])
    assert.equal((await standing(personId)).holds[0]?.reason, '复核中')
    const lift = { params: { ...params, holdId }, body: { intentId: randomUUID() } }
    assert.equal(problemOf(await head.call('liftHold', lift)).status, 403)
    valueOf(await deputy.call('liftHold', lift))
    assert.deepEqual((await standing(personId)).holds, [])
    const again = { params: { ...params, holdId }, body: { intentId: randomUUID() } }
    assert.equal(problemOf(await deputy.call('liftHold', again)).code, 'version-conflict')
    const signed = await house.registry.asOwner(
      'select step from foshan.signature where case_id = $1 order by case_version',
      [holdId],
    )
    assert.deepEqual(signed, [{ step: 'propose-erasure' }, { step: 'approve-erasure' }])
    valueOf(await propose(personId))
  })
})
