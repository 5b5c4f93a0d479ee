import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { enrolStaff } from '@anju/card-service/command/keep-staff.ts'
import type { ApiResult } from '@anju/contract/api-client.ts'
import { OFFICIALS, type CastOfficial } from '@anju/dev/cast.ts'
import { openUKeySimulator } from '@anju/dev/ukey-simulator.ts'
import type { App } from '@anju/platform/http/open-app.ts'
import { tellUKeys } from '@anju/platform/ukey/tell-ukeys.ts'
import { openUKeyTrust } from '@anju/platform/ukey/ukey-trust.ts'
import { listUKeysInUse } from '@anju/server/store/authenticator.ts'
import { leaveFor, loseKeys, openBrowser, type KeyBrowser } from '@anju/tests/key-desk.ts'
import { driveApplications } from '@anju/tests/permit-driver.ts'
import { openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'
import { openUKeyAuthority, type Wanted } from '../../platform/test/ukey-authority.ts'
import { openHouse, type House } from '../../card-service/test/card-side.ts'

const root = openUKeyAuthority({ name: '示例根' })
const middle = root.below({ name: '示例签发', below: 0, serial: 7 })
const folder = mkdtempSync(join(tmpdir(), 'ukey-house-'))
const [roots, lists] = [join(folder, 'roots'), join(folder, 'lists')]
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
const putLists = (serials: readonly number[], dueAt = inDays(7)) => {
  writeFileSync(join(lists, 'middle.crl'), middle.revocationList({ serials, madeAt: inDays(-1), dueAt }))
  writeFileSync(join(lists, 'root.crl'), root.revocationList({ serials: [], madeAt: inDays(-1), dueAt: inDays(300) }))
}
const ukeyOf = (serial: number, wanted: Partial<Wanted> = {}, by = middle) =>
  openUKeySimulator((publicKey) => by.issue({ name: '持有人', publicKey, serial, ...wanted }))
const codesOf = (result: ApiResult<unknown>) =>
  result.ok ? ['accepted'] : (problemOf(result).refusals?.map(({ code }) => code) ?? [problemOf(result).code])

let house: RegistryHouse
before(async () => {
  for (const each of [roots, lists]) mkdirSync(each)
  writeFileSync(join(roots, 'chain.pem'), root.certificate + middle.certificate)
  putLists([])
  house = await openRegistryHouse()
  await house.signIn(OFFICIALS.clerk)
  await house.setDay('2016-07-08')
  trust({ roots, lists })
})
after(async () => {
  await house.close()
  rmSync(folder, { recursive: true })
})

/** The house is one that names these folders, and is no trial run as far as UKeys go. */
function trust(named: { roots?: string; lists?: string }): void {
  Object.assign(house.registry.deps.relyingParty, { ukeyTrust: openUKeyTrust({ ...named, dev: false }) })
}
type Simulator = ReturnType<typeof openUKeySimulator>
async function bind(code: string, ukey: Simulator) {
  const { api } = openBrowser(house)
  const { challengeId, challenge } = valueOf(await api.call('beginEnrolment', { body: { code } }))
  return api.call('finishEnrolment', { body: { code, challengeId, key: ukey.enrol(challenge), label: '' } })
}
async function signIn({ api }: KeyBrowser, ukey: Simulator) {
  const { challengeId, key } = valueOf(await api.call('beginSignIn', { body: {} }))
  return api.call('signInWithKey', { body: { challengeId, answer: ukey.answer(key.challenge) } })
}
const desk = (ukey: Simulator) => openBrowser(house, { sign: ({ key }) => ukey.answer(key.challenge) })
async function bound(member: CastOfficial, ukey: Simulator): Promise<KeyBrowser> {
  await loseKeys(house, member)
  valueOf(await bind(await leaveFor(house, member), ukey))
  const browser = desk(ukey)
  valueOf(await signIn(browser, ukey))
  return browser
}

describe('UKey 证书：登记时核验', () => {
  it('过期的、别处的、用途不对的，理由一次说全；登记码没有用掉，换一把对的就能登记', async () => {
    const code = await leaveFor(house, OFFICIALS.coordinator)
    const foreign = openUKeyAuthority({ name: '别处的根' })
    const expired = ukeyOf(1, { until: '2020-01-01T00:00:00.000Z', usage: 4 })
    assert.deepEqual(codesOf(await bind(code, expired)), ['access.ukey-expired', 'access.ukey-usage'])
    const refused = problemOf(await bind(code, ukeyOf(2, {}, foreign)))
    assert.equal(refused.status, 403)
    assert.match(refused.refusals?.[0]?.zh ?? '', /不在本系统信任的名单内/)
    assert.match(refused.refusals?.[0]?.en ?? '', /not trusted here/)
    assert.deepEqual(codesOf(await bind(code, openUKeySimulator())), ['access.ukey-unreadable'])
    putLists([3])
    assert.deepEqual(codesOf(await bind(code, ukeyOf(3))), ['access.ukey-revoked'])
    putLists([], inDays(-1))
    assert.deepEqual(codesOf(await bind(code, ukeyOf(4))), ['access.ukey-list-stale'])
    putLists([])
    assert.deepEqual(codesOf(await bind(code, ukeyOf(4))), ['accepted'])
  })

  it('没有设根证书：登记不了，写明该设什么；没有证明持有密钥的，什么也不告诉', async () => {
    trust({})
    const code = await leaveFor(house, OFFICIALS.secondCoordinator)
    const refusal = problemOf(await bind(code, ukeyOf(5))).refusals?.[0] ?? assert.fail()
    assert.equal(refusal.code, 'access.ukey-roots-unset')
    assert.match(refusal.zh, /ANJU_UKEY_ROOTS/)
    trust({ roots, lists })
    const liar = { ...ukeyOf(6, { until: '2020-01-01T00:00:00.000Z' }), enrol: ukeyOf(7).enrol }
    const forged = { ...liar, enrol: (c: string) => ({ ...ukeyOf(8).enrol(c), publicKey: ukeyOf(9).publicKey }) }
    assert.deepEqual(codesOf(await bind(code, forged)), ['key-refused'])
  })
})

describe('UKey 证书：登录和每次签名时核验', () => {
  it('吊销以后签不了名、登录不了，理由说清楚；旁边没有吊销的照常（反证）', async () => {
    const [head, other] = [ukeyOf(1000), ukeyOf(1001)]
    const browser = await bound(OFFICIALS.stationHead, head)
    const clerk = await bound(OFFICIALS.clerk, other)
    const held = await driveApplications(house.registry).verified()
    const approve = (intentId: string) =>
      browser.api.call('approveApplication', {
        params: { city: 'foshan', applicationId: held.applicationId },
        body: { intentId, expectedVersion: held.version, occupancyReason: '' },
      })
    putLists([1000])
    const answer = await approve(randomUUID())
    assert.deepEqual(codesOf(answer), ['access.ukey-revoked'])
    assert.match(problemOf(answer).refusals?.[0]?.zh ?? '', /已于\d{4}.*被吊销.*另一把密钥/)
    assert.deepEqual(codesOf(await signIn(desk(head), head)), ['access.ukey-revoked'])
    assert.deepEqual(codesOf(await signIn(clerk, other)), ['accepted'])
    // The case stands where it stood: the very step is carried out once the list was a mistake.
    putLists([])
    valueOf(await approve(randomUUID()))
  })

  it('列表逾期不停业务；证书到期、不再信任的停；不设根证书的照旧', async () => {
    const ukey = ukeyOf(1002)
    const browser = await bound(OFFICIALS.stationHead, ukey)
    const tried = async () => codesOf(await signIn(browser, ukey))
    putLists([], inDays(-1))
    assert.deepEqual(await tried(), ['accepted'])
    rmSync(join(lists, 'middle.crl'))
    assert.deepEqual(await tried(), ['access.ukey-list-missing'])
    trust({ roots })
    assert.deepEqual(await tried(), ['accepted'])
    const elsewhere = join(folder, 'elsewhere')
    mkdirSync(elsewhere)
    writeFileSync(join(elsewhere, 'root.pem'), openUKeyAuthority({ name: '别处的根' }).certificate)
    trust({ roots: elsewhere })
    assert.deepEqual(await tried(), ['access.ukey-issuer-unknown'])
    trust({})
    assert.deepEqual(await tried(), ['accepted'])
    putLists([])
    trust({ roots, lists })
  })

  it('控制台逐把说明哪些认、哪些不认，切换以前就看得到', async () => {
    const said: string[] = []
    const { shared, relyingParty } = house.registry.deps
    putLists([1001])
    const keys = (await listUKeysInUse(shared)).map(({ official_id: holder, public_key: publicKey, attestation }) => ({
      holder,
      label: '',
      publicKey,
      certificate: attestation,
    }))
    const refused = tellUKeys(relyingParty.ukeyTrust, keys, new Date().toISOString(), (line) => said.push(line))
    putLists([])
    assert.deepEqual([refused, keys.length], [1, 3])
    assert.equal(said.filter((line) => line.startsWith(`NOT TAKEN ${OFFICIALS.clerk.officialId}`)).length, 1)
    assert.equal(said.filter((line) => line.startsWith('taken ')).length, 2)
    assert.match(said.join('\n'), /trusted {3}示例签发/)
  })
})

describe('UKey 证书：制证中心一样核验', () => {
  let card: House
  let app: App
  before(async () => {
    card = await openHouse()
    Object.assign(card.deps.relyingParty, { ukeyTrust: openUKeyTrust({ roots, lists, dev: false }) })
    card.clock.now = new Date().toISOString()
    app = await card.app()
  })
  after(async () => {
    await app.close()
    await card.close()
  })
  const post = async (url: string, body: object) => {
    const response = await app.inject({ method: 'POST', url, payload: body })
    return { status: response.statusCode, value: response.json() }
  }
  const codes = ({ status, value }: Awaited<ReturnType<typeof post>>) =>
    status === 200 ? ['accepted'] : value.refusals.map(({ code }: { code: string }) => code)
  const enrol = async (code: string, ukey: Simulator) => {
    const { challengeId, challenge } = (await post('/api/enrolments/begin', { code })).value
    return post('/api/enrolments', { code, challengeId, label: '', key: ukey.enrol(challenge) })
  }
  const enter = async (ukey: Simulator) => {
    const { challengeId, key } = (await post('/api/sign-in/begin', {})).value
    return post('/api/sign-in', { challengeId, answer: ukey.answer(key.challenge) })
  }

  it('不认的登记不了，认的登记、登录；吊销后登录不了，中英文说得清', async () => {
    const operators = ['110001', '110002'] as const
    const code = await enrolStaff(card.database.url, { badge: '440601', operators }, () => {})
    const foreign = openUKeyAuthority({ name: '别处的根' })
    assert.deepEqual(codes(await enrol(code, ukeyOf(1, {}, foreign))), ['staff.ukey-issuer-unknown'])
    const ukey = ukeyOf(2000)
    assert.deepEqual(codes(await enrol(code, ukey)), ['accepted'])
    assert.deepEqual(codes(await enter(ukey)), ['accepted'])
    putLists([2000])
    const refused = await enter(ukey)
    assert.equal(refused.status, 403)
    assert.deepEqual(codes(refused), ['staff.ukey-revoked'])
    assert.match(refused.value.refusals[0].zh, /^UKey 的证书已于\d{4}-\d{2}-\d{2}被吊销/)
    assert.match(refused.value.refusals[0].en, /^The certificate of the UKey was revoked on/)
    putLists([])
    assert.deepEqual(codes(await enter(ukey)), ['accepted'])
  })
})
