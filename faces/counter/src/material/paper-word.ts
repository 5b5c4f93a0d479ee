import { findWord } from '@anju/contract/message/find-word.ts'
import type { Language, Words } from '@anju/face-kit/language.ts'
import { type CounterWord, openWord } from '../counter-words.ts'

/** A paper or image of a case in words: papers by the contract's list, portraits taken on site by our own. */
export function paperWord(kind: string, language: Language, w: Words<CounterWord>): string {
  return findWord('material', kind, language) ?? openWord('paper', kind, w)
}
