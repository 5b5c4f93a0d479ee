import { equalDigests, hmacSm3, sm3Hex } from '@anju/crypto/sm3.ts'

/** What a signed request or callback carries beside its body. */
export type Signed = {
  readonly method: string
  /** With its query, as it stands in the request line. */
  readonly path: string
  /** Milliseconds since 1970, in digits. */
  readonly timestamp: string
  readonly nonce: string
  readonly body: Uint8Array
}

/** The names of the headers; the account is the public name of the secret. */
export const SIGNATURE_HEADERS = {
  account: 'x-anju-account',
  timestamp: 'x-anju-timestamp',
  nonce: 'x-anju-nonce',
  signature: 'x-anju-signature',
} as const

/** How far the clock of the other side may be off. */
export const SIGNATURE_AGE_MS_MAX = 5 * 60_000

/** HMAC-SM3 over method, path, time, nonce and the SM3 of the body, one a line; 64 hex characters. */
export function signatureOf(secret: string, { method, path, timestamp, nonce, body }: Signed): string {
  const text = [method, path, timestamp, nonce, sm3Hex(body)].join('\n')
  return hmacSm3(Buffer.from(secret), Buffer.from(text)).toString('hex')
}

/** Whether a signature is right and of now. A callback that is repeated within that time is harmless by itself. */
export function isSigned(secret: string, signed: Signed, signature: string, nowMs: number): boolean {
  const age = Math.abs(nowMs - Number(signed.timestamp))
  if (!/^\d{13}$/.test(signed.timestamp) || age > SIGNATURE_AGE_MS_MAX) return false
  return equalDigests(Buffer.from(signatureOf(secret, signed)), Buffer.from(signature))
}
