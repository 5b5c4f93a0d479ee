import { hmacSm3 } from './sm3.ts'

/** What can be found again without being readable: an ID number, a phone number. */
export type BlindIndexKind = 'idno' | 'phone'

/** The first version of the index key. A later one is looked up beside it until the old one is gone. */
export const BLIND_INDEX_VERSION = 1

/**
 * The blind index of a value: HMAC-SM3 over a label with kind and version, and the value. 32 bytes, equal for equal values.
 *
 * There are few ID numbers, so whoever holds the key can try them all: the key stays in the key folder and serves nothing else.
 *
 * @param normalised - already in the one form the value has: upper-case X, digits only, NFC; this function changes nothing
 */
export function blindIndex(
  indexKey: Uint8Array,
  kind: BlindIndexKind,
  normalised: string,
  version = BLIND_INDEX_VERSION,
): Buffer {
  if (normalised === '') throw new TypeError('An empty value has no blind index.')
  return hmacSm3(indexKey, Buffer.from(`anju:${kind}:v${version}\0${normalised}`, 'utf8'))
}
