import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { inventedIdNumber } from '@anju/dev/cast.ts'
import type { City } from '@anju/server/deps.ts'
import { openRegistry } from '@anju/server/http/open-registry.ts'
import { parseIdentitySettings, readSecret } from '@anju/server/identity/identity-settings.ts'
import { oidcProvider } from '@anju/server/identity/oidc-provider.ts'
import { systemNow } from '@anju/server/app.ts'
import { openIdentityHouse, writeToken, type IdentityHouse } from '@anju/tests/identity-provider.ts'
import { openTestRegistry, type TestRegistry } from '@anju/tests/test-registry.ts'

const REDIRECT = 'https://anju.example/identity/foshan/callback'
let registry: TestRegistry
let provider: IdentityHouse
let app: Awaited<ReturnType<typeof openRegistry>>
let caller = 0

before(async () => {
  registry = await openTestRegistry()
  provider = await openIdentityHouse(REDIRECT)
  const secretFile = join(mkdtempSync(join(tmpdir(), 'anju-identity-')), 'secret')
  writeFileSync(secretFile, `${provider.clientSecret}\n`, { mode: 0o600 })
  const settings = parseIdentitySettings(
    JSON.stringify({
      foshan: {
        kind: 'oidc',
        words: { zh: '广东省统一身份认证', en: 'Guangdong identity service' },
        issuer: provider.issuer,
        clientId: provider.clientId,
        secretFile,
        redirectUri: REDIRECT,
        claims: { name: 'name', idNumber: 'id_number', mobile: 'mobile', level: 'auth_level' },
        realPersonLevels: ['4'],
      },
    }),
  ).get('foshan')
  assert.ok(settings)
  const cities = new Map<string, City>(registry.deps.cities)
  const foshan = cities.get('foshan')
  assert.ok(foshan)
  cities.set('foshan', { ...foshan, identityProvider: oidcProvider(settings, readSecret(secretFile)) })
  app = await openRegistry(
    { deps: { ...registry.deps, cities }, now: systemNow },
    {
      dev: true,
      sweepAll: async () => ({}),
      faceFolder: '/nowhere',
      citizenFolder: '/nowhere',
      logLevel: 'silent',
    },
  )
})
after(async () => {
  await app.close()
  await provider.close()
  await registry.close()
})

let serial = 0
beforeEach(() => {
  serial += 1
  provider.forge = undefined
  provider.who = {
    sub: `person-${serial}`,
    name: '郑国强',
    id_number: inventedIdNumber('foshan', '1971-04-04', serial),
    mobile: '13800001111',
    auth_level: '4',
  }
})

/** A browser's own address, so that the limit of one test is not another's. */
async function start() {
  caller += 1
  const remoteAddress = `10.0.${caller}.1`
  const answer = await app.inject({ method: 'GET', url: '/identity/foshan/start', remoteAddress })
  assert.equal(answer.statusCode, 303)
  const cookie = answer.cookies.find(({ name }) => name.endsWith('anju_identity'))
  assert.ok(cookie !== undefined && cookie.httpOnly === true && cookie.sameSite === 'Lax')
  return { address: String(answer.headers.location), browser: cookie.value, remoteAddress }
}
async function comeBack(back: string, browser: string, remoteAddress = '10.0.0.1') {
  const { search } = new URL(back)
  const answer = await app.inject({
    method: 'GET',
    url: `/identity/foshan/callback${search}`,
    cookies: { anju_identity: browser },
    remoteAddress,
  })
  const session = answer.cookies.find(({ name }) => name.endsWith('anju_session'))?.value
  return { location: answer.headers.location, session }
}
const refused = ({ location, session }: Awaited<ReturnType<typeof comeBack>>) =>
  session === undefined && location === '/foshan/sign-in?identity=failed'
const accountsOf = async (idNumber: string) =>
  registry.asOwner('select account_id, name, assurance from shared.resident_account where id_bidx = $1', [
    registry.deps.crypto.blindIndex('idno', idNumber),
  ])

describe('统一身份认证：对着一台真的 OIDC 服务器', () => {
  it('there and back: account of the ID number, as sure as the provider, and a session', async () => {
    const { address, browser, remoteAddress } = await start()
    const asked = new URL(address).searchParams
    assert.equal(asked.get('redirect_uri'), REDIRECT)
    assert.equal(asked.get('code_challenge_method'), 'S256')
    for (const name of ['state', 'nonce', 'code_challenge']) assert.ok((asked.get(name) ?? '').length >= 40, name)
    const { location, session } = await comeBack(await provider.walk(address), browser, remoteAddress)
    assert.equal(location, '/my')
    assert.ok(session)
    const me = await app.inject({ method: 'GET', url: '/api/session', cookies: { anju_session: session } })
    assert.deepEqual(
      { kind: me.json()['kind'], name: me.json()['name'], city: me.json()['city'] },
      { kind: 'resident', name: '郑国强', city: 'foshan' },
    )
    const accounts = await accountsOf(provider.who.id_number)
    assert.deepEqual(
      accounts.map(({ assurance }) => assurance),
      ['identity-provider'],
    )
    const again = await start()
    await comeBack(await provider.walk(again.address), again.browser, again.remoteAddress)
    assert.equal((await accountsOf(provider.who.id_number)).length, 1)
    const mine = await app.inject({ method: 'GET', url: '/api/foshan/my/sessions', cookies: { anju_session: session } })
    assert.equal(mine.statusCode, 200, mine.body)
    const { sessions } = mine.json<{ sessions: { ref: string; current: boolean; how: string }[] }>()
    assert.deepEqual(sessions.map(({ current, how }) => `${how} ${current}`).toSorted(), [
      'identity-provider false',
      'identity-provider true',
    ])
    const other = sessions.find(({ current }) => !current)?.ref
    const ended = await app.inject({
      method: 'POST',
      url: `/api/foshan/my/sessions/${other}/end`,
      cookies: { anju_session: session },
      payload: {},
    })
    assert.equal(ended.statusCode, 200, ended.body)
    const out = await app.inject({
      method: 'GET',
      url: '/identity/foshan/sign-out',
      cookies: { anju_session: session },
    })
    assert.ok(String(out.headers.location).startsWith(`${provider.issuer}/session/end?`))
    const gone = await app.inject({ method: 'GET', url: '/api/session', cookies: { anju_session: session } })
    assert.equal(gone.json()['signedIn'], false)
  })

  it('another state, another browser, no browser: nobody is let in, and no code is exchanged', async () => {
    const earlier = provider.exchanged()
    const { address, browser } = await start()
    const back = new URL(await provider.walk(address))
    const other = new URL(back)
    other.searchParams.set('state', 'x'.repeat(43))
    assert.ok(refused(await comeBack(other.href, browser)))
    assert.ok(refused(await comeBack(back.href, '00000000-0000-4000-8000-000000000000')))
    const bare = await app.inject({ method: 'GET', url: `/identity/foshan/callback${back.search}` })
    assert.equal(bare.headers.location, '/foshan/sign-in?identity=failed')
    assert.equal(provider.exchanged(), earlier)
  })
  it('an answer works once: replayed, and with its code in another sign-in', async () => {
    const { address, browser } = await start()
    const back = new URL(await provider.walk(address))
    assert.equal((await comeBack(back.href, browser)).location, '/my')
    assert.ok(refused(await comeBack(back.href, browser)))
    const second = await start()
    const grafted = new URL(await provider.walk(second.address))
    grafted.searchParams.set('code', back.searchParams.get('code') ?? '')
    assert.ok(refused(await comeBack(grafted.href, second.browser)))
  })
  it("a fresh code of somebody else, grafted into one's own sign-in: PKCE refuses", async () => {
    const [victim, thief] = [await start(), await start()]
    const stolen = new URL(await provider.walk(victim.address))
    const own = new URL(await provider.walk(thief.address))
    own.searchParams.set('code', stolen.searchParams.get('code') ?? '')
    assert.ok(refused(await comeBack(own.href, thief.browser)))
  })
  it('the answer names another issuer (mix-up): refused', async () => {
    const { address, browser } = await start()
    const back = new URL(await provider.walk(address))
    back.searchParams.set('iss', 'https://other.example')
    assert.ok(refused(await comeBack(back.href, browser)))
  })

  const { privateKey: strangersKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const hourAgo = () => Math.floor(Date.now() / 1000) - 3_600
  const forgeries: Readonly<Record<string, NonNullable<IdentityHouse['forge']>>> = {
    'another nonce': ({ header, claims }) =>
      writeToken.signed(header, { ...claims, nonce: 'another' }, provider.ownKey),
    'no nonce': ({ header, claims: { nonce: _gone, ...claims } }) => writeToken.signed(header, claims, provider.ownKey),
    'another issuer': ({ header, claims }) =>
      writeToken.signed(header, { ...claims, iss: 'https://other.example' }, provider.ownKey),
    'another client': ({ header, claims }) =>
      writeToken.signed(header, { ...claims, aud: 'other-client' }, provider.ownKey),
    'two hours old': ({ header, claims }) =>
      writeToken.signed(header, { ...claims, iat: hourAgo() - 3_600, exp: hourAgo() }, provider.ownKey),
    'alg none': ({ header, claims }) => writeToken.bare({ ...header, alg: 'none' }, claims),
    'the right header without a signature': ({ header, claims }) => writeToken.bare(header, claims),
    "HS256 with the client's secret": ({ header, claims }) =>
      writeToken.keyed({ ...header, alg: 'HS256' }, claims, provider.clientSecret),
    "HS256 with the provider's public key": ({ header, claims }) =>
      writeToken.keyed(
        { ...header, alg: 'HS256' },
        claims,
        createPublicKey(provider.ownKey).export({ type: 'spki', format: 'pem' }),
      ),
    'signed by a stranger under the known name of the key': ({ header, claims }) =>
      writeToken.signed(header, claims, strangersKey),
    'claims changed after signing': ({ header, claims, original }) =>
      `${writeToken.bare(header, { ...claims, name: '别人' })}${original.split('.')[2] ?? ''}`,
    'no ID number': ({ header, claims: { id_number: _gone, ...claims } }) =>
      writeToken.signed(header, claims, provider.ownKey),
    'an ID number with a wrong check digit': ({ header, claims }) =>
      writeToken.signed(header, { ...claims, id_number: '440699197003030010' }, provider.ownKey),
  }
  for (const [what, forge] of Object.entries(forgeries))
    it(`forged: ${what}: refused`, async () => {
      const { address, browser, remoteAddress } = await start()
      const back = await provider.walk(address)
      provider.forge = forge
      assert.ok(refused(await comeBack(back, browser, remoteAddress)))
      assert.deepEqual(await accountsOf(provider.who.id_number), [])
    })
  it('negative control: the same road with a token written anew and signed by the provider is taken', async () => {
    const { address, browser, remoteAddress } = await start()
    const back = await provider.walk(address)
    provider.forge = ({ header, claims }) => writeToken.signed(header, claims, provider.ownKey)
    assert.equal((await comeBack(back, browser, remoteAddress)).location, '/my')
  })

  it('settings: every mistake with its place and no value; a secret that others may read stops the start', () => {
    const broken = { kind: 'oidc', issuer: 'http://idp.example', clientId: 'hush', idTokenAlg: 'HS256' }
    assert.throws(
      () => parseIdentitySettings(JSON.stringify({ foshan: broken })),
      (error: Error) =>
        ['foshan.issuer', 'foshan.secretFile', 'foshan.idTokenAlg', 'foshan.claims'].every((place) =>
          error.message.includes(place),
        ) && !error.message.includes('hush'),
    )
    const open = join(mkdtempSync(join(tmpdir(), 'anju-identity-')), 'secret')
    writeFileSync(open, 'x', { mode: 0o644 })
    assert.throws(() => readSecret(open), /chmod 600/)
  })
})
