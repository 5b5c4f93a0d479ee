import { createHash } from 'node:crypto'
import { assertionFaults, originOf, type WebAuthnAssertion } from './webauthn-assertion.ts'

/** What an answer has to be bound to, besides its challenge. */
export type Binding = {
  /** COSE key, base64url. */
  readonly publicKey: string
  readonly challenge: Uint8Array
  readonly rpId: string
  readonly isOrigin: (origin: string) => boolean
}

const MAY_BE_COPIED = 0x08
const FLAGS_AT = 32
const COUNT_AT = 33

/**
 * The counter that a key tells, when everything about its answer holds: given for this challenge, at our page and for our
 * host, by a person who verified themselves, with a key that cannot be copied. The counter is compared where it is kept.
 *
 * @returns undefined for every kind of no
 */
export function boundAssertionCount(assertion: WebAuthnAssertion, binding: Binding): number | undefined {
  const { publicKey, challenge, rpId, isOrigin } = binding
  if (assertionFaults(assertion, publicKey, challenge).length > 0) return undefined
  const origin = originOf(assertion)
  if (origin === undefined || !isOrigin(origin)) return undefined
  const authenticator = Buffer.from(assertion.authenticatorData, 'base64url')
  if (!authenticator.subarray(0, FLAGS_AT).equals(createHash('sha256').update(rpId).digest())) return undefined
  if ((authenticator.readUInt8(FLAGS_AT) & MAY_BE_COPIED) !== 0) return undefined
  return authenticator.readUInt32BE(COUNT_AT)
}
