import { type WordTableName, wordOf } from '@anju/contract/message/find-word.ts'
import type { Choosable } from '@anju/face-kit/choice.tsx'

/** Boxes for some keys of a word table. */
export function tableChoices(table: WordTableName, keys: readonly string[]): readonly Choosable[] {
  return keys.map((code) => ({ code, zh: wordOf(table, code, 'zh'), en: wordOf(table, code, 'en') }))
}
