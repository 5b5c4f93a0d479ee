import { sm2 } from 'sm-crypto-v2'
import { sm3 } from './sm3.ts'

/**
 * SM2 (GB/T 32918) on the recommended curve, through sm-crypto-v2 only.
 *
 * The runtime's own SM2 is never used: depending on where a key came from it signs with an empty distinguishing ID or with
 * plain ECDSA, and both pass its own round trip. Signatures are the fixed 64 bytes r‖s; the library takes DER with
 * trailing bytes, so DER is not accepted here at all.
 */

/** The distinguishing ID that the national profile (GM/T 0009) uses when none is agreed. Always stated, never left to a default. */
export const SM2_ID = '1234567812345678'
export const SM2_SIGNATURE_BYTES = 64

/** A ciphertext is C1 (64) ‖ C3 (32) ‖ C2, the order of GB/T 32918.4, without the 0x04 in front of C1. */
const CIPHER_OVERHEAD_BYTES = 96
const C1C3C2 = 1
const CURVE_ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
const PUBLIC_KEY = /^04[0-9a-f]{128}$/
const PRIVATE_KEY = /^[0-9a-f]{64}$/

/** @property publicKey 130 lower-case hex characters, uncompressed, `04` in front; @property privateKey 64 hex characters */
export interface Sm2KeyPair {
  readonly publicKey: string
  readonly privateKey: string
}

type Point = ReturnType<typeof sm2.precomputePublicKey>

/** A node knows its peer, itself and a few retired keys; the bound only keeps hostile input from filling memory. */
const POINTS_KEPT = 64
const points = new Map<string, Point>()
const identityDigests = new Map<string, Buffer>()
/** a, b, x and y of the base point, of GB/T 32918.5. */
const CURVE_AND_GENERATOR =
  'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc' +
  '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93' +
  '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7' +
  'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0'

export function generateSm2KeyPair(): Sm2KeyPair {
  const { publicKey, privateKey } = sm2.generateKeyPairHex()
  return { publicKey, privateKey }
}

/** The public key that belongs to a private key. Throws when the private key is outside 1 … n−2. */
export function sm2PublicKeyOf(privateKey: string): string {
  requirePrivateKey(privateKey)
  return sm2.getPublicKeyFromPrivateKey(privateKey)
}

/** True for an uncompressed point on the curve, in lower-case hex. */
export function isSm2PublicKey(text: string): boolean {
  try {
    return PUBLIC_KEY.test(text) && sm2.verifyPublicKey(text)
  } catch {
    return false
  }
}

/**
 * Signs SM3(Z ‖ message) with the national ID: 64 bytes r‖s. The digest is the runtime's own: the library's costs a fifth
 * of the whole signature. That both are the same the library proves each time it verifies.
 */
export function sm2Sign(message: Uint8Array, keys: Sm2KeyPair): Buffer {
  requirePrivateKey(keys.privateKey)
  const digest = sm3(Buffer.concat([identityDigest(keys.publicKey), message]))
  return Buffer.from(sm2.doSignature(digest, keys.privateKey, { hash: false, der: false }), 'hex')
}

/** Z (GB/T 32918.2 5.5): length of the ID in bits, the ID, the curve, its base point, the public key. */
function identityDigest(publicKey: string): Buffer {
  const known = identityDigests.get(publicKey)
  if (known !== undefined) return known
  if (!PUBLIC_KEY.test(publicKey)) throw new TypeError('Not an uncompressed SM2 public key in lower-case hex.')
  const id = Buffer.from(SM2_ID)
  const digest = sm3(
    Buffer.concat([Buffer.of(0, id.length * 8), id, Buffer.from(CURVE_AND_GENERATOR + publicKey.slice(2), 'hex')]),
  )
  if (identityDigests.size < POINTS_KEPT) identityDigests.set(publicKey, digest)
  return digest
}

/** True only for a well-formed, valid signature. Whatever the library throws means no. */
export function sm2Verify(message: Uint8Array, signature: Uint8Array, publicKey: string): boolean {
  try {
    if (signature.length !== SM2_SIGNATURE_BYTES) return false
    const hex = Buffer.from(signature).toString('hex')
    if (!isScalar(hex.slice(0, 64)) || !isScalar(hex.slice(64))) return false
    const options = { hash: true, der: false, userId: SM2_ID }
    return sm2.doVerifySignature(message, hex, pointOf(publicKey), options)
  } catch {
    return false
  }
}

/** Encrypts a short secret, in practice a 16-byte key, to a public key: C1 ‖ C3 ‖ C2, 96 bytes longer than the plaintext. */
export function sm2Encrypt(plaintext: Uint8Array, publicKey: string): Buffer {
  if (plaintext.length === 0) throw new RangeError('SM2 cannot encrypt nothing.')
  return Buffer.from(sm2.doEncrypt(plaintext, pointOf(publicKey), C1C3C2), 'hex')
}

/** Opens what {@link sm2Encrypt} made. Undefined when it is not for this key or was changed. */
export function sm2Decrypt(ciphertext: Uint8Array, privateKey: string): Buffer | undefined {
  requirePrivateKey(privateKey)
  if (ciphertext.length <= CIPHER_OVERHEAD_BYTES) return undefined
  try {
    const hex = Buffer.from(ciphertext).toString('hex')
    const plaintext = sm2.doDecrypt(hex, privateKey, C1C3C2, { output: 'array' })
    // The library answers a failed check with an empty list, not with an exception.
    if (plaintext.length !== ciphertext.length - CIPHER_OVERHEAD_BYTES) return undefined
    return Buffer.from(plaintext)
  } catch {
    return undefined
  }
}

/** Tables for a public key make verifying several times faster, so the few keys in use are kept. */
function pointOf(publicKey: string): Point {
  const known = points.get(publicKey)
  if (known !== undefined) return known
  if (!PUBLIC_KEY.test(publicKey)) throw new TypeError('Not an uncompressed SM2 public key in lower-case hex.')
  const point = sm2.precomputePublicKey(publicKey)
  const oldest = points.keys().next()
  if (points.size >= POINTS_KEPT && oldest.done !== true) points.delete(oldest.value)
  points.set(publicKey, point)
  return point
}

function isScalar(hex: string): boolean {
  const value = BigInt(`0x${hex}`)
  return value > 0n && value < CURVE_ORDER
}

function requirePrivateKey(privateKey: string): void {
  // n−1 is excluded as well: signing divides by d+1.
  const inRange = PRIVATE_KEY.test(privateKey) && isScalar(privateKey) && BigInt(`0x${privateKey}`) < CURVE_ORDER - 1n
  if (!inRange) throw new TypeError('Not an SM2 private key.')
}
