import { ALG_SM4_GCM } from './cell.ts'
import { randomBytes, uuidBytes } from './random.ts'
import { NotAuthentic, sm4GcmOpen, sm4GcmSeal, SM4_GCM_NONCE_BYTES, SM4_KEY_BYTES } from './sm4-gcm.ts'

/**
 * The key of one natural person, wrapped under the root key, as the database stores it:
 *
 *     0x01 | alg (1) | root kid (4) | key version (4) | nonce (12) | wrapped key (16) | tag (16)
 *
 * Destroying this row in every copy makes all that is sealed under it unreadable for ever: that is how we delete.
 */

const WRAP_FORMAT = 0x01
const HEADER_BYTES = 10
export const WRAPPED_PERSON_KEY_BYTES = HEADER_BYTES + SM4_GCM_NONCE_BYTES + SM4_KEY_BYTES + 16

/** A root key with the four bytes that name it. */
export interface RootKey {
  readonly kid: Uint8Array
  readonly key: Uint8Array
}

/** @property key 16 bytes in clear; fill with zeros after use */
export interface PersonKey {
  readonly keyVersion: number
  readonly key: Buffer
}

/** The name of the root key that a wrapped key was wrapped under, 8 hex characters. Throws {@link NotAuthentic} for anything else. */
export function wrappedUnder(wrapped: Uint8Array): string {
  if (wrapped.length !== WRAPPED_PERSON_KEY_BYTES) throw new NotAuthentic()
  return Buffer.from(wrapped.buffer, wrapped.byteOffset, wrapped.byteLength).toString('hex', 2, 6)
}

/** Makes a fresh key for a person and returns it wrapped. Versions start at 1. */
export function newPersonKey(root: RootKey, personId: string, keyVersion = 1): Buffer {
  const key = randomBytes(SM4_KEY_BYTES)
  try {
    return wrapPersonKey(root, personId, { keyVersion, key })
  } finally {
    key.fill(0)
  }
}

/** Wraps a person's key under a root key; also what a rotation of the root key does after unwrapping with the old one. */
export function wrapPersonKey(root: RootKey, personId: string, { keyVersion, key }: PersonKey): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt8(WRAP_FORMAT, 0)
  header.writeUInt8(ALG_SM4_GCM, 1)
  header.set(root.kid.subarray(0, 4), 2)
  header.writeUInt32BE(keyVersion, 6)
  const nonce = randomBytes(SM4_GCM_NONCE_BYTES)
  return Buffer.concat([header, nonce, sm4GcmSeal(root.key, nonce, ownerBytes(header, personId), key)])
}

/** Unwraps a person's key, or throws {@link NotAuthentic}: another person's, another root key's, or changed. */
export function unwrapPersonKey(root: RootKey, personId: string, wrapped: Uint8Array): PersonKey {
  const bytes = Buffer.from(wrapped.buffer, wrapped.byteOffset, wrapped.byteLength)
  if (bytes.length !== WRAPPED_PERSON_KEY_BYTES) throw new NotAuthentic()
  const header = bytes.subarray(0, HEADER_BYTES)
  const namesRoot = header.subarray(2, 6).equals(root.kid.subarray(0, 4))
  if (header[0] !== WRAP_FORMAT || header[1] !== ALG_SM4_GCM || !namesRoot) throw new NotAuthentic()
  const nonce = bytes.subarray(HEADER_BYTES, HEADER_BYTES + SM4_GCM_NONCE_BYTES)
  const sealed = bytes.subarray(HEADER_BYTES + SM4_GCM_NONCE_BYTES)
  return { keyVersion: header.readUInt32BE(6), key: sm4GcmOpen(root.key, nonce, ownerBytes(header, personId), sealed) }
}

/** The header is authenticated too: it holds the key version. */
function ownerBytes(header: Buffer, personId: string): Buffer {
  return Buffer.concat([Buffer.from('anju:person-key\0'), header, uuidBytes(personId)])
}
