import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ApiResult } from '@anju/contract/api-client.ts'
import { OFFICES, OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import { createSignInLink } from '@anju/dev/seed.ts'
import { DWELLINGS } from '@anju/dev/cast-dwelling.ts'
import { declarationOf } from '@anju/tests/declaration-of.ts'
import { openBrowser, type KeyBrowser } from '@anju/tests/key-desk.ts'
import { newPerson, openRegistryHouse, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'

const { administrator, securityAdministrator, clerk, coordinator, stationHead } = OFFICIALS
let house: RegistryHouse
before(async () => {
  house = await openRegistryHouse()
})
after(() => house.close())

const params = { city: 'foshan' }
const intentId = () => randomUUID()
/** What an official is shown before they sign, and what came of it once they did. */
async function sign<T>(member: CastOfficial, act: (api: KeyBrowser['api']) => Promise<ApiResult<T>>) {
  const token = await createSignInLink({ ownerUrl: house.registry.database.url, member, expiresInMinutes: 5 })
  const redeemed = await fetch(`${house.address}/sign-in/${token}`, {
    redirect: 'manual',
    headers: { 'user-agent': 'desk' },
  })
  const cookie = /anju_session=[^;]+/.exec(redeemed.headers.get('set-cookie') ?? '')?.[0] ?? assert.fail()
  const shown: string[] = []
  const { api } = openBrowser(house, {
    cookie,
    showsDemoSigning: true,
    sign: ({ display }) => {
      shown.push(display)
      return { kind: 'demo' }
    },
  })
  const done = valueOf(await act(api))
  const [display] = shown
  assert.ok(display !== undefined, 'nothing was shown')
  // Nobody reads a number, or a word of the program.
  assert.doesNotMatch(display, /[0-9a-f]{8}-[0-9a-f]{4}-/, display)
  for (const line of display.split('\n')) assert.match(line, /^[^A-Za-z]+(：|$)/, display)
  return { done, lines: display.split('\n') }
}
const office = OFFICES.zhangcha
const post = {
  officeId: office.officeId,
  role: 'coordinator',
  divisionPrefix: office.divisionPrefix,
  validFrom: '2016-08-01',
  validTo: null,
} as const

describe('所签即所见：an act that is about somebody says who', () => {
  it('accounts, posts, keys and lendings', async () => {
    const person = newPerson('foshan')
    const body = { intentId: intentId(), name: '冯小满', idNumber: person.idNumber, post, reason: '' }
    const proposed = await sign(administrator, (api) => api.call('proposeAccount', { params, body }))
    assert.ok(proposed.lines.includes(`岗位·单位：${office.zh}`), proposed.lines.join('\n'))
    const [row] = await house.registry.asOwner(`select proposal_id from shared.account_proposal where name = '冯小满'`)
    const proposalId = String(row?.['proposal_id'])
    const decided = await sign(securityAdministrator, (api) =>
      api.call('decideProposal', {
        params: { ...params, proposalId },
        body: { intentId: intentId(), approve: true, reason: '' },
      }),
    )
    assert.ok(decided.lines.includes(`办理对象：冯小满（区域协管员，${office.zh}）`), decided.lines.join('\n'))
    assert.ok(decided.lines.includes('同意：是'))
    const member = { ...params, officialId: coordinator.officialId }
    const enrolled = await sign(administrator, (api) =>
      api.call('proposeEnrolment', { params: member, body: { intentId: intentId(), reason: 'replacement' } }),
    )
    assert.ok(enrolled.lines.includes(`办理对象：${coordinator.name}`), enrolled.lines.join('\n'))
    const time = { kind: 'temporary', hours: 4 } as const
    const lent = await sign(stationHead, (api) =>
      api.call('lendPost', {
        params,
        body: {
          intentId: intentId(),
          postId: clerk.postId,
          delegateId: coordinator.officialId,
          divisionPrefix: null,
          time,
          reason: '顶班',
        },
      }),
    )
    assert.ok(
      lent.lines.some((line) => line.startsWith(`岗位：${clerk.name}（`)),
      lent.lines.join('\n'),
    )
    assert.ok(lent.lines.includes(`受托人：${coordinator.name}`))
    const left = await sign(administrator, (api) =>
      api.call('recordLeaving', {
        params: member,
        body: { intentId: intentId(), leftOn: '2016-07-20', reason: '调离' },
      }),
    )
    assert.ok(left.lines.includes(`办理对象：${coordinator.name}`), left.lines.join('\n'))
  })

  it('the deletion of a person, proposed and decided', async () => {
    const clerkApi = await house.signIn(clerk)
    await house.setDay('2016-07-18')
    const declared = declarationOf(newPerson('foshan'), DWELLINGS.flat.dwellingId, '2016-07-18')
    const { registrationId } = valueOf(
      await clerkApi.call('registerResidence', { params, body: { intentId: intentId(), ...declared } }),
    )
    const { personId } = valueOf(await clerkApi.call('getRegistration', { params: { ...params, registrationId } }))
    const ended = `update foshan.registration set state = 'ended', ended_on = '2016-07-18' where registration_id = $1`
    await house.registry.asOwner(ended, [registrationId])
    await house.setDay('2019-07-19')
    const body = { intentId: intentId(), reason: 'asked' } as const
    const proposed = await sign(stationHead, (api) =>
      api.call('proposeErasure', { params: { ...params, personId }, body }),
    )
    const { erasureId } = proposed.done
    const decided = await sign(OFFICIALS.deputyHead, (api) =>
      api.call('decideErasure', { params: { ...params, erasureId }, body: { intentId: intentId(), approve: true } }),
    )
    for (const { lines } of [proposed, decided])
      assert.ok(lines.includes(`当事人：${declared.person.name}`), lines.join('\n'))
  })
})
