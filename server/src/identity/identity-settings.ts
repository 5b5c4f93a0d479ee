import { existsSync, readFileSync, statSync } from 'node:fs'
import { z } from 'zod'

function isGuarded(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname)
}

const guarded = z.url({ protocol: /^https?$/ }).refine(isGuarded, 'https, or this machine')
const claim = z.string().min(1).max(60)

/** One city's identity provider (统一身份认证) by OpenID Connect. */
const OidcSettings = z.strictObject({
  kind: z.literal('oidc'),
  words: z.strictObject({ zh: z.string().min(1).max(30), en: z.string().min(1).max(60) }),
  issuer: guarded,
  clientId: z.string().min(1).max(200),
  /** The client's secret in a file of its own that nobody else may read. */
  secretFile: z.string().startsWith('/'),
  /** Exactly as it is registered there: …/identity/<city>/callback. */
  redirectUri: guarded.refine((uri) => /\/identity\/[a-z]+\/callback$/.test(uri), '…/identity/<city>/callback'),
  /** Where the provider sends the browser after signing out. */
  signedOutUri: guarded.optional(),
  /** The one algorithm that ID tokens are taken with; never one with a shared secret, never none. */
  idTokenAlg: z.enum(['RS256', 'PS256', 'ES256', 'EdDSA']).default('RS256'),
  scope: z.string().default('openid profile'),
  /** Under which names the provider tells name, ID number, mobile and level. */
  claims: z.strictObject({ name: claim, idNumber: claim, mobile: claim.optional(), level: claim.optional() }),
  /** Values of the level that mean that a face was compared (实人). */
  realPersonLevels: z.array(z.string()).default([]),
})
export type OidcSettings = z.output<typeof OidcSettings>

/** By city; a city that is not named offers none. */
const IdentityFile = z.record(z.string().regex(/^[a-z]{2,30}$/), OidcSettings)

/** @throws Error that says every mistake with its place, and never repeats a value. */
export function parseIdentitySettings(text: string): ReadonlyMap<string, OidcSettings> {
  let written: unknown
  try {
    written = JSON.parse(text)
  } catch {
    throw new Error('The settings of the identity providers are no JSON.')
  }
  const parsed = IdentityFile.safeParse(written)
  if (!parsed.success) {
    const mistakes = parsed.error.issues.map(({ path, message }) => `  - ${path.join('.')}: ${message}`)
    throw new Error(`The settings of the identity providers cannot be used:\n${mistakes.join('\n')}`)
  }
  for (const [city, { redirectUri }] of Object.entries(parsed.data))
    if (!redirectUri.endsWith(`/identity/${city}/callback`))
      throw new Error(`The redirect address of ${city} must end with /identity/${city}/callback`)
  return new Map(Object.entries(parsed.data))
}

/** @throws Error when the file is not there, is empty, or others may read it. */
export function readSecret(path: string): string {
  if (!existsSync(path)) throw new Error(`${path}, the secret of an identity provider, is not there.`)
  if ((statSync(path).mode & 0o077) !== 0)
    throw new Error(`${path} holds a secret and can be read by others. Run: chmod 600 ${path}`)
  const secret = readFileSync(path, 'utf8').trim()
  if (secret === '') throw new Error(`${path}, the secret of an identity provider, is empty.`)
  return secret
}
