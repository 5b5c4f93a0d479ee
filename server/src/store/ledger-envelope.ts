import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import { leafHash } from '@anju/crypto/merkle-log.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { sm3 } from '@anju/crypto/sm3.ts'

/**
 * What the log of a city keeps of an event: who did what to which case, when, under which rules. Personal facts are in it by
 * a keyed hash alone, so the log stays whole when the key of a person is destroyed.
 */
export type LedgerEnvelope = {
  readonly city: string
  readonly streamId: string
  readonly version: number
  /** System instant, in UTC to the millisecond. */
  readonly at: string
  readonly kind: string
  readonly legalOn: string
  readonly actorId: string | null
  readonly postId: string | null
  readonly pack: string
  readonly grounds: unknown
  readonly personId: string | null
  /** Hex. */
  readonly factsMac: string
  /** Undefined on rows from before the step was kept; null where nothing was signed. */
  readonly signedStep: string | null | undefined
}

/** The canonical text of an envelope, which leaf, signatures and keyed hash are made of. Version 2 tells the signed step. */
export function envelopeBytes({ signedStep, ...envelope }: LedgerEnvelope): Buffer {
  return canonicalJsonBytes(signedStep === undefined ? { v: 1, ...envelope } : { v: 2, ...envelope, signedStep })
}

/** Its leaf in the log of the city. */
export function ledgerLeaf(bytes: Buffer): Buffer {
  return leafHash(bytes)
}

/** What a responsibility signature calls the content of the case. */
export function contentSm3(bytes: Buffer): Buffer {
  return sm3(bytes)
}

/** By it a row shows that one of our programs wrote it. */
export function envelopeMac(crypto: Pick<CryptoProvider, 'mac'>, bytes: Buffer): Buffer {
  return crypto.mac('ledger', markedEnvelope(bytes))
}

/** Whether a row shows so, also under a ledger key that was retired since. */
export function fitsEnvelopeMac(crypto: Pick<CryptoProvider, 'verifyMac'>, bytes: Buffer, mac: Buffer): boolean {
  return crypto.verifyMac('ledger', markedEnvelope(bytes), mac)
}

function markedEnvelope(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from('envelope\0'), bytes])
}
