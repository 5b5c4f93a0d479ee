import { verifyRegistrationResponse } from '@simplewebauthn/server'
import { COSEALG } from '@simplewebauthn/server/helpers'
import type { RelyingParty } from './relying-party.ts'

/** A security key as it presents itself to be bound. Bytes are base64url. */
export type PresentedKey = {
  readonly id: string
  readonly clientDataJSON: string
  readonly attestationObject: string
  readonly transports: readonly string[]
}

/** What is kept of a key that may be bound. `aaguid` is its model. */
export type CheckedKey = {
  readonly credentialId: Buffer
  /** COSE key. */
  readonly publicKey: Buffer
  readonly count: number
  readonly aaguid: string
  readonly attestation: Buffer
}

/**
 * Checks everything about a new key: it answers this challenge at our page, its person verified themselves, it lives in one
 * device and in no cloud, and it is of an allowed model.
 *
 * @returns undefined for every kind of no
 */
export async function checkNewKey(
  { id: rpId, isOrigin, models }: RelyingParty,
  { id, clientDataJSON, attestationObject }: PresentedKey,
  challenge: Buffer,
): Promise<CheckedKey | undefined> {
  const origin = originIn(clientDataJSON)
  if (origin === undefined || !isOrigin(origin)) return undefined
  const response = { clientDataJSON, attestationObject }
  const verified = await verifyRegistrationResponse({
    response: { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} },
    expectedChallenge: challenge.toString('base64url'),
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    // What a verifier can check with Node alone, years later.
    supportedAlgorithmIDs: [COSEALG.ES256, COSEALG.EdDSA],
  }).catch(() => undefined)
  if (verified?.verified !== true) return undefined
  const {
    credential,
    aaguid,
    fmt,
    credentialDeviceType,
    credentialBackedUp,
    attestationObject: attestation,
  } = verified.registrationInfo
  if (credentialDeviceType !== 'singleDevice' || credentialBackedUp) return undefined
  // A model is only what the key's maker attests.
  if (models.length > 0 && (fmt === 'none' || !models.includes(aaguid))) return undefined
  return {
    credentialId: Buffer.from(credential.id, 'base64url'),
    publicKey: Buffer.from(credential.publicKey),
    count: credential.counter,
    aaguid,
    attestation: Buffer.from(attestation),
  }
}

function originIn(clientDataJSON: string): string | undefined {
  try {
    const client: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))
    return typeof client === 'object' && client !== null && 'origin' in client && typeof client.origin === 'string'
      ? client.origin
      : undefined
  } catch {
    return undefined
  }
}
