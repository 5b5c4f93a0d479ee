import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** The SM3 digest (GB/T 32905) of some bytes: 32 bytes. */
export function sm3(bytes: Uint8Array): Buffer {
  return createHash('sm3').update(bytes).digest()
}

/** The SM3 digest as 64 lower-case hex characters, the form used in manifests and file names. */
export function sm3Hex(bytes: Uint8Array): string {
  return createHash('sm3').update(bytes).digest('hex')
}

/** HMAC (RFC 2104) over SM3: 32 bytes. */
export function hmacSm3(key: Uint8Array, bytes: Uint8Array): Buffer {
  return createHmac('sm3', key).update(bytes).digest()
}

/** Compares two digests or MACs without telling by the time taken where they differ. */
export function equalDigests(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

/** SM3 over bytes that come in pieces, such as a file. */
export function createSm3(): { update(bytes: Uint8Array): void; digest(): Buffer } {
  const hash = createHash('sm3')
  return {
    update: (bytes) => {
      hash.update(bytes)
    },
    digest: () => hash.digest(),
  }
}
