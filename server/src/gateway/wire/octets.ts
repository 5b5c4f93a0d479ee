/** Writes the fields of a message one behind the other. */
export class OctetWriter {
  readonly #pieces: Buffer[] = []

  u8(...values: readonly number[]): this {
    this.#pieces.push(Buffer.from(values))
    return this
  }
  u16(value: number): this {
    const piece = Buffer.alloc(2)
    piece.writeUInt16BE(value)
    this.#pieces.push(piece)
    return this
  }
  u32(value: number): this {
    const piece = Buffer.alloc(4)
    piece.writeUInt32BE(value >>> 0)
    this.#pieces.push(piece)
    return this
  }
  /** A text that ends with a zero byte. @throws RangeError when it has more than `max` bytes with that. */
  text(value: string, max: number): this {
    const piece = Buffer.from(`${value}\0`, 'latin1')
    if (piece.length > max || piece.indexOf(0) !== piece.length - 1)
      throw new RangeError(`A text of ${piece.length} bytes where ${max} fit`)
    this.#pieces.push(piece)
    return this
  }
  /** A text in a field of fixed length, filled up with zero bytes. @throws RangeError when it does not fit. */
  fixed(value: string, length: number): this {
    const piece = Buffer.alloc(length)
    if (Buffer.byteLength(value, 'latin1') > length) throw new RangeError(`${value.length} bytes where ${length} fit`)
    piece.write(value, 'latin1')
    this.#pieces.push(piece)
    return this
  }
  bytes(piece: Buffer): this {
    this.#pieces.push(piece)
    return this
  }
  whole(): Buffer {
    return Buffer.concat(this.#pieces)
  }
}

/** Reads the fields of a message one behind the other. Every read throws RangeError beyond the end. */
export class OctetReader {
  readonly #bytes: Buffer
  #at: number
  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes
    this.#at = at
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }
  u8(): number {
    return this.bytes(1).readUInt8(0)
  }
  u16(): number {
    return this.bytes(2).readUInt16BE(0)
  }
  u32(): number {
    return this.bytes(4).readUInt32BE(0)
  }
  bytes(length: number): Buffer {
    if (length < 0 || length > this.left) throw new RangeError(`${length} bytes wanted, ${this.left} left`)
    const piece = this.#bytes.subarray(this.#at, this.#at + length)
    this.#at += length
    return piece
  }
  /** A text up to its zero byte. */
  text(): string {
    const end = this.#bytes.indexOf(0, this.#at)
    if (end < 0) throw new RangeError('A text without its end')
    const text = this.#bytes.toString('latin1', this.#at, end)
    this.#at = end + 1
    return text
  }
  /** A text in a field of fixed length, up to the first zero byte; spaces around it do not count. */
  fixed(length: number): string {
    const [text = ''] = this.bytes(length).toString('latin1').split('\0', 1)
    return text.trim()
  }
}
