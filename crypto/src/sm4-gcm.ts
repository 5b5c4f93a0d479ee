import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { CipherGCMTypes } from 'node:crypto'

/** Bytes of an SM4 key, of a GCM nonce, and of a GCM tag as we always use them. */
export const SM4_KEY_BYTES = 16
export const SM4_GCM_NONCE_BYTES = 12
export const SM4_GCM_TAG_BYTES = 16

const NAME: string = 'sm4-gcm'
// The runtime has had it since Node 26; its published types list only the AES members of the family.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const ALGORITHM = NAME as CipherGCMTypes

/** Thrown when a ciphertext does not authenticate. Says nothing of why: a forger must learn nothing from it. */
export class NotAuthentic extends Error {
  constructor() {
    super('The ciphertext does not authenticate: wrong key, wrong place, or changed bytes.')
    this.name = 'NotAuthentic'
  }
}

/**
 * SM4-GCM encryption (GB/T 32907, RFC 8998) with the runtime's own cipher.
 *
 * @param nonce - 12 fresh random bytes per encryption; a nonce used twice under one key gives both plaintexts away
 * @param aad - bytes that are authenticated but not encrypted
 * @returns ciphertext followed by the 16-byte tag
 */
export function sm4GcmSeal(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Buffer {
  requireSizes(key, nonce)
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: SM4_GCM_TAG_BYTES })
  cipher.setAAD(aad)
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

/** Opens what {@link sm4GcmSeal} made, or throws {@link NotAuthentic}. No byte of plaintext is returned before the tag is checked. */
export function sm4GcmOpen(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Buffer {
  requireSizes(key, nonce)
  if (sealed.length < SM4_GCM_TAG_BYTES) throw new NotAuthentic()
  const split = sealed.length - SM4_GCM_TAG_BYTES
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: SM4_GCM_TAG_BYTES })
  decipher.setAAD(aad)
  decipher.setAuthTag(sealed.subarray(split))
  const plaintext = decipher.update(sealed.subarray(0, split))
  try {
    return Buffer.concat([plaintext, decipher.final()])
  } catch {
    plaintext.fill(0)
    throw new NotAuthentic()
  }
}

/** One SM4 block without chaining: for the known-answer test of the cipher itself, never for storing anything. */
export function sm4Block(key: Uint8Array, block: Uint8Array): Buffer {
  const cipher = createCipheriv('sm4-ecb', key, null)
  cipher.setAutoPadding(false)
  return Buffer.concat([cipher.update(block), cipher.final()])
}

function requireSizes(key: Uint8Array, nonce: Uint8Array): void {
  if (key.length !== SM4_KEY_BYTES) throw new RangeError(`An SM4 key has ${SM4_KEY_BYTES} bytes, not ${key.length}.`)
  if (nonce.length !== SM4_GCM_NONCE_BYTES) {
    throw new RangeError(`Our SM4-GCM nonce has ${SM4_GCM_NONCE_BYTES} bytes, not ${nonce.length}.`)
  }
}
