import { sm3 } from '@anju/crypto/sm3.ts'
import type { OutgoingPart } from './message-sender.ts'

/** UCS-2 units of a text that travels as one message. */
export const UNITS_OF_ONE = 70
/** UCS-2 units of each part of a longer one: six bytes go to the header that joins the parts. */
export const UNITS_OF_PART = 67
/** Parts that one text may have; handsets join more, but nobody should be billed for them. */
export const PARTS_MAX = 8

/**
 * Cuts a text into the parts that travel, counted in UCS-2 units; a rare character of two units is never cut in half.
 * @throws RangeError for an empty text or one of more than eight parts.
 */
export function splitText(text: string): readonly string[] {
  if (text === '') throw new RangeError('An empty text is no message')
  if (text.length <= UNITS_OF_ONE) return [text]
  const parts: string[] = []
  let part = ''
  for (const character of text) {
    if (part.length + character.length > UNITS_OF_PART) {
      parts.push(part)
      part = ''
    }
    part += character
  }
  parts.push(part)
  if (parts.length > PARTS_MAX) throw new RangeError(`A text of ${parts.length} parts; there may be ${PARTS_MAX}`)
  return parts
}

/** One part as both protocols carry it: big-endian UCS-2, behind the joining header when there are several. */
export type PartContent = { readonly bytes: Buffer; readonly hasHeader: boolean }

/** The content of one part. The joining header is `05 00 03 reference total number`. */
export function contentOf({ messageId, part, parts, text }: OutgoingPart): PartContent {
  const texts = splitText(text)
  const own = texts[part - 1]
  if (own === undefined || texts.length !== parts) throw new RangeError(`No part ${part} of ${parts} in this text`)
  const ucs2 = Buffer.from(own, 'utf16le').swap16()
  if (parts === 1) return { bytes: ucs2, hasHeader: false }
  const header = Buffer.from([5, 0, 3, joiningReference(messageId), parts, part])
  return { bytes: Buffer.concat([header, ucs2]), hasHeader: true }
}

/** The byte by which a handset knows parts of one text: the same at every attempt, so that a part sent later still joins. */
function joiningReference(messageId: string): number {
  return sm3(Buffer.from(`anju:sms-join\0${messageId}`)).readUInt8(0)
}

/** Two bytes that a gateway may hand back with a report, so that an unanswered part can be told from others to the same number. */
export function markOf({ messageId, part }: Pick<OutgoingPart, 'messageId' | 'part'>): number {
  return sm3(Buffer.from(`anju:sms-mark\0${messageId}\0${part}`)).readUInt16BE(0)
}
