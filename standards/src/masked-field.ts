import { maskAddress } from './mask-address.ts'
import { maskIdNumber } from './mask-id-number.ts'
import { maskPhone } from './phone.ts'

/** Fields that are masked wherever they are shown, by the name they have everywhere, and how. */
export const MASKED_FIELDS: Readonly<Record<string, (value: string) => string>> = {
  idNumber: maskIdNumber,
  agentIdNumber: maskIdNumber,
  documentNumber: maskIdNumber,
  mobile: maskPhone,
  agentPhone: maskPhone,
  hukou: maskAddress,
  hukouDetail: maskAddress,
}

/** A value with every such field masked, however deep it lies. */
export function maskFields(value: unknown): unknown {
  return eachMasked(value, undefined, (text, mask) => mask(text))
}

/**
 * What a screen sends back of a form it was shown masked: a field that is still the mask of what is kept stays what is kept,
 * anything else was typed. Rows of a list are met by their name, else by their place.
 */
export function keepMasked<T>(sent: T, kept: unknown): T {
  const whole = eachMasked(sent, kept, (text, mask, before) =>
    typeof before === 'string' && mask(before) === text ? before : text,
  )
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only texts were exchanged for texts
  return whole as T
}

type Exchange = (text: string, mask: (value: string) => string, before: unknown) => string

function eachMasked(value: unknown, before: unknown, exchange: Exchange): unknown {
  if (Array.isArray(value))
    return value.map((item, index) =>
      eachMasked(item, Array.isArray(before) ? twinOf(item, before, index) : undefined, exchange),
    )
  if (!isRecord(value)) return value
  const earlier = isRecord(before) ? before : {}
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      const mask = Object.hasOwn(MASKED_FIELDS, name) ? MASKED_FIELDS[name] : undefined
      if (mask !== undefined && typeof part === 'string') return [name, exchange(part, mask, earlier[name])]
      return [name, eachMasked(part, earlier[name], exchange)]
    }),
  )
}

function twinOf(item: unknown, before: readonly unknown[], index: number): unknown {
  const named = isRecord(item) ? before.find((row) => isRecord(row) && row['name'] === item['name']) : undefined
  return named ?? before[index]
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
