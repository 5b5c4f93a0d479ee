import type { KeyName, RetiredKey } from './key-ring.ts'
import { randomBytes } from './random.ts'
import { generateSm2KeyPair } from './sm2.ts'
import type { Sm2KeyPair } from './sm2.ts'
import { sm3 } from './sm3.ts'

/**
 * The secrets of one node.
 *
 * @property rootKek wraps the persons' keys (16 bytes); the others are HMAC-SM3 keys (32 bytes), one per purpose
 * @property retired keys that others took the place of, oldest first; none where no key was ever rotated
 */
export interface KeySet {
  readonly rootKek: Buffer
  readonly index: Buffer
  readonly ledger: Buffer
  readonly material: Buffer
  readonly rowSeal: Buffer
  readonly signing: Sm2KeyPair
  readonly encryption: Sm2KeyPair
  readonly retired?: readonly RetiredKey[]
  /** Since when each key is the active one; absent where it is so since the folder was made. */
  readonly since?: Readonly<Record<string, string>>
  /** What the predecessor of the signing key signed for it, hex. */
  readonly introduction?: string
}

export function generateKeySet(): KeySet {
  return {
    rootKek: randomBytes(16),
    index: randomBytes(32),
    ledger: randomBytes(32),
    material: randomBytes(32),
    rowSeal: randomBytes(32),
    signing: generateSm2KeyPair(),
    encryption: generateSm2KeyPair(),
  }
}

/** The name of a public key: the first 8 bytes of its SM3, in hex. */
export function publicKeyId(publicKey: string): string {
  return sm3(Buffer.from(publicKey, 'hex')).toString('hex', 0, 8)
}

/** The name of a key: four bytes of a digest, in hex; of a key pair that of its public key. */
export function keyIdOf(name: KeyName, secret: Uint8Array, publicKey?: string): string {
  if (publicKey !== undefined) return publicKeyId(publicKey)
  const label = name === 'root-kek' ? 'anju:root-kid\0' : `anju:key-id\0${name}\0`
  return sm3(Buffer.concat([Buffer.from(label), secret])).toString('hex', 0, 4)
}
