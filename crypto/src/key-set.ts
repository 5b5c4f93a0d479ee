import { randomBytes } from './random.ts'
import { sm3 } from './sm3.ts'
import { generateSm2KeyPair } from './sm2.ts'
import type { Sm2KeyPair } from './sm2.ts'

/**
 * The secrets of one node.
 *
 * @property rootKek wraps the persons' keys (16 bytes); the others are HMAC-SM3 keys (32 bytes), one per purpose
 */
export interface KeySet {
  readonly rootKek: Buffer
  readonly index: Buffer
  readonly ledger: Buffer
  readonly material: Buffer
  readonly rowSeal: Buffer
  readonly signing: Sm2KeyPair
  readonly encryption: Sm2KeyPair
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
