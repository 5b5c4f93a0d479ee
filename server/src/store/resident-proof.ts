import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { isProofOfWork } from '@anju/crypto/proof-of-work.ts'
import { randomBytes } from '@anju/crypto/random.ts'
import { sm3 } from '@anju/crypto/sm3.ts'

/** What somebody brings back. */
export type Proof = { readonly challenge: string; readonly nonce: string }

/**
 * A challenge for one pair of ID number and phone. Nothing is kept of it: it carries its end, its weight and a keyed hash, so
 * asking for many costs us nothing.
 */
export function newChallenge(crypto: CryptoProvider, pair: Buffer, bits: number, expiresAt: string): string {
  const body = `${randomBytes(12).toString('base64url')}.${Date.parse(expiresAt)}.${bits}`
  return `${body}.${macOf(crypto, body, pair).toString('base64url')}`
}

/** Whether a proof is for this pair, of ours, in time, and done. @returns what names it, so that it is taken once. */
export function findProof(
  crypto: CryptoProvider,
  pair: Buffer,
  { challenge, nonce }: Proof,
  at: string,
): { readonly proofSm3: Buffer; readonly expiresAt: string } | undefined {
  const [random, expires, bits, mac] = challenge.split('.')
  if (random === undefined || expires === undefined || bits === undefined || mac === undefined) return undefined
  const body = `${random}.${expires}.${bits}`
  const isOurs = crypto.verifyMac('row-seal', labelled(body, pair), Buffer.from(mac, 'base64url'))
  if (!isOurs || Number(expires) <= Date.parse(at)) return undefined
  if (!isProofOfWork(challenge, nonce, Number(bits))) return undefined
  return { proofSm3: sm3(Buffer.from(body)), expiresAt: new Date(Number(expires)).toISOString() }
}

function macOf(crypto: CryptoProvider, body: string, pair: Buffer): Buffer {
  return crypto.mac('row-seal', labelled(body, pair))
}

function labelled(body: string, pair: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`sign-in proof\0${body}\0`), pair])
}
