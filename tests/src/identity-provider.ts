import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { Provider } from 'oidc-provider'

/** Whom the provider knows, in its own words for name and number. */
export type KnownIdentity = {
  readonly sub: string
  readonly name: string
  readonly id_number: string
  readonly mobile?: string
  readonly auth_level?: string
}

type Claims = Record<string, unknown>
/** Makes another ID token of the one that the provider issued. */
export type Forge = (token: { readonly header: Claims; readonly claims: Claims; readonly original: string }) => string

/** A real OpenID provider on a port of its own, as a province's would stand: it asks nobody for a password. */
export type IdentityHouse = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Who sits in front of the provider's sign-in page. */
  who: KnownIdentity
  /** When set, what leaves the token endpoint is forged. */
  forge: Forge | undefined
  /** How many codes were exchanged. */
  readonly exchanged: () => number
  readonly ownKey: KeyObject
  /** Walks to the provider and back as a browser does. @returns the address it would be sent back to. */
  walk(address: string): Promise<string>
  close(): Promise<void>
}

const CLIENT = { id: 'anju-test', secret: 'a secret of the test and its provider' }

export async function openIdentityHouse(redirectUri: string): Promise<IdentityHouse> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  let handle: ReturnType<Provider['callback']> | undefined
  const server = createServer((request, response) => handle?.(request, response))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let exchanged = 0
  const house: IdentityHouse = {
    issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    who: { sub: 'nobody', name: '', id_number: '' },
    forge: undefined,
    ownKey: privateKey,
    exchanged: () => exchanged,
    walk,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
  const provider = new Provider(issuer, configurationOf(house, privateKey, redirectUri))
  provider.use(async (context, next) => {
    if (context.path.startsWith('/interaction/')) {
      await provider.interactionFinished(context.req, context.res, { login: { accountId: house.who.sub } })
      return
    }
    await next()
    if (context.path !== '/token') return
    exchanged += 1
    const { body } = context
    if (house.forge !== undefined && isTokenAnswer(body)) body.id_token = forged(house.forge, body.id_token)
  })
  handle = provider.callback()
  return house
}

function configurationOf(house: IdentityHouse, key: KeyObject, redirectUri: string): Record<string, unknown> {
  return {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        id_token_signed_response_alg: 'RS256',
      },
    ],
    jwks: { keys: [{ ...key.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['a key of the test'] },
    claims: { openid: ['sub'], profile: ['name', 'id_number', 'mobile', 'auth_level'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: unknown, sub: string) => ({ accountId: sub, claims: async () => ({ ...house.who, sub }) }),
    // Whoever signs in agrees to tell name and number; the consent page is not what is tested.
    loadExistingGrant: async ({ oidc }: GrantContext) => {
      const grant = new oidc.provider.Grant({ accountId: oidc.session.accountId, clientId: oidc.client.clientId })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
  }
}

type GrantContext = {
  readonly oidc: {
    readonly provider: Provider
    readonly client: { readonly clientId: string }
    readonly session: { readonly accountId: string | undefined }
  }
}

/** Follows redirects with a cookie jar, as far as they stay at the provider. */
async function walk(address: string): Promise<string> {
  const home = new URL(address).origin
  const jar = new Map<string, string>()
  let next = address
  for (let steps = 0; steps < 10; steps += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(next, { redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const location = response.headers.get('location')
    if (location === null) throw new Error(`The provider stays at ${next}: ${response.status} ${await response.text()}`)
    next = new URL(location, next).href
    if (new URL(next).origin !== home) return next
  }
  throw new Error('The provider sends the browser in circles')
}

function isTokenAnswer(body: unknown): body is { id_token: string } {
  return typeof body === 'object' && body !== null && 'id_token' in body && typeof body.id_token === 'string'
}

function forged(forge: Forge, original: string): string {
  const [header = '', claims = ''] = original.split('.')
  return forge({ header: decoded(header), claims: decoded(claims), original })
}

function decoded(part: string): Claims {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the provider's own token
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Claims
}

/** Ways to write a token: signed by a key, keyed by a shared secret, or not at all. */
export const writeToken = {
  signed: (header: Claims, claims: Claims, key: KeyObject) => {
    const body = bodyOf(header, claims)
    return `${body}.${sign('sha256', Buffer.from(body), key).toString('base64url')}`
  },
  keyed: (header: Claims, claims: Claims, secret: string | Buffer) => {
    const body = bodyOf(header, claims)
    return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`
  },
  bare: (header: Claims, claims: Claims) => `${bodyOf(header, claims)}.`,
}

function bodyOf(header: Claims, claims: Claims): string {
  return [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
}
