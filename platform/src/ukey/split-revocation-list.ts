/** A revocation list in two: what stands there once, and what it lists. */
export type SplitList = {
  /** The whole list as it would be if nothing were taken back; its signature no longer fits. */
  readonly shell: Buffer
  /** What is signed, untouched. */
  readonly signedBytes: Buffer
  /** When each was taken back, by its serial in hex. */
  readonly revoked: ReadonlyMap<string, string>
}

/** A serial in hex, and the instant. */
export type Revoked = readonly [string, string]

type Element = { readonly tag: number; readonly start: number; readonly from: number; readonly to: number }

const [INTEGER, BOOLEAN, OCTET_STRING, OBJECT_IDENTIFIER] = [0x02, 0x01, 0x04, 0x06]
const [UTC_TIME, GENERALIZED_TIME] = [0x17, 0x18]
const SEQUENCE = 0x30
/** Version, algorithm, issuer, two times, what was taken back, extensions (RFC 5280 5.1): by their tags. */
const LISTING = /^(?:2,)?48,48,(?:23|24),(?:23|24),48(?:,160)?$/
/** Two-digit years are of this century up to 49 (RFC 5280 4.1.2.5.1). */
const CENTURY_TURNS_AT = '50'

/**
 * Takes the certificates out of a revocation list (CRL), so that the library need not read them one by one: it makes a tree of objects of
 * each, which took longer than all else. Only what is written in the one usual way of DER is read here.
 *
 * @param most - how many certificates are read at most. Throws a RangeError at more
 * @param readUnusual - reads the DER of a certificate of the list that is written in any other way; what it throws goes on
 * @returns undefined where the list as a whole is written otherwise, or lists nothing
 */
export function splitRevocationList(
  der: Buffer,
  most: number,
  readUnusual: (der: Buffer) => Revoked,
): SplitList | undefined {
  const [whole, ...behind] = elementsIn(der, 0, der.length) ?? []
  if (whole?.tag !== SEQUENCE || behind.length > 0) return undefined
  const [said, ...signed] = elementsIn(der, whole.from, whole.to) ?? []
  if (said?.tag !== SEQUENCE || signed.length === 0) return undefined
  const parts = elementsIn(der, said.from, said.to) ?? []
  const listing = parts.findLast(({ tag }) => tag === SEQUENCE)
  if (listing === undefined || !LISTING.test(parts.map(({ tag }) => tag).join())) return undefined
  const entries = elementsIn(der, listing.from, listing.to, most)
  if (entries === undefined || entries.some(({ tag }) => tag !== SEQUENCE)) return undefined
  const revoked = new Map<string, string>()
  const instants = new Map<string, string>()
  for (const entry of entries) {
    const [serial, at] = usualEntry(der, entry, instants) ?? readUnusual(der.subarray(entry.start, entry.to))
    revoked.set(serial, at)
  }
  const rest = sequenceOf(der.subarray(said.from, listing.start), der.subarray(listing.to, said.to))
  return {
    shell: sequenceOf(rest, der.subarray(said.to, whole.to)),
    signedBytes: der.subarray(said.start, said.to),
    revoked,
  }
}

/** A number, a time and perhaps extensions, each in its usual form. @param instants - those of the list read before: many are equal */
function usualEntry(der: Buffer, entry: Element, instants: Map<string, string>): Revoked | undefined {
  const number = elementAt(der, entry.from, entry.to)
  const time = number && elementAt(der, number.to, entry.to)
  if (number === undefined || time === undefined || !isUsualInteger(der, number)) return undefined
  if (time.to !== entry.to && !areUsualExtensions(der, elementAt(der, time.to, entry.to), entry.to)) return undefined
  const written = der.toString('latin1', time.start, time.to)
  const at = instants.get(written) ?? instantOf(time.tag, der.toString('latin1', time.from, time.to))
  if (at === undefined) return undefined
  instants.set(written, at)
  return [der.toString('hex', number.from, number.to), at]
}

/** Not empty, and no byte in front that says nothing. */
function isUsualInteger(der: Buffer, { tag, from, to }: Element): boolean {
  if (tag !== INTEGER || from === to) return false
  const [first = 0, second = 0] = [der[from], der[from + 1]]
  return to - from === 1 || !((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))
}

/** Extensions that RFC 5280 knows of an entry: reason, date, issuer; none is asked for here. */
function areUsualExtensions(der: Buffer, all: Element | undefined, end: number): boolean {
  if (all?.tag !== SEQUENCE || all.to !== end) return false
  const each = elementsIn(der, all.from, all.to) ?? []
  return (
    each.length > 0 &&
    each.every((extension) => {
      const parts = extension.tag === SEQUENCE ? (elementsIn(der, extension.from, extension.to) ?? []) : []
      const [id, second, third] = parts
      if (
        id?.tag !== OBJECT_IDENTIFIER ||
        !/^551d[0-7]/.test(der.toString('hex', id.from, id.to)) ||
        id.to - id.from !== 3
      )
        return false
      if (parts.length === 2) return second?.tag === OCTET_STRING
      const isTrue = second?.tag === BOOLEAN && second.to - second.from === 1 && der[second.from] === 0xff
      return parts.length === 3 && isTrue && third?.tag === OCTET_STRING
    })
  )
}

/** An ISO instant; undefined for a day that is none, for anything but seconds in UTC, and for other centuries. */
function instantOf(tag: number, written: string): string | undefined {
  const century = written < CENTURY_TURNS_AT ? '20' : '19'
  const digits = tag === UTC_TIME ? `${century}${written}` : tag === GENERALIZED_TIME ? written : ''
  if (!/^(?:19|20)\d{12}Z$/.test(digits)) return undefined
  const iso = digits.replace(/^(.{4})(..)(..)(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6.000Z')
  const at = new Date(iso)
  return Number.isNaN(at.getTime()) || at.toISOString() !== iso ? undefined : iso
}

/** What stands side by side between two places; undefined where they do not fill it. @param most - throws a RangeError at more */
function elementsIn(der: Buffer, from: number, to: number, most = Infinity): readonly Element[] | undefined {
  const elements: Element[] = []
  for (let at = from; at < to;) {
    const element = elementAt(der, at, to)
    if (element === undefined) return undefined
    if (elements.length === most) throw new RangeError('More than are read')
    elements.push(element)
    at = element.to
  }
  return elements
}

/** One element, with its length in the shortest form, that ends where it may. */
function elementAt(der: Buffer, start: number, end: number): Element | undefined {
  const [tag = 0, first = 0x80] = [der[start], der[start + 1]]
  if (start + 2 > end || (tag & 0x1f) === 0x1f) return undefined
  if (first < 0x80) return start + 2 + first > end ? undefined : { tag, start, from: start + 2, to: start + 2 + first }
  const bytes = first - 0x80
  const from = start + 2 + bytes
  if (bytes === 0 || bytes > 4 || from > end) return undefined
  const length = der.readUIntBE(start + 2, bytes)
  if (length < 0x80 || der[start + 2] === 0 || from + length > end) return undefined
  return { tag, start, from, to: from + length }
}

function sequenceOf(...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  if (body.length < 0x80) return Buffer.concat([Buffer.of(SEQUENCE, body.length), body])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const digits = length.subarray(length.findIndex((byte) => byte !== 0))
  return Buffer.concat([Buffer.of(SEQUENCE, 0x80 + digits.length), digits, body])
}
