import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { evidenceFaults, parseEvidence } from '@anju/crypto/signing-evidence.ts'
import { serveUKeySimulator } from '@anju/dev/serve-ukey-simulator.ts'
import { openUKeySimulator } from '@anju/dev/ukey-simulator.ts'
import { askUKey, makeUKey } from '@anju/face-kit/ask-ukey.ts'
import type { App } from '@anju/platform/http/open-app.ts'
import { softAuthenticator, type SoftAuthenticator } from '@anju/tests/soft-authenticator.ts'
import { randomUUID } from 'node:crypto'
import { openHouse, type House } from '../../card-service/test/card-side.ts'
import { permitOrder } from '../../card-service/test/registry-side.ts'
import { enrolStaff } from '@anju/card-service/command/keep-staff.ts'
import { signInLinks } from '@anju/card-service/command/seed.ts'
import type { SigningAsked } from '@anju/card-service/sign-in-contract.ts'
import { CARD_ROUTES } from '@anju/card-service/contract.ts'
import type { CardRoute } from '@anju/card-service/card-route.ts'

const HOME = { rpId: 'localhost', origin: 'http://localhost:8421' }
const MAKER = '440601'
const AT = '2016-07-06T01:00:00.000Z'

let house: House
let app: App
let simulator: Awaited<ReturnType<typeof serveUKeySimulator>>
before(async () => {
  house = await openHouse()
  simulator = await serveUKeySimulator(HOME.origin)
  Object.assign(house.deps.relyingParty, { ukeyService: simulator.service })
  app = await house.app()
})
after(async () => {
  await app.close()
  await house.close()
  await simulator.close()
})

type Answered = { readonly status: number; readonly value: Record<string, unknown>; readonly cookie: string }
async function send(method: 'GET' | 'POST', url: string, body: object | undefined, cookie = ''): Promise<Answered> {
  const payload = body === undefined ? {} : { payload: body }
  const response = await app.inject({ method, url, headers: { cookie }, ...payload })
  const set = String(response.headers['set-cookie'] ?? '').split(';')[0] ?? ''
  return { status: response.statusCode, value: response.json(), cookie: set === '' ? cookie : set }
}
const post = (url: string, body: object, cookie = '') => send('POST', url, body, cookie)
const get = (url: string, cookie: string) => send('GET', url, undefined, cookie)
const codesOf = ({ status, value }: Answered) =>
  status === 200
    ? ['accepted']
    : ((value['refusals'] as { code: string }[] | undefined)?.map(({ code }) => code) ?? [String(value['code'])])
const codeFor = (badge: string) =>
  enrolStaff(house.database.url, { badge, operators: ['110001', '110002'] as const }, () => {})

type Holder = { readonly enrol: (challenge: string) => object; readonly answer: (challenge: string) => object }
async function bind(code: string, key: Holder, cookie = '') {
  const begun = await post('/api/enrolments/begin', { code }, cookie)
  const { challengeId, challenge, ownKey } = begun.value as { challengeId: string; challenge: string; ownKey: string }
  const done = await post('/api/enrolments', { code, challengeId, label: '', key: key.enrol(challenge) }, cookie)
  return { ownKey, done }
}
async function signIn(key: Holder): Promise<Answered> {
  const { challengeId, key: asked } = (await post('/api/sign-in/begin', {})).value as {
    challengeId: string
    key: { challenge: string }
  }
  return post('/api/sign-in', { challengeId, answer: key.answer(asked.challenge) })
}
const dayLater = (days: number) => {
  house.clock.now = new Date(Date.parse(AT) + days * 86_400_000).toISOString()
}
const looks = async (cookie: string) => codesOf(await get('/api/orders', cookie))

describe('制证 第二把密钥：宽限期内可以办理，过后只能登记第二把', () => {
  let key: SoftAuthenticator
  before(async () => {
    key = softAuthenticator(HOME)
    assert.equal((await bind(await codeFor(MAKER), key)).done.status, 200)
  })

  it('第 7 天可以，第 8 天不行，理由写明怎么办；锁屏核验和退出照常', async () => {
    dayLater(7)
    const early = (await signIn(key)).cookie
    assert.deepEqual(await looks(early), ['accepted'])
    assert.equal(((await get('/api/session', early)).value['keysLacking'] as { state: string }).state, 'grace')
    dayLater(8)
    const { cookie } = await signIn(key)
    assert.deepEqual(await looks(cookie), ['staff.second-key-lacking'])
    const answer = await get('/api/orders', cookie)
    const [refusal] = answer.value['refusals'] as { zh: string; en: string }[]
    assert.match(refusal?.zh ?? '', /登记码.*核验本人.*登记新的一把/)
    assert.match(refusal?.en ?? '', /second key/)
    assert.equal((await app.inject({ url: `/api/orders/${randomUUID()}/photo`, headers: { cookie } })).statusCode, 403)
    const open = Object.entries<CardRoute>(CARD_ROUTES).filter(([, route]) => route.whileKeyLacks === true)
    assert.deepEqual(open.map(([name]) => name).toSorted(), [
      'beginConfirm',
      'confirmPerson',
      'endSession',
      'lockSession',
    ])
    assert.equal((await post('/api/session/end', {}, cookie)).status, 200)
  })

  it('演示链接没有密钥，不受限制', async () => {
    dayLater(8)
    const said: string[] = []
    await signInLinks(house.database.url, 'http://localhost', house.clock.now, (line) => said.push(line))
    const path = /\/sign-in\/[\w-]+/.exec(said[0] ?? '')?.[0] ?? assert.fail()
    const opened = await app.inject({ url: path })
    const cookie = String(opened.headers['set-cookie']).split(';')[0] ?? ''
    assert.deepEqual(await looks(cookie), ['accepted'])
    assert.equal((await get('/api/session', cookie)).value['keysLacking'], null)
  })

  it('只有登记码不行，早先的核验不行；刚核验过才能登记第二把，登记后马上能办', async () => {
    dayLater(8)
    const code = await codeFor(MAKER)
    const tried = async (cookie: string) => {
      const { ownKey, done } = await bind(code, softAuthenticator(HOME), cookie)
      return [ownKey, ...codesOf(done)]
    }
    assert.deepEqual(await tried(''), ['sign-in', 'step-up'])
    const { cookie } = await signIn(key)
    house.clock.now = new Date(Date.parse(house.clock.now) + 121_000).toISOString()
    assert.deepEqual(await tried(cookie), ['verify', 'step-up'])
    const asked = (await post('/api/session/confirm/begin', {}, cookie)).value as {
      challengeId: string
      key: { challenge: string }
    }
    const answer = key.answer(asked.key.challenge)
    assert.equal((await post('/api/session/confirm', { challengeId: asked.challengeId, answer }, cookie)).status, 200)
    assert.deepEqual(await looks(cookie), ['staff.second-key-lacking'])
    assert.deepEqual(await tried(cookie), ['nothing', 'accepted'])
    assert.deepEqual(await looks(cookie), ['accepted'])
  })
})

/** A UKey behind the program on the person's computer, as a page of this origin asks it. */
function throughProgram(origin: string) {
  const page: typeof fetch = (input, init) =>
    fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), origin } })
  return {
    ask: (challenge: string) => askUKey(simulator.service, challenge, page),
    make: (challenge: string) => makeUKey(simulator.service, challenge, page),
  }
}

describe('制证 国密 UKey（模拟）：经本机程序登记、登录、签名', () => {
  it('登记、登录、签一步，证据离线核验得过；别的 UKey、别的网页、换了的签名都不行', async () => {
    house.clock.now = AT
    const ukey = throughProgram(HOME.origin)
    assert.equal((await (await fetch(simulator.service)).json()).simulator, true)
    const code = await codeFor('440602')
    const begun = (await post('/api/enrolments/begin', { code })).value as Record<string, string>
    assert.equal(begun['ukeyService'], simulator.service)
    const made = await ukey.make(begun['challenge'] ?? '')
    assert.ok(made.ok)
    const key = made.value
    const body = { code, challengeId: begun['challengeId'], label: '', key }
    assert.equal(
      (await post('/api/enrolments', { ...body, key: { ...key, publicKey: openUKeySimulator().publicKey } })).status,
      403,
    )
    const again = (await post('/api/enrolments/begin', { code })).value as Record<string, string>
    const fresh = await ukey.make(again['challenge'] ?? '')
    assert.ok(fresh.ok)
    assert.equal(
      (await post('/api/enrolments', { ...body, challengeId: again['challengeId'], key: fresh.value })).status,
      200,
    )

    assert.equal((await signIn(openUKeySimulator())).status, 403)
    const asked = (await post('/api/sign-in/begin', {})).value as { challengeId: string; key: Record<string, string> }
    assert.equal(asked.key['ukeyService'], simulator.service)
    assert.equal((await throughProgram('http://elsewhere.example').ask(asked.key['challenge'] ?? '')).ok, false)
    const answer = await ukey.ask(asked.key['challenge'] ?? '')
    assert.ok(answer.ok)
    const { status, cookie } = await post('/api/sign-in', { challengeId: asked.challengeId, answer: answer.value })
    assert.equal(status, 200)
    assert.equal((await get('/api/session', cookie)).value['assurance'], 'ukey')

    const order = permitOrder()
    await house.registry.send([order])
    await house.round()
    const url = `/api/orders/${order.id}/quality`
    const command = { intentId: randomUUID(), expectedVersion: 1, result: 'accepted' }
    const attempt = async (answered: (challenge: string) => Promise<object> | object) => {
      const { signing } = (await post(url, command, cookie)).value as { signing: SigningAsked }
      assert.equal(signing.kind, 'ukey')
      const brought = { signingId: signing.signingId, answer: await answered(signing.key.challenge) }
      const header = Buffer.from(JSON.stringify(brought)).toString('base64url')
      return (
        await app.inject({ method: 'POST', url, headers: { cookie, 'anju-signature': header }, payload: command })
      ).statusCode
    }
    assert.equal(await attempt((challenge) => openUKeySimulator().answer(challenge)), 403)
    assert.equal(await attempt(() => simulator.ukey.answer(Buffer.alloc(32).toString('base64url'))), 403)
    assert.equal(await attempt((challenge) => softAuthenticator(HOME).answer(challenge)), 428)
    const [nothing] = await house.asOwner('select 1 from card.signing_evidence where subject_id = $1', [order.id])
    assert.equal(nothing, undefined)
    assert.equal(await attempt((challenge) => simulator.ukey.answer(challenge)), 200)
    const [kept] = await house.asOwner<{ kind: string; evidence: string }>(
      'select kind, evidence from card.signing_evidence where subject_id = $1',
      [order.id],
    )
    const evidence = parseEvidence(kept?.evidence ?? '')
    assert.ok(evidence !== undefined && kept?.kind === 'ukey')
    assert.deepEqual([evidenceFaults(evidence), evidence.publicKey], [[], simulator.ukey.publicKey])
    const bent = { ...evidence, signature: simulator.ukey.answer(Buffer.alloc(32).toString('base64url')).signature }
    assert.deepEqual(evidenceFaults(bent), ["the key's signature does not hold"])
  })

  it('UKey 锁屏后由本人的 UKey 打开；页面可以问的只有这一个本机地址', async () => {
    const { cookie } = await signIn(simulator.ukey)
    assert.equal((await post('/api/session/lock', {}, cookie)).status, 200)
    assert.deepEqual(await looks(cookie), ['locked'])
    const asked = (await post('/api/session/confirm/begin', {}, cookie)).value as {
      challengeId: string
      key: { challenge: string }
    }
    const answer = simulator.ukey.answer(asked.key.challenge)
    assert.equal((await post('/api/session/confirm', { challengeId: asked.challengeId, answer }, cookie)).status, 200)
    assert.deepEqual(await looks(cookie), ['accepted'])
    const policy = String((await app.inject({ url: '/' })).headers['content-security-policy'])
    assert.ok(policy.includes(`connect-src 'self' ${simulator.service};`), policy)
  })
})
