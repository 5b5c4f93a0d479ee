/**
 * RFC 8785 (JCS) for what we sign, hash and seal: one text for one value. Floats are banned, so no two languages can
 * disagree on how a number is written; amounts are whole fen, coordinates are text.
 */

/** Deeper than anything we seal; it turns a cycle into an error instead of a full stack. */
const DEPTH_MAX = 32

/**
 * The one canonical text of a value: keys sorted by UTF-16 code unit, no spaces, shortest escapes.
 *
 * Throws TypeError on anything JSON does not hold exactly: floats, unsafe integers, undefined (also as a property), lone
 * surrogates, class instances such as Date or Buffer.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0)
}

/** {@link canonicalJson} as UTF-8 bytes, the form that is hashed and signed. */
export function canonicalJsonBytes(value: unknown): Buffer {
  return Buffer.from(write(value, 0), 'utf8')
}

function write(value: unknown, depth: number): string {
  if (depth > DEPTH_MAX) throw new TypeError('Canonical JSON: nested too deeply, or a cycle.')
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return writeText(value)
  if (typeof value === 'number') return writeInteger(value)
  if (Array.isArray(value)) return `[${Array.from(value, (item) => write(item, depth + 1)).join(',')}]`
  if (typeof value === 'object') return writeObject(value, depth)
  throw new TypeError(`Canonical JSON: a ${typeof value} has no place in it.`)
}

function writeText(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('Canonical JSON: a lone surrogate is no character.')
  return JSON.stringify(text)
}

function writeInteger(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError(`Canonical JSON: ${value} is not a safe integer.`)
  return JSON.stringify(value)
}

function writeObject(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError('Canonical JSON: only plain objects; say in which form this one is to be written.')
  }
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${writeText(key)}:${write(item, depth + 1)}`).join(',')}}`
}
