/** The languages of every screen and every answer. */
export type Language = 'zh' | 'en'

/** One text in both languages. Chinese first: it is what the law and the people at the counter use. */
export type Words = { readonly zh: string; readonly en: string }

/** A list as a sentence has it: 甲、乙、丙 and a, b and c. */
export function joinWords(words: readonly string[], language: Language): string {
  if (language === 'zh') return words.join('、')
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
