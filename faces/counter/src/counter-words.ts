import { makeUseWords } from '@anju/face-kit/language.ts'
import { ACTION_WORDS } from './words/action-words.ts'
import { FILE_WORDS } from './words/file-words.ts'
import { QUEUE_WORDS } from './words/queue-words.ts'
import { REGISTER_WORDS } from './words/register-words.ts'
import { SHELL_WORDS } from './words/shell-words.ts'

const zh = { ...SHELL_WORDS.zh, ...QUEUE_WORDS.zh, ...REGISTER_WORDS.zh, ...FILE_WORDS.zh, ...ACTION_WORDS.zh }
const en = { ...SHELL_WORDS.en, ...QUEUE_WORDS.en, ...REGISTER_WORDS.en, ...FILE_WORDS.en, ...ACTION_WORDS.en }

export type CounterWord = keyof typeof zh

/** Words of the counter face, Chinese first; a key that one language lacks is a type error. */
export const COUNTER_WORDS: {
  readonly zh: Readonly<Record<CounterWord, string>>
  readonly en: Readonly<Record<CounterWord, string>>
} = { zh, en }
export const useCounterWords = makeUseWords<CounterWord>('counter')
