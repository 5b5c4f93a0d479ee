import type { RetiredKey } from './key-ring.ts'
import { randomBytes } from './random.ts'
import { generateSm2KeyPair } from './sm2.ts'
import type { Sm2KeyPair } from './sm2.ts'

export { publicKeyId } from './key-id.ts'

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
