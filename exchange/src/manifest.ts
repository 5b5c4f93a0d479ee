import { canonicalJson } from '@anju/crypto/canonical-json.ts'
import { isJsonObject, parseStrictJson } from '@anju/crypto/strict-json.ts'

import { FieldError, hex, instant, integer, matching, nullable, object, oneOf, sm3Digest, uuid } from './field.ts'
import type { Field, FieldValue } from './field.ts'
import { accepted, rejected } from './rejection.ts'
import type { Opened } from './rejection.ts'

/** Records in one package, receipts included: the receiver applies them in one transaction. */
export const RECORDS_MAX = 100_000

const nodeName = matching(/^[a-z0-9][a-z0-9.-]{0,63}$/, '1–64 of a–z, 0–9, dot, hyphen')

const counts: Field<Readonly<Record<string, number>>> = (value, path) => {
  if (!isJsonObject(value)) throw new FieldError(path, 'an object of counts')
  const count = integer(1, RECORDS_MAX)
  return Object.fromEntries(Object.entries(value).map(([kind, n]) => [kind, count(n, `${path}.${kind}`)]))
}

const manifest = object({
  v: integer(1, 1),
  /** one numbered sequence of files in one direction */
  stream: nodeName,
  /** position in the stream from 1; 0 only where the answered file has none */
  seq: integer(0),
  /** SM3 of the file before this one in the stream; null for the first. In a receipt: of the file it answers */
  prev: nullable(sm3Digest),
  packageId: uuid,
  from: nodeName,
  to: nodeName,
  createdAt: instant,
  schema: oneOf('orders/1', 'results/1', 'receipt/1', 'status/1'),
  recordCount: integer(1, RECORDS_MAX),
  /** how many records of each kind */
  kinds: counts,
  chunkCount: integer(1, 16),
  /** SM3 of the body */
  cipherSm3: sm3Digest,
  /** HMAC-SM3 of the plaintext under the package key. Keyed: a bare digest would let a carrier test guesses of what is inside */
  plainMac: sm3Digest,
  noncePrefix: hex(8),
  /** name of the receiver's encryption key */
  kekId: hex(8),
  /** the package key, encrypted to it by SM2 */
  wrappedDek: hex(112),
  signerKid: hex(8),
  /** from the registry: its latest log checkpoint with a proof, for the police to witness; from them: the newest one they signed */
  checkpoint: nullable(matching(/^[^\0]{1,4096}$/, 'text of 1–4096')),
  /** next number this node expects in the other direction */
  expects: integer(1),
})

export type Manifest = FieldValue<typeof manifest>

/** Reads a manifest whose signature has been checked: strict JSON, in its one canonical spelling, of exactly our shape. */
export function parseManifest(bytes: Uint8Array): Opened<Manifest> {
  try {
    const value = parseStrictJson(bytes)
    if (!Buffer.from(canonicalJson(value)).equals(bytes)) return rejected('manifest-json', 'not canonical')
    return accepted(manifest(value, 'manifest'))
  } catch (error) {
    if (error instanceof FieldError) return rejected('manifest-shape', error.message)
    return rejected('manifest-json', error instanceof Error ? error.message : '')
  }
}

/** Checks a manifest that a sender is about to sign; throws FieldError for what no receiver would take. */
export function checkedManifest(value: unknown): Manifest {
  return manifest(value, 'manifest')
}
