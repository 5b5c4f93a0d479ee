/** One row of a code list: the code as exchanged, the Chinese name the standard or the form gives it, an English name. */
export type CodeEntry<Code extends string = string> = {
  readonly code: Code
  readonly zh: string
  readonly en: string
}

/** Finds a row by its code. Codes are compared as text, so a lost leading zero is not found rather than guessed. */
export function findCode<Entry extends CodeEntry>(list: readonly Entry[], code: string): Entry | undefined {
  return list.find((entry) => entry.code === code)
}
