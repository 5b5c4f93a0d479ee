/** What the third status byte of an answer says (SW3). */
export const READER_STATUSES = {
  0x90: 'done',
  0x9f: 'card-found',
  0x80: 'no-card',
  0x81: 'card-not-selected',
  0x41: 'read-failed',
  0x60: 'self-test-failed',
  0x91: 'no-such-item',
} as const satisfies Readonly<Record<number, string>>

export type ReaderStatus = (typeof READER_STATUSES)[keyof typeof READER_STATUSES]

export type ReaderAnswer = {
  /** Undefined for a status byte only vendors know; `statusByte` tells it. */
  readonly status: ReaderStatus | undefined
  readonly statusByte: number
  readonly content: Uint8Array
}

/** What one reading of a card yields. The photo is in the vendor's own compression (WLT) and is kept as it is. */
export type CardContent = {
  readonly text: Uint8Array
  readonly photo: Uint8Array
  readonly fingerprint: Uint8Array
}

export const TEXT_BLOCK_BYTES = 256
const STATUS_BYTES = 3

/** Takes the body of an answering frame apart; undefined when it is too short to carry a status. */
export function parseReaderAnswer(body: Uint8Array): ReaderAnswer | undefined {
  const statusByte = body[STATUS_BYTES - 1]
  if (statusByte === undefined) return undefined
  const known: Readonly<Record<number, ReaderStatus>> = READER_STATUSES
  return { status: known[statusByte], statusByte, content: body.slice(STATUS_BYTES) }
}

/**
 * Takes the content of a read apart: lengths of text and photo, two bytes each, with a third for the fingerprint when it was
 * asked for, then the parts themselves. Undefined when the lengths and the bytes disagree.
 */
export function parseCardContent(content: Uint8Array, withFingerprint = false): CardContent | undefined {
  const lengthBytes = withFingerprint ? 6 : 4
  if (content.length < lengthBytes) return undefined
  const lengthAt = (at: number) => (content[at] ?? 0) * 256 + (content[at + 1] ?? 0)
  const textEnd = lengthBytes + lengthAt(0)
  const photoEnd = textEnd + lengthAt(2)
  const end = photoEnd + (withFingerprint ? lengthAt(4) : 0)
  if (end !== content.length || lengthAt(0) !== TEXT_BLOCK_BYTES) return undefined
  return {
    text: content.slice(lengthBytes, textEnd),
    photo: content.slice(textEnd, photoEnd),
    fingerprint: content.slice(photoEnd),
  }
}
