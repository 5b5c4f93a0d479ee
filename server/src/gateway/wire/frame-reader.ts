/** More than any message of these protocols; a longer one is not one of theirs. */
export const FRAME_BYTES_MAX = 4_096

/**
 * Cuts a stream of bytes into messages. Both protocols begin each with its whole length in four bytes, and a read from a
 * socket may end anywhere.
 */
export class FrameReader {
  readonly #headerBytes: number
  #rest: Buffer = Buffer.alloc(0)

  /** @param headerBytes - the shortest message there is */
  constructor(headerBytes: number) {
    this.#headerBytes = headerBytes
  }

  /** @returns the messages that are whole now. @throws RangeError for an impossible length: the stream is lost then. */
  push(bytes: Buffer): readonly Buffer[] {
    let rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    const frames: Buffer[] = []
    while (rest.length >= 4) {
      const length = rest.readUInt32BE(0)
      if (length < this.#headerBytes || length > FRAME_BYTES_MAX)
        throw new RangeError(`A message of ${length} bytes is none`)
      if (rest.length < length) break
      frames.push(rest.subarray(0, length))
      rest = rest.subarray(length)
    }
    this.#rest = rest
    return frames
  }
}
