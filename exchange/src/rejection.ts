/**
 * Why a package was not taken, in the order the checks are made. The code goes into the receipt and the quarantine note;
 * the detail names a place, never a person's facts.
 *
 * - `too-large`, `not-rpx1`, `truncated`, `manifest-size`, `signature-form`, `chunk-size`: the frame
 * - `signature`: no known key of the sender signed exactly this manifest and this ciphertext
 * - `manifest-json`, `manifest-shape`: signed, but not a manifest we accept
 * - `wrong-stream`, `wrong-sender`, `wrong-receiver`, `wrong-schema`: signed, but not meant for this door
 * - `cipher-digest`, `chunk-count`: the manifest does not describe this body
 * - `key-unwrap`, `chunk`, `plain-mac`: it does not decrypt, chunk by chunk or as a whole
 * - `record-json`, `record-shape`, `record-kind`, `record-count`, `record-duplicate`: what is inside
 */
export type RejectionCode =
  | 'too-large'
  | 'not-rpx1'
  | 'truncated'
  | 'manifest-size'
  | 'signature-form'
  | 'chunk-size'
  | 'signature'
  | 'manifest-json'
  | 'manifest-shape'
  | 'wrong-stream'
  | 'wrong-sender'
  | 'wrong-receiver'
  | 'wrong-schema'
  | 'cipher-digest'
  | 'chunk-count'
  | 'key-unwrap'
  | 'chunk'
  | 'plain-mac'
  | 'record-json'
  | 'record-shape'
  | 'record-kind'
  | 'record-count'
  | 'record-duplicate'

export interface Rejected {
  readonly ok: false
  readonly code: RejectionCode
  readonly detail: string
}
export interface Accepted<T> {
  readonly ok: true
  readonly value: T
}
export type Opened<T> = Accepted<T> | Rejected

export function rejected(code: RejectionCode, detail = ''): Rejected {
  return { ok: false, code, detail }
}

export function accepted<T>(value: T): Accepted<T> {
  return { ok: true, value }
}
