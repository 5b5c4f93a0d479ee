import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiClient } from '@anju/contract/api-client.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { childOf } from '@anju/tests/mandate-driver.ts'
import { newApplicant, paper, TENANT_PAPERS } from '@anju/tests/permit-driver.ts'
import { openRegistryHouse, type RegistryHouse, valueOf } from '@anju/tests/registry-house.ts'

const ON = '2016-07-05'
const params = { city: 'foshan' }
let house: RegistryHouse
let clerk: ApiClient
before(async () => {
  house = await openRegistryHouse()
  clerk = await house.signIn(OFFICIALS.clerk)
})
after(() => house.close())

const agent = childOf({ name: '唐小妹', idNumber: newApplicant('foshan', '1970-07-07').idNumber })
/** An old person who cannot get about, registered half a year before. */
async function parent() {
  await house.setDay('2016-01-05')
  const person = newApplicant('foshan', '1940-03-03')
  const declared = declarationOf(person, DWELLINGS.dormitory.dwellingId, '2016-01-05')
  const made = valueOf(await clerk.call('registerResidence', { params, body: { intentId: randomUUID(), ...declared } }))
  await house.setDay(ON)
  const { personId } = valueOf(
    await clerk.call('getRegistration', { params: { ...params, registrationId: made.registrationId } }),
  )
  return { registrationId: made.registrationId, personId }
}
const give = async (personId: string, change: object = {}) => {
  const body = {
    intentId: randomUUID(),
    agent,
    agentSeen: true,
    scopes: ['application'],
    way: 'face-to-face',
    portrait: randomUUID(),
  }
  return valueOf(
    await clerk.call('giveMandate', { params: { ...params, personId }, body: { ...body, ...change } as never }),
  ).mandateId
}
const apply = async (registrationId: string, mandateId: string | null, who = agent) => {
  const sent = await clerk.call('applyForPermit', {
    params,
    body: {
      intentId: randomUUID(),
      registrationId,
      condition: 'dwelling',
      materials: [...TENANT_PAPERS, paper('agent-identity-document')],
      inPerson: false,
      agent: who,
      mandateId,
      photo: { source: 'live', blobId: null },
      agentPortrait: randomUUID(),
    },
  })
  if (sent.ok) return []
  assert.ok(!sent.unreachable, 'no answer')
  return (sent.problem.refusals ?? []).map(({ code }) => code)
}

describe('T4 a wrong mandate through HTTP', () => {
  it('none, revoked, of another scope, another principal, another agent, expired: each is refused by its name; a right one is not', async () => {
    const [one, other] = [await parent(), await parent()]
    assert.deepEqual(await apply(one.registrationId, null), ['mandate.missing'])
    assert.deepEqual(await apply(one.registrationId, randomUUID()), ['mandate.missing'])
    const right = await give(one.personId)
    assert.deepEqual(await apply(other.registrationId, right), ['mandate.other-principal'])
    const stranger = childOf({ name: '唐小弟', idNumber: newApplicant('foshan', '1971-07-07').idNumber })
    assert.deepEqual(await apply(one.registrationId, right, stranger), ['mandate.other-agent'])
    assert.deepEqual(await apply(one.registrationId, await give(one.personId, { scopes: ['pick-up'] })), [
      'mandate.other-scope',
    ])
    const revoked = await give(one.personId)
    valueOf(
      await clerk.call('revokeMandate', {
        params: { ...params, mandateId: revoked },
        body: { intentId: randomUUID() },
      }),
    )
    assert.deepEqual(await apply(one.registrationId, revoked), ['mandate.revoked'])
    const short = await give(one.personId, { lastOn: ON })
    const spent = await give(one.personId)
    await house.registry.asOwner('update foshan.mandate set uses = uses_max where mandate_id = $1', [spent])
    assert.deepEqual(await apply(one.registrationId, spent), ['mandate.used-up'])
    await house.setDay('2016-07-06')
    assert.deepEqual(await apply(one.registrationId, short), ['mandate.expired'])
    await house.setDay(ON)
    assert.deepEqual(await apply(one.registrationId, right), [])
    const { mandates, offered } = valueOf(
      await clerk.call('listMandates', { params: { ...params, personId: one.personId } }),
    )
    assert.deepEqual(offered, ['application', 'supplement', 'pick-up'])
    assert.equal(mandates.find(({ mandateId }) => mandateId === right)?.uses, 1)
    assert.ok(mandates.every(({ agentIdNumber }) => agentIdNumber.includes('*') && agentIdNumber !== agent.idNumber))
  })
})
