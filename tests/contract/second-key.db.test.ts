import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { ApiResult } from '@anju/contract/api-client.ts'
import { ROUTES } from '@anju/contract/route-table.ts'
import type { Route } from '@anju/contract/route.ts'
import { openUKeySimulator } from '@anju/dev/ukey-simulator.ts'
import { OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import { enrolledKey, HOME, leaveFor, openBrowser, trySignIn, type KeyBrowser } from '@anju/tests/key-desk.ts'
import { openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'
import { softAuthenticator, type SoftAuthenticator } from '@anju/tests/soft-authenticator.ts'

const CODE = 'access.second-key-lacking'
let house: RegistryHouse
before(async () => {
  house = await openRegistryHouse()
})
after(() => house.close())

const today = `(now() at time zone 'Asia/Shanghai')::date`
/** Moves the binding of an official's keys, or the loss of those that are lost, so many days back. */
const moveBack = (column: 'registered_at' | 'revoked_at', { officialId }: CastOfficial, days: number) =>
  house.registry.asOwner(
    `update shared.authenticator set ${column} = ((${today} - $2::int) + time '10:00') at time zone 'Asia/Shanghai'
     where official_id = $1 and ${column} is not null`,
    [officialId, days],
  )
const read = ({ api }: KeyBrowser) =>
  api.call('listLanes', { params: { city: 'foshan' }, query: { divisionCode: '440604011001' } })
const codesOf = (result: ApiResult<unknown>) =>
  result.ok ? ['accepted'] : (problemOf(result).refusals?.map(({ code }) => code) ?? [problemOf(result).code])
async function signedIn(key: SoftAuthenticator): Promise<KeyBrowser> {
  const browser = openBrowser(house)
  valueOf(await trySignIn(browser, key))
  return browser
}
/** Tries to bind a further key. */
async function bind({ api }: KeyBrowser, code: string) {
  const { challengeId, challenge, ownKey } = valueOf(await api.call('beginEnrolment', { body: { code } }))
  const key = softAuthenticator(HOME)
  const body = { code, challengeId, key: key.enrol(challenge), label: '' }
  return { ownKey, key, done: await api.call('finishEnrolment', { body }) }
}

describe('第二把密钥：宽限期内可以办理，过后只能登记第二把', () => {
  const member = OFFICIALS.clerk
  let key: SoftAuthenticator
  before(async () => {
    key = await enrolledKey(house, member)
  })

  it('登记第一把后第 7 天可以办理，第 8 天不行，说清楚自哪天起、该怎么办', async () => {
    await moveBack('registered_at', member, 7)
    const browser = await signedIn(key)
    assert.deepEqual(codesOf(await read(browser)), ['accepted'])
    const { keysLacking } = valueOf(await browser.api.call('getSession'))
    assert.deepEqual([keysLacking?.state, keysLacking?.active, keysLacking?.wanted], ['grace', 1, 2])
    await moveBack('registered_at', member, 8)
    const refusal = problemOf(await read(browser)).refusals?.[0] ?? assert.fail()
    assert.deepEqual([refusal.code, refusal.facts['active'], refusal.facts['wanted']], [CODE, 1, 2])
    assert.match(refusal.zh, /登记第二把.*登记码.*核验本人/)
    assert.match(refusal.en, /second key/)
    assert.equal(valueOf(await browser.api.call('getSession')).keysLacking?.state, 'lapsed')
    // Signing in anew changes nothing, and neither does another post.
    assert.deepEqual(codesOf(await read(await signedIn(key))), [CODE])
  })

  it('每条理由一次说全：缺密钥，岗位也没有这项职责', async () => {
    const browser = await signedIn(key)
    const asked = { params: { city: 'foshan' }, query: { state: 'all' } } as const
    assert.deepEqual(codesOf(await browser.api.call('listAccounts', asked as never)), [
      CODE,
      'access.post-lacks-authority',
    ])
  })

  it('开放的只有核验本人、锁屏、退出；登录记录、换岗位也不行', async () => {
    const open = Object.entries<Route>(ROUTES).filter(([, route]) => route.whileKeyLacks === true)
    assert.deepEqual(open.map(([name]) => name).toSorted(), [
      'beginConfirm',
      'confirmPerson',
      'endSession',
      'lockSession',
    ])
    const browser = await signedIn(key)
    const { api } = browser
    for (const name of ['listDeskSessions', 'listOwnPosts'] as const)
      assert.deepEqual(codesOf(await api.call(name)), [CODE])
    assert.deepEqual(codesOf(await api.call('endOtherSessions', { body: {} })), [CODE])
    const asked = valueOf(await api.call('beginConfirm', { body: {} }))
    const answer = key.answer(asked.key.challenge)
    valueOf(await api.call('confirmPerson', { body: { challengeId: asked.challengeId, answer } }))
    valueOf(await api.call('endSession', { body: {} }))
    assert.equal(valueOf(await api.call('getSession')).signedIn, false)
  })

  it('演示登录没有密钥，不受限制', async () => {
    const demo = await house.signIn(member)
    assert.deepEqual(
      codesOf(await demo.call('listLanes', { params: { city: 'foshan' }, query: { divisionCode: '440604011001' } })),
      ['accepted'],
    )
    assert.equal(valueOf(await demo.call('getSession')).keysLacking, null)
  })

  it('登记第二把要现有密钥刚核验过本人：只有登记码、别人的会话、演示会话、早先的核验都不行，登记码不因此用掉', async () => {
    const code = await leaveFor(house, member)
    const tried = async (browser: KeyBrowser) => {
      const { ownKey, done } = await bind(browser, code)
      return [ownKey, ...codesOf(done)]
    }
    assert.deepEqual(await tried(openBrowser(house)), ['sign-in', 'step-up'])
    assert.deepEqual(await tried(await signedIn(await enrolledKey(house, OFFICIALS.coordinator))), [
      'sign-in',
      'step-up',
    ])
    const browser = await signedIn(key)
    await house.registry.asOwner(
      `update shared.session set verified_at = now() - interval '121 seconds' where official_id = $1 and ended_at is null`,
      [member.officialId],
    )
    assert.deepEqual(await tried(browser), ['verify', 'step-up'])
    assert.deepEqual(await tried(openBrowser(house, { agent: 'thief', cookie: browser.cookie() })), [
      'verify',
      'step-up',
    ])
    assert.deepEqual(codesOf(await read(browser)), [CODE])
    const asked = valueOf(await browser.api.call('beginConfirm', { body: {} }))
    const answer = key.answer(asked.key.challenge)
    valueOf(await browser.api.call('confirmPerson', { body: { challengeId: asked.challengeId, answer } }))
    assert.deepEqual(await tried(browser), ['nothing', 'accepted'])
    assert.deepEqual(codesOf(await read(browser)), ['accepted'])
    assert.equal(valueOf(await browser.api.call('getSession')).keysLacking, null)
  })

  it('两把齐全，早就登记的也照常（反证）；丢了一把，从丢失那天起再算', async () => {
    await moveBack('registered_at', member, 400)
    assert.deepEqual(codesOf(await read(await signedIn(key))), ['accepted'])
    await house.registry.asOwner(
      `update shared.authenticator set revoked_at = now() where official_id = $1 and credential_id <> $2`,
      [member.officialId, Buffer.from(key.id, 'base64url')],
    )
    const browser = await signedIn(key)
    for (const [days, answer] of [
      [0, 'accepted'],
      [7, 'accepted'],
      [8, CODE],
    ] as const) {
      await moveBack('revoked_at', member, days)
      assert.deepEqual(codesOf(await read(browser)), [answer], `${days} days after the loss`)
    }
  })
})

describe('第二把也可以是 UKey（模拟）', () => {
  it('安全密钥核验本人以后登记 UKey；两种各一把就齐全，UKey 会话也要第二把', async () => {
    const member = OFFICIALS.stationHead
    const key = await enrolledKey(house, member)
    const ukey = openUKeySimulator()
    const browser = await signedIn(key)
    const code = await leaveFor(house, member)
    const begun = valueOf(await browser.api.call('beginEnrolment', { body: { code } }))
    const body = { code, challengeId: begun.challengeId, key: ukey.enrol(begun.challenge), label: '' }
    valueOf(await browser.api.call('finishEnrolment', { body }))
    await moveBack('registered_at', member, 30)
    const own = openBrowser(house)
    const { challengeId, key: asked } = valueOf(await own.api.call('beginSignIn', { body: {} }))
    valueOf(await own.api.call('signInWithKey', { body: { challengeId, answer: ukey.answer(asked.challenge) } }))
    assert.deepEqual(codesOf(await read(own)), ['accepted'])
    await house.registry.asOwner(
      `update shared.authenticator set revoked_at = registered_at + interval '1 day' where official_id = $1 and kind = 'webauthn'`,
      [member.officialId],
    )
    assert.deepEqual(codesOf(await read(own)), [CODE])
  })
})
