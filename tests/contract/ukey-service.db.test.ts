import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { verifyCaseBundle } from '@anju/crypto/merkle-case-bundle.ts'
import { OFFICIALS } from '@anju/dev/cast.ts'
import { serveUKeySimulator } from '@anju/dev/serve-ukey-simulator.ts'
import { askUKey } from '@anju/face-kit/ask-ukey.ts'
import { wholeCity } from '@anju/platform/database/scope.ts'
import { pagePolicy } from '@anju/platform/http/content-policy.ts'
import { bundleCase } from '@anju/server/store/case-bundle.ts'
import { sealCheckpoint } from '@anju/server/workers/seal-checkpoint.ts'
import { sealLedger } from '@anju/server/workers/seal-ledger.ts'
import { leaveFor, openBrowser } from '@anju/tests/key-desk.ts'
import { driveApplications } from '@anju/tests/permit-driver.ts'
import { openRegistryHouse, problemOf, valueOf, type RegistryHouse } from '@anju/tests/registry-house.ts'

const PAGE = 'http://localhost:8420'

let house: RegistryHouse
let simulator: Awaited<ReturnType<typeof serveUKeySimulator>>
before(async () => {
  house = await openRegistryHouse()
  simulator = await serveUKeySimulator(PAGE)
  await house.signIn(OFFICIALS.clerk)
  await house.setDay('2016-07-08')
})
after(async () => {
  await simulator.close()
  await house.close()
})

/** A page of this origin, as its browser asks the program. */
const page =
  (origin: string): typeof fetch =>
  (input, init) =>
    fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), origin } })

describe('国密 UKey：浏览器经本机程序签名（模拟）', () => {
  it('登记、登录、签一步，离线核验认得；模拟程序自己写明', async () => {
    const { service, ukey } = simulator
    assert.equal((await (await fetch(service)).json()).simulator, true)
    const { api } = openBrowser(house, {
      sign: async ({ kind, key: { challenge } }) => {
        assert.equal(kind, 'ukey')
        const answer = await askUKey(service, challenge, page(PAGE))
        return answer.ok ? answer.value : undefined
      },
    })
    const code = await leaveFor(house, OFFICIALS.stationHead)
    const begun = valueOf(await api.call('beginEnrolment', { body: { code } }))
    const key = ukey.enrol(begun.challenge)
    valueOf(await api.call('finishEnrolment', { body: { code, challengeId: begun.challengeId, key, label: '' } }))
    const asked = valueOf(await api.call('beginSignIn', { body: {} }))
    const answer = await askUKey(service, asked.key.challenge, page(PAGE))
    assert.ok(answer.ok)
    valueOf(await api.call('signInWithKey', { body: { challengeId: asked.challengeId, answer: answer.value } }))

    const held = await driveApplications(house.registry).verified()
    valueOf(
      await api.call('approveApplication', {
        params: { city: 'foshan', applicationId: held.applicationId },
        body: { intentId: randomUUID(), expectedVersion: held.version, occupancyReason: '' },
      }),
    )
    const { deps } = house.registry
    const city = deps.cities.get('foshan') ?? assert.fail()
    const at = new Date().toISOString()
    while ((await sealLedger(city, 'test', at)) > 0);
    await sealCheckpoint(deps, city, 'test', at, 0)
    const bundle = await city.pool.look(wholeCity(city), (db) => bundleCase(db, 'foshan', held.applicationId))
    const officials = { [OFFICIALS.stationHead.officialId]: [ukey.publicKey] }
    const { registry, witness } = { registry: [deps.crypto.identity.signingPublicKey], witness: [] }
    const last = verifyCaseBundle(bundle, { registry, witness, officials }).signed.at(-1)
    assert.deepEqual([last?.by, last?.isKeyKnown], ['ukey', true])
    // The control: with nobody's key known, the same signature is no one's.
    assert.equal(verifyCaseBundle(bundle, { registry, witness, officials: {} }).signed.at(-1)?.isKeyKnown, false)
  })

  it('别的网页问不到签名；程序没有运行时说得出来；登录的人不问就签不了名', async () => {
    const challenge = Buffer.alloc(32).toString('base64url')
    assert.deepEqual(await askUKey(simulator.service, challenge, page('http://elsewhere.example')), {
      ok: false,
      why: 'cancelled',
    })
    assert.equal((await askUKey(simulator.service, challenge, page(PAGE))).ok, true)
    assert.deepEqual(await askUKey('http://127.0.0.1:9', challenge, page(PAGE)), { ok: false, why: 'no-service' })
    const { api } = openBrowser(house)
    const stranger = await api.call('signInWithKey', {
      body: {
        challengeId: valueOf(await api.call('beginSignIn', { body: {} })).challengeId,
        answer: simulator.ukey.answer(challenge),
      },
    })
    assert.equal(problemOf(stranger).code, 'key-refused')
  })

  it('页面只有在装了 UKey 时才可以连本机的这一个端口', () => {
    assert.ok(pagePolicy('n').includes("connect-src 'self';"))
    assert.ok(pagePolicy('n', ['http://127.0.0.1:18080']).includes("connect-src 'self' http://127.0.0.1:18080;"))
  })
})
