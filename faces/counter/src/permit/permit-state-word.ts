import { type CounterWord, COUNTER_WORDS } from '../counter-words.ts'

/** A state of a permit in words; one without words is shown as the registry names it. */
export function permitStateWord(state: string, w: (word: CounterWord) => string): string {
  const key = `permit.state.${state}`
  return isWord(key) ? w(key) : state
}

function isWord(key: string): key is CounterWord {
  return key in COUNTER_WORDS.zh
}
