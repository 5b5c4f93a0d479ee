import { NOTICE_ITEMS } from '@anju/domain/application/material.ts'
import type { Language } from '@anju/face-kit/language.ts'

const ITEMS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = NOTICE_ITEMS

/** An item of a notice in words; an unknown key stays as it is. */
export function itemWord(item: string, language: Language): string {
  return ITEMS[item]?.[language] ?? item
}

/** A reason that only repeats the items, which stand above it already; its clause is what it adds. */
export function namesItems(reason: { readonly code: string }): boolean {
  return reason.code === 'application.materials-missing'
}
