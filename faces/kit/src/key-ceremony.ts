import type { KeyAnswer, KeyRequest } from '@anju/contract/key-answer.ts'
import { browserSupportsWebAuthn, startAuthentication, startRegistration, WebAuthnError } from '@simplewebauthn/browser'

/** Why a key did not answer. `cancelled`: no key in time, or the person let it be; `address`: the page has no name a key could be bound to; `no-service`: the UKey's own program does not answer. */
export type KeyTrouble = 'cancelled' | 'unsupported' | 'address' | 'known' | 'failed' | 'no-service'
export type KeyOutcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly why: KeyTrouble }

const WAIT_MS_MAX = 110_000

/** Asks the person's security key for its answer; they touch it and type its PIN or lay a finger on it. */
export async function askKey({ challenge, rpId, credentials }: KeyRequest): Promise<KeyOutcome<KeyAnswer>> {
  return attempted(async () => {
    const { id, response } = await startAuthentication({
      optionsJSON: {
        challenge,
        rpId,
        userVerification: 'required',
        timeout: WAIT_MS_MAX,
        allowCredentials: credentials.map((each) => ({
          id: each.id,
          type: 'public-key',
          transports: transportsOf(each),
        })),
      },
    })
    const { clientDataJSON, authenticatorData, signature, userHandle } = response
    const handle = userHandle === undefined || userHandle === '' ? {} : { userHandle }
    return { kind: 'security-key', id, clientDataJSON, authenticatorData, signature, ...handle }
  })
}

export type NewKeyRequest = {
  readonly challenge: string
  readonly rpId: string
  readonly name: string
  readonly userHandle: string
  readonly known: readonly string[]
}
export type NewKey = {
  readonly kind: 'security-key'
  readonly id: string
  readonly clientDataJSON: string
  readonly attestationObject: string
  readonly transports: string[]
}

/** Has a new security key make itself known: one that keeps its credential inside and verifies its person. */
export async function makeKey(asked: NewKeyRequest): Promise<KeyOutcome<NewKey>> {
  return attempted(async () => {
    const { id, response } = await startRegistration({
      optionsJSON: {
        challenge: asked.challenge,
        rp: { id: asked.rpId, name: '安居 Anju' },
        user: { id: asked.userHandle, name: asked.name, displayName: asked.name },
        // ES256 and Ed25519: what can be checked years later with ordinary means.
        pubKeyCredParams: [
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -8 },
        ],
        timeout: WAIT_MS_MAX,
        attestation: 'direct',
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
        excludeCredentials: asked.known.map((known) => ({ id: known, type: 'public-key' })),
      },
    })
    const { clientDataJSON, attestationObject, transports = [] } = response
    return { kind: 'security-key', id, clientDataJSON, attestationObject, transports: [...transports] }
  })
}

async function attempted<Value>(ceremony: () => Promise<Value>): Promise<KeyOutcome<Value>> {
  if (!browserSupportsWebAuthn()) return { ok: false, why: 'unsupported' }
  try {
    return { ok: true, value: await ceremony() }
  } catch (error) {
    return { ok: false, why: troubleOf(error) }
  }
}

function troubleOf(error: unknown): KeyTrouble {
  if (error instanceof WebAuthnError) {
    if (error.code === 'ERROR_INVALID_DOMAIN' || error.code === 'ERROR_INVALID_RP_ID') return 'address'
    if (error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return 'known'
  }
  const name = error instanceof Error ? error.name : ''
  return name === 'NotAllowedError' || name === 'AbortError' ? 'cancelled' : 'failed'
}

type Transport = 'ble' | 'cable' | 'hybrid' | 'internal' | 'nfc' | 'smart-card' | 'usb'
const TRANSPORTS: readonly Transport[] = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']

function transportsOf({ transports }: { readonly transports: readonly string[] }): Transport[] {
  return TRANSPORTS.filter((known) => transports.includes(known))
}
