import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client'
import { IdentityRefused, type IdentityProvider, type ProvenIdentity } from './identity-provider.ts'
import type { OidcSettings } from './identity-settings.ts'

type Claims = Readonly<Record<string, unknown>>

/**
 * An identity provider that speaks OpenID Connect: authorisation code with PKCE (S256), state, nonce, issuer and exact redirect
 * address. The ID token's signature is always checked against the provider's published keys, under one algorithm fixed by the
 * settings: what comes over TLS from the token endpoint need not be, by the standard, and here it is.
 */
export function oidcProvider(settings: OidcSettings, secret: string): IdentityProvider {
  const { clientId, issuer, redirectUri, idTokenAlg } = settings
  let found: Promise<Configuration> | undefined
  const configuration = () => {
    found ??= discover(new URL(issuer), { clientId, idTokenAlg, secret }).catch((error: unknown) => {
      // A provider that was away when it was first asked may be there the next time.
      found = undefined
      throw new IdentityRefused('the provider does not answer', error)
    })
    return found
  }
  return {
    words: settings.words,
    async start() {
      const config = await configuration()
      const check = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
      const address = buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: settings.scope,
        state: check.state,
        nonce: check.nonce,
        code_challenge: await calculatePKCECodeChallenge(check.verifier),
        code_challenge_method: 'S256',
      })
      return { address: address.href, check }
    },
    async finish(search, check) {
      const config = await configuration()
      const answered = new URL(redirectUri)
      answered.search = search
      const tokens = await authorizationCodeGrant(config, answered, {
        expectedState: check.state,
        expectedNonce: check.nonce,
        pkceCodeVerifier: check.verifier,
        idTokenExpected: true,
      }).catch((error: unknown) => {
        throw new IdentityRefused(error instanceof Error ? error.message : 'no answer', error)
      })
      return identityOf(settings, tokens.claims() ?? {})
    },
    async signOutAddress() {
      const config = await configuration()
      if (config.serverMetadata().end_session_endpoint === undefined) return undefined
      const { signedOutUri } = settings
      return buildEndSessionUrl(config, {
        client_id: clientId,
        ...(signedOutUri === undefined ? {} : { post_logout_redirect_uri: signedOutUri }),
      }).href
    },
  }
}

async function discover(
  issuer: URL,
  { clientId, idTokenAlg, secret }: Pick<OidcSettings, 'clientId' | 'idTokenAlg'> & { readonly secret: string },
): Promise<Configuration> {
  const metadata = { id_token_signed_response_alg: idTokenAlg, redirect_uris: [] }
  const execute = [enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : [])]
  return discovery(issuer, clientId, metadata, ClientSecretBasic(secret), { execute, timeout: 10 })
}

/** @throws IdentityRefused when the provider does not tell name and number. */
function identityOf({ claims, realPersonLevels }: OidcSettings, told: Claims): ProvenIdentity {
  const text = (name: string | undefined) => {
    const value = name === undefined ? undefined : told[name]
    if (typeof value === 'number') return String(value)
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
  }
  const [name, idNumber] = [text(claims.name), text(claims.idNumber)]
  if (name === undefined || idNumber === undefined)
    throw new IdentityRefused('the provider does not tell name and ID number')
  const level = text(claims.level)
  return {
    name,
    idNumber,
    mobile: text(claims.mobile),
    level: level !== undefined && realPersonLevels.includes(level) ? 'real-person' : 'real-name',
  }
}
