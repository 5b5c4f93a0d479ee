/** Digests at once: few enough that the page stays alive in between. */
const BATCH = 256

/**
 * Does the work that a challenge asks (工作量证明): a nonce whose SHA-256 with the challenge begins with so many zero bits. Nothing
 * to look at, to read or to click, so it hinders nobody who cannot see or hear.
 */
export async function proveWork(
  challenge: string,
  bits: number,
): Promise<{ readonly challenge: string; readonly nonce: string }> {
  const encoder = new TextEncoder()
  for (let first = 0; ; first += BATCH) {
    const nonces = Array.from({ length: BATCH }, (_, n) => String(first + n))
    // oxlint-disable-next-line no-await-in-loop -- one batch after the other, or the page would freeze
    const digests = await Promise.all(
      nonces.map((nonce) => crypto.subtle.digest('SHA-256', encoder.encode(`${challenge}:${nonce}`))),
    )
    const found = digests.findIndex((digest) => leadingZeroBits(new Uint8Array(digest)) >= bits)
    const nonce = nonces[found]
    if (nonce !== undefined) return { challenge, nonce }
  }
}

export function leadingZeroBits(bytes: Uint8Array): number {
  let bits = 0
  for (const byte of bytes) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24
    bits += 8
  }
  return bits
}
