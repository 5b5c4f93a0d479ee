import type { Language } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'

type Line = { readonly key: string; readonly zh: string; readonly en: string }

/** An item of a notice in words: a line of the checklist, else a paper; an unknown key stays as it is. */
export function itemWord(item: string, lines: readonly Line[], language: Language): string {
  return lines.find((line) => line.key === item)?.[language] ?? tableWord('material', item, language)
}
