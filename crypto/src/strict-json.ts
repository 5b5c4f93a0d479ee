/** Any JSON value we take in: numbers are whole. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject
export interface JsonObject {
  readonly [key: string]: JsonValue
}

/** Why a text was not taken as strict JSON, and at which character. */
export class StrictJsonError extends Error {
  readonly at: number
  constructor(reason: string, at: number) {
    super(`${reason} at character ${at}`)
    this.name = 'StrictJsonError'
    this.at = at
  }
}

/** Nesting allowed in what comes from outside: the value itself is depth 1 when it is an object or a list. */
export const STRICT_JSON_DEPTH_MAX = 8

/**
 * Parses JSON that came from outside and refuses everything on which two parsers could differ: duplicate keys, numbers
 * other than safe integers in their shortest form, lone surrogates, a byte-order mark, broken UTF-8, a key named
 * `__proto__`, nesting over {@link STRICT_JSON_DEPTH_MAX}. Throws {@link StrictJsonError}.
 */
export function parseStrictJson(input: string | Uint8Array): JsonValue {
  const text = typeof input === 'string' ? input : decodeUtf8(input)
  const reader = new Reader(text)
  const value = reader.value(0)
  reader.end()
  return value
}

/** True for a JSON object, not for a list or null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new StrictJsonError('not UTF-8', 0)
  }
}

const SPACE = /[ \t\n\r]*/y
const INTEGER = /-?(?:0|[1-9][0-9]*)/y
// oxlint-disable-next-line no-control-regex -- control characters are exactly what a JSON string may not hold
const PLAIN = /[^"\\\u0000-\u001f]*/y
const WORD = /true|false|null/y
const ESCAPES = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
])

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  value(depth: number): JsonValue {
    this.#take(SPACE)
    const next = this.#text[this.#at]
    if (next === '{') return this.#object(depth + 1)
    if (next === '[') return this.#list(depth + 1)
    if (next === '"') return this.#string()
    if (next === '-' || (next !== undefined && next >= '0' && next <= '9')) return this.#integer()
    const word = this.#take(WORD)
    if (word === 'true') return true
    if (word === 'false') return false
    if (word === 'null') return null
    return this.#fail('not a JSON value')
  }

  end(): void {
    this.#take(SPACE)
    if (this.#at !== this.#text.length) this.#fail('text after the value')
  }

  #object(depth: number): JsonValue {
    this.#enter(depth)
    const found: Record<string, JsonValue> = {}
    if (this.#next('}')) return found
    do {
      this.#take(SPACE)
      if (this.#text[this.#at] !== '"') this.#fail('a key must be a string')
      const key = this.#string()
      if (key === '__proto__') this.#fail('the key __proto__')
      if (Object.hasOwn(found, key)) this.#fail('a duplicate key')
      if (!this.#next(':')) this.#fail('a colon is missing')
      found[key] = this.value(depth)
    } while (this.#next(','))
    if (!this.#next('}')) this.#fail('an object does not end')
    return found
  }

  #list(depth: number): JsonValue {
    this.#enter(depth)
    const found: JsonValue[] = []
    if (this.#next(']')) return found
    do found.push(this.value(depth))
    while (this.#next(','))
    if (!this.#next(']')) this.#fail('a list does not end')
    return found
  }

  #enter(depth: number): void {
    if (depth > STRICT_JSON_DEPTH_MAX) this.#fail('nested too deeply')
    this.#at += 1
  }

  #string(): string {
    this.#at += 1
    let found = ''
    for (;;) {
      found += this.#take(PLAIN)
      const stop = this.#text[this.#at]
      if (stop === '"') break
      if (stop !== '\\') return this.#fail('a string does not end, or holds a control character')
      found += this.#escape()
    }
    this.#at += 1
    if (!found.isWellFormed()) this.#fail('a lone surrogate')
    return found
  }

  #escape(): string {
    const letter = this.#text[this.#at + 1] ?? ''
    const simple = ESCAPES.get(letter)
    if (simple !== undefined) {
      this.#at += 2
      return simple
    }
    const hex = this.#text.slice(this.#at + 2, this.#at + 6)
    if (letter !== 'u' || !/^[0-9a-fA-F]{4}$/.test(hex)) return this.#fail('a broken escape')
    this.#at += 6
    return String.fromCharCode(Number.parseInt(hex, 16))
  }

  #integer(): number {
    const digits = this.#take(INTEGER)
    const after = this.#text[this.#at] ?? ''
    const value = Number(digits)
    if (digits === '' || digits === '-0' || /[0-9.eE]/.test(after) || !Number.isSafeInteger(value)) {
      return this.#fail('a number that is not a safe integer')
    }
    return value
  }

  #next(mark: string): boolean {
    this.#take(SPACE)
    if (this.#text[this.#at] !== mark) return false
    this.#at += 1
    return true
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += found.length
    return found
  }

  #fail(reason: string): never {
    throw new StrictJsonError(reason, this.#at)
  }
}
