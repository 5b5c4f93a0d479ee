import type { BodySent } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import type { ImageDraft } from '../material/keep-image.ts'
import type { MaterialDraft } from '../material/material-draft.ts'
import type { AmendmentDraft } from '../registration/amendment-draft.ts'
import { type DeclarationDraft, EMPTY_HOME, type HomeDraft } from '../registration/declaration-draft.ts'

export type RefuseReason = BodySent<Routes['refuseApplication']>['reasons'][number]
export type PositionFix = { readonly latitude: number; readonly longitude: number; readonly accuracyM: number }

/** What stands in the fields of an action, by kind; plain fields by their name. */
export type Values = {
  readonly texts: Readonly<Record<string, string>>
  readonly flags: Readonly<Record<string, boolean>>
  readonly images: Readonly<Record<string, ImageDraft>>
  readonly position: PositionFix | null
  readonly home: HomeDraft
  readonly materials: readonly MaterialDraft[]
  /** Lines of the checklist for the one notice. */
  readonly items: readonly string[]
  /** Papers to give back. */
  readonly papers: readonly string[]
  readonly reasons: readonly RefuseReason[]
  /** The form, when the clerk mends it. */
  readonly declaration: DeclarationDraft | undefined
  /** What was registered and what shall be, where the action amends it. */
  readonly amendment: AmendmentDraft | undefined
}

export const EMPTY_VALUES: Values = {
  texts: {},
  flags: {},
  images: {},
  position: null,
  home: EMPTY_HOME,
  materials: [],
  items: [],
  papers: [],
  reasons: [],
  declaration: undefined,
  amendment: undefined,
}

export function textValue(values: Values, name: string): string {
  return (values.texts[name] ?? '').trim()
}

export function numberValue(values: Values, name: string): number | null {
  const text = textValue(values, name)
  const value = Number(text)
  return text === '' || Number.isNaN(value) ? null : value
}

export function flagValue(values: Values, name: string): boolean {
  return values.flags[name] ?? false
}

/** A choice that was made, or the first of its keys: a box of a list never goes out blank. */
export function choiceValue<Key extends string>(values: Values, name: string, keys: readonly [Key, ...Key[]]): Key {
  return optionalChoice(values, name, keys) ?? keys[0]
}

export function optionalChoice<Key extends string>(values: Values, name: string, keys: readonly Key[]): Key | null {
  return keys.find((key) => key === values.texts[name]) ?? null
}

/** Every image that stands in the fields or in the papers, to be kept before the act is sent. */
export function imagesOf(values: Values): readonly ImageDraft[] {
  const ofPapers = values.materials.flatMap(({ image }) => (image === undefined ? [] : [image]))
  return [...Object.values(values.images), ...ofPapers]
}
