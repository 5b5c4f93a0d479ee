import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto'

/** What an authenticator answered to a challenge (WebAuthn, `navigator.credentials.get`). Everything base64url. */
export type WebAuthnAssertion = {
  readonly clientDataJSON: string
  readonly authenticatorData: string
  readonly signature: string
}

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const BACKED_UP = 0x10
const AUTHENTICATOR_BYTES_MIN = 37

/**
 * Checks an assertion with Node's own cryptography and nothing else: the challenge is the expected one, the person was there
 * and verified themselves, the relying party is the page's own, and the signature is the key's.
 *
 * @param publicKey - COSE key, base64url; ES256 or Ed25519
 * @returns every fault; empty when it holds
 */
export function assertionFaults(
  assertion: WebAuthnAssertion,
  publicKey: string,
  challenge: Uint8Array,
): readonly string[] {
  const clientBytes = Buffer.from(assertion.clientDataJSON, 'base64url')
  const authenticator = Buffer.from(assertion.authenticatorData, 'base64url')
  const client = collectedOf(clientBytes)
  const key = keyOf(Buffer.from(publicKey, 'base64url'))
  if (client === undefined || authenticator.length < AUTHENTICATOR_BYTES_MIN) return ['no answer of a security key']
  if (key === undefined) return ['the public key cannot be read']
  const faults: string[] = []
  if (client.type !== 'webauthn.get') faults.push('made for another ceremony')
  if (client.challenge !== Buffer.from(challenge).toString('base64url')) faults.push('given for another statement')
  const flags = authenticator.readUInt8(32)
  if ((flags & USER_PRESENT) === 0 || (flags & USER_VERIFIED) === 0) faults.push('the person was not verified')
  if ((flags & BACKED_UP) !== 0) faults.push('the key is copied to a cloud')
  if (!isOfSite(authenticator.subarray(0, 32), client.origin)) faults.push('made for another site')
  const signed = Buffer.concat([authenticator, createHash('sha256').update(clientBytes).digest()])
  const digest = key.asymmetricKeyType === 'ed25519' ? null : 'sha256'
  if (!holds(() => verify(digest, signed, key, Buffer.from(assertion.signature, 'base64url'))))
    faults.push("the key's signature does not hold")
  return faults
}

/** The address of the page at which the key was used; undefined when it cannot be read. */
export function originOf(assertion: WebAuthnAssertion): string | undefined {
  return collectedOf(Buffer.from(assertion.clientDataJSON, 'base64url'))?.origin
}

/** What an answer says of itself, to be shown to a person; whether it holds, {@link assertionFaults} says. */
export type ReadAssertion = { readonly origin: string; readonly isUserVerified: boolean; readonly count: number }

/** Undefined for what is no answer of a security key. */
export function readAssertion(assertion: WebAuthnAssertion): ReadAssertion | undefined {
  const origin = originOf(assertion)
  const authenticator = Buffer.from(assertion.authenticatorData, 'base64url')
  if (origin === undefined || authenticator.length < AUTHENTICATOR_BYTES_MIN) return undefined
  const isUserVerified = (authenticator.readUInt8(32) & USER_VERIFIED) !== 0
  return { origin, isUserVerified, count: authenticator.readUInt32BE(33) }
}

type Collected = { readonly type: unknown; readonly challenge: unknown; readonly origin: string }

function collectedOf(bytes: Buffer): Collected | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    if (typeof value !== 'object' || value === null || !('origin' in value) || typeof value.origin !== 'string')
      return undefined
    const of = (name: string): unknown => Object.getOwnPropertyDescriptor(value, name)?.value
    return { type: of('type'), challenge: of('challenge'), origin: value.origin }
  } catch {
    return undefined
  }
}

/** The id of a relying party is the page's host, or a domain above it. */
function isOfSite(rpIdSha256: Buffer, origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const labels = new URL(origin).hostname.split('.')
  return labels.some((_, from) => createHash('sha256').update(labels.slice(from).join('.')).digest().equals(rpIdSha256))
}

function holds(check: () => boolean): boolean {
  try {
    return check()
  } catch {
    return false
  }
}

/** COSE_Key (RFC 9053) of the two algorithms we take: EC2 on P-256 with ES256, OKP with Ed25519. */
function keyOf(cose: Buffer): KeyObject | undefined {
  try {
    const map = coseMap(cose)
    const [kty, alg, crv] = [map.get(1), map.get(3), map.get(-1)]
    const x = map.get(-2)
    const y = map.get(-3)
    if (kty === 2 && alg === -7 && crv === 1 && Buffer.isBuffer(x) && Buffer.isBuffer(y))
      return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: text(x), y: text(y) }, format: 'jwk' })
    if (kty === 1 && alg === -8 && crv === 6 && Buffer.isBuffer(x))
      return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: text(x) }, format: 'jwk' })
    return undefined
  } catch {
    return undefined
  }
}

const text = (bytes: Buffer): string => bytes.toString('base64url')

/** The CBOR of a COSE key: one map of small integers to integers or byte strings. @throws RangeError for anything else. */
function coseMap(bytes: Buffer): ReadonlyMap<number, number | Buffer> {
  let at = 0
  const head = () => {
    const first = bytes.readUInt8(at)
    at += 1
    const [major, low] = [first >> 5, first & 0x1f]
    if (low < 24) return { major, value: low }
    if (low === 24) return { major, value: bytes.readUInt8(at++) }
    if (low === 25) return { major, value: bytes.readUInt16BE((at += 2) - 2) }
    throw new RangeError('Not a COSE key')
  }
  const item = (): number | Buffer => {
    const { major, value } = head()
    if (major === 0) return value
    if (major === 1) return -1 - value
    if (major !== 2 || at + value > bytes.length) throw new RangeError('Not a COSE key')
    at += value
    return bytes.subarray(at - value, at)
  }
  const map = new Map<number, number | Buffer>()
  const { major, value } = head()
  if (major !== 5) throw new RangeError('Not a COSE key')
  for (let n = 0; n < value; n += 1) {
    const name = item()
    if (typeof name !== 'number' || map.has(name)) throw new RangeError('Not a COSE key')
    map.set(name, item())
  }
  if (at !== bytes.length) throw new RangeError('Bytes after the COSE key')
  return map
}
