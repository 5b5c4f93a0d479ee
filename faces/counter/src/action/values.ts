import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { ImageDraft } from '../material/keep-image.ts'

/** What stands in the fields of an action. */
export type Values = Readonly<Record<string, unknown>>

export function textValue(values: Values, name: string): string {
  const value = values[name]
  return typeof value === 'string' ? value.trim() : ''
}

/** A day goes out as typed; the registry says when it is none. */
export function dayValue(values: Values, name: string): string & PlainDate {
  return textValue(values, name) as PlainDate
}

export function numberValue(values: Values, name: string): number | null {
  const text = textValue(values, name)
  const value = Number(text)
  return text === '' || Number.isNaN(value) ? null : value
}

export function flagValue(values: Values, name: string): boolean {
  return values[name] === true
}

/** A choice that was made, or the first of its keys: lists never go out blank. */
export function choiceValue<Key extends string>(values: Values, name: string, keys: readonly [Key, ...Key[]]): Key {
  return keys.find((key) => key === values[name]) ?? keys[0]
}

export function optionalChoice<Key extends string>(values: Values, name: string, keys: readonly Key[]): Key | null {
  return keys.find((key) => key === values[name]) ?? null
}

export function listValue<Item>(values: Values, name: string): Item[] {
  const value = values[name]
  return Array.isArray(value) ? value : []
}

export function imageValue(values: Values, name: string): ImageDraft | undefined {
  const value = values[name]
  return typeof value === 'object' && value !== null && 'blobId' in value ? (value as ImageDraft) : undefined
}

/** Every image that stands in the fields or in the papers, to be kept before the act is sent. */
export function imagesOf(values: Values): readonly ImageDraft[] {
  const found: ImageDraft[] = []
  for (const name of Object.keys(values)) {
    const image = imageValue(values, name)
    if (image !== undefined) found.push(image)
    for (const item of listValue<{ image?: ImageDraft }>(values, name)) {
      if (typeof item === 'object' && item !== null && item.image !== undefined) found.push(item.image)
    }
  }
  return found
}
