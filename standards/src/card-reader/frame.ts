/**
 * The frame spoken by readers of second-generation identity cards, over a serial line or USB:
 * `AA AA AA 96 69 | length (2, big-endian) | body | check`. The length counts body and check; the check is the exclusive or of
 * everything from the length on.
 *
 * To the reader the body is command, parameter and their argument; from it, three status bytes and what was read.
 */
export const FRAME_HEADER: readonly number[] = [0xaa, 0xaa, 0xaa, 0x96, 0x69]

const LENGTH_BYTES = 2
/** The longest answer known, text, photo and fingerprint, has a length of 0x090A; more is noise on the line. */
const LENGTH_MAX = 0x1000

/** Commands to the reader: command byte and parameter byte. */
export const READER_COMMANDS = {
  moduleStatus: [0x11, 0xff],
  reset: [0x10, 0xff],
  moduleId: [0x12, 0xff],
  findCard: [0x20, 0x01],
  selectCard: [0x20, 0x02],
  readTextAndPhoto: [0x30, 0x01],
  readTextPhotoAndFingerprint: [0x30, 0x10],
  readNewestAddress: [0x30, 0x03],
} as const satisfies Readonly<Record<string, readonly [number, number]>>

export type ReaderCommand = keyof typeof READER_COMMANDS

export type FrameProblem = 'incomplete' | 'header' | 'length' | 'check'

export type DecodedFrame =
  | {
      readonly ok: true
      readonly body: Uint8Array
      /** Bytes taken from the front of the input. */ readonly used: number
    }
  | { readonly ok: false; readonly problem: FrameProblem }

export function encodeFrame(body: readonly number[] | Uint8Array): Uint8Array {
  const length = body.length + 1
  const covered = [length >> 8, length & 0xff, ...body]
  return Uint8Array.from([...FRAME_HEADER, ...covered, exclusiveOr(covered)])
}

export function encodeCommand(command: ReaderCommand): Uint8Array {
  return encodeFrame(READER_COMMANDS[command])
}

/**
 * Reads the frame at the front of the input. `incomplete` asks for more bytes of a line that delivers in pieces; the other problems
 * cannot be mended by waiting.
 */
export function decodeFrame(bytes: Uint8Array): DecodedFrame {
  const start = FRAME_HEADER.length + LENGTH_BYTES
  if (FRAME_HEADER.some((byte, at) => at < bytes.length && bytes[at] !== byte)) return { ok: false, problem: 'header' }
  if (bytes.length < start) return { ok: false, problem: 'incomplete' }

  const length = (bytes[FRAME_HEADER.length] ?? 0) * 256 + (bytes[FRAME_HEADER.length + 1] ?? 0)
  if (length < 2 || length > LENGTH_MAX) return { ok: false, problem: 'length' }
  const used = start + length
  if (bytes.length < used) return { ok: false, problem: 'incomplete' }

  const covered = bytes.subarray(FRAME_HEADER.length, used - 1)
  if (exclusiveOr(covered) !== bytes[used - 1]) return { ok: false, problem: 'check' }
  return { ok: true, body: bytes.slice(start, used - 1), used }
}

function exclusiveOr(bytes: Iterable<number>): number {
  let all = 0
  for (const byte of bytes) all ^= byte
  return all
}
