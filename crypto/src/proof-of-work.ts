import { createHash } from 'node:crypto'

/**
 * Whether a nonce proves work on a challenge (工作量证明): SHA-256 of challenge, colon and nonce begins with so many zero bits.
 * SHA-256 and not SM3, because every browser has it built in; it protects nothing but time.
 */
export function isProofOfWork(challenge: string, nonce: string, bits: number): boolean {
  const digest = createHash('sha256').update(`${challenge}:${nonce}`).digest()
  return leadingZeroBits(digest) >= bits
}

export function leadingZeroBits(bytes: Uint8Array): number {
  let bits = 0
  for (const byte of bytes) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24
    bits += 8
  }
  return bits
}
