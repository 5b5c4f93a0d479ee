import { isJsonObject } from '@anju/crypto/strict-json.ts'

/** Checks one value that came from outside and returns it typed, or throws {@link FieldError} naming the path. */
export type Field<T> = (value: unknown, path: string) => T

/** The type a field yields. */
export type FieldValue<F> = F extends Field<infer T> ? T : never

/** A value is not what its field allows. Carries the path and the rule, never the value: values are personal. */
export class FieldError extends Error {
  constructor(path: string, rule: string) {
    super(`${path}: ${rule}`)
    this.name = 'FieldError'
  }
}

/** Text of 1 to `charactersMax` characters (code points), without control characters. */
export function text(charactersMax: number): Field<string> {
  return (value, path) => {
    const fits = typeof value === 'string' && value !== '' && Array.from(value).length <= charactersMax
    if (!fits || !value.isWellFormed() || /\p{Cc}/u.test(value))
      throw new FieldError(path, `text of 1–${charactersMax}`)
    return value
  }
}

/** Text of one fixed form. */
export function matching(pattern: RegExp, rule: string): Field<string> {
  return (value, path) => {
    if (typeof value !== 'string' || !pattern.test(value)) throw new FieldError(path, rule)
    return value
  }
}

export const uuid = matching(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a UUID in lower case')
export const sm3Digest = matching(/^[0-9a-f]{64}$/, 'an SM3 digest in lower-case hex')

/** Lower-case hex of exactly so many bytes. */
export function hex(bytes: number): Field<string> {
  return matching(new RegExp(`^[0-9a-f]{${bytes * 2}}$`), `${bytes} bytes in lower-case hex`)
}

const DAYS = /^(\d{4})-(\d{2})-(\d{2})$/
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** A civil date that exists, YYYY-MM-DD. */
export const civilDate: Field<string> = (value, path) => {
  const parts = typeof value === 'string' ? DAYS.exec(value) : null
  if (parts === null || !dayExists(Number(parts[1]), Number(parts[2]), Number(parts[3]))) {
    throw new FieldError(path, 'an existing date YYYY-MM-DD')
  }
  return parts[0]
}

/** An instant in UTC to the millisecond, YYYY-MM-DDTHH:MM:SS.mmmZ. */
export const instant: Field<string> = (value, path) => {
  const rule = 'an instant YYYY-MM-DDTHH:MM:SS.mmmZ'
  if (typeof value !== 'string' || !/T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/.test(value) || value.length !== 24) {
    throw new FieldError(path, rule)
  }
  civilDate(value.slice(0, 10), path)
  return value
}

/** A whole number from `min` to `max`, both allowed. */
export function integer(min: number, max: number = Number.MAX_SAFE_INTEGER): Field<number> {
  return (value, path) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < min || value > max) {
      throw new FieldError(path, `a whole number from ${min} to ${max}`)
    }
    return value
  }
}

/** One of a closed list of words. */
export function oneOf<const W extends string>(...words: readonly W[]): Field<W> {
  return (value, path) => {
    const found = words.find((word) => word === value)
    if (found === undefined) throw new FieldError(path, `one of ${words.join(', ')}`)
    return found
  }
}

export function nullable<T>(field: Field<T>): Field<T | null> {
  return (value, path) => (value === null ? null : field(value, path))
}

/** A list of `min` to `max` items. */
export function listOf<T>(field: Field<T>, min: number, max: number): Field<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) {
      throw new FieldError(path, `a list of ${min}–${max}`)
    }
    return value.map((item, index) => field(item, `${path}[${index}]`))
  }
}

/** Base64 (RFC 4648 §4, padded, no line breaks) of 1 to `bytesMax` bytes, in its one canonical spelling. */
export function base64(bytesMax: number): Field<string> {
  return (value, path) => {
    const rule = `base64 of 1–${bytesMax} bytes`
    if (typeof value !== 'string' || value === '' || value.length > Math.ceil(bytesMax / 3) * 4) {
      throw new FieldError(path, rule)
    }
    const bytes = Buffer.from(value, 'base64')
    if (bytes.length > bytesMax || bytes.toString('base64') !== value) throw new FieldError(path, rule)
    return value
  }
}

/** A field whose key may be missing; there is no undefined and no null in its place. */
export type OptionalField<T> = Field<T> & { readonly isOptional: true }

export function optional<T>(field: Field<T>): OptionalField<T> {
  return Object.assign((value: unknown, path: string) => field(value, path), { isOptional: true as const })
}

type Shape = Readonly<Record<string, Field<unknown> | OptionalField<unknown>>>
type OptionalKey<S extends Shape> = { [K in keyof S]: S[K] extends OptionalField<unknown> ? K : never }[keyof S]
type Shaped<S extends Shape> = { readonly [K in Exclude<keyof S, OptionalKey<S>>]: FieldValue<S[K]> } & {
  readonly [K in OptionalKey<S>]?: FieldValue<S[K]>
}

/**
 * An object with exactly these keys: an unknown key is refused, and a missing one that is not {@link optional}.
 *
 * @param also - a rule across fields: the text of what is wrong, or undefined
 */
export function object<S extends Shape>(shape: S, also?: (value: Shaped<S>) => string | undefined): Field<Shaped<S>> {
  return (value, path) => {
    if (!isJsonObject(value)) throw new FieldError(path, 'an object')
    const unknown = Object.keys(value).find((key) => !Object.hasOwn(shape, key))
    if (unknown !== undefined) throw new FieldError(path, 'an unknown key')
    const present = Object.entries(shape).filter(
      ([key, field]) => !('isOptional' in field) || Object.hasOwn(value, key),
    )
    const entries = present.map(([key, field]) => [key, field(value[key], `${path}.${key}`)] as const)
    // The entries were made key by key from the shape, which is what the type says.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const shaped = Object.fromEntries(entries) as Shaped<S>
    const wrong = also?.(shaped)
    if (wrong !== undefined) throw new FieldError(path, wrong)
    return shaped
  }
}

function dayExists(year: number, month: number, day: number): boolean {
  const longest = MONTH_DAYS[month - 1]
  if (longest === undefined || day < 1 || day > longest) return false
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month !== 2 || day <= 28 || leap
}
