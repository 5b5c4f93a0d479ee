import type { Fact, Facts } from '@anju/domain/kernel/decision.ts'
import { findPlainDate } from '@anju/domain/kernel/plain-date.ts'
import { formatDay } from './format-day.ts'
import { joinWords, type Language } from './words.ts'

/** Finds the words of a value: `table` names the list, such as `material` or `step`; undefined when it has none. */
export type FindWord = (table: string, key: string, language: Language) => string | undefined

/** `{fact}` or `{fact:table}`. */
const PLACEHOLDER = /\{(\w+)(?::([a-z-]+))?\}/g
/** A part that is printed only when all its facts are known. */
const OPTIONAL_PART = /\[([^[\]]*)\]/g

/**
 * Fills a message. `{fact}` prints a value, `{fact:table}` the words of a value; `[…]` is left out when a fact in it is
 * unknown. Days are written out, lists joined.
 *
 * - `请于{dueOn}前办理` with 2016-01-05 → 请于2016年1月5日前办理
 * - `缺{missing:material}` with ['photo'] → 缺本人相片
 */
export function fillTemplate(template: string, facts: Facts, language: Language, findWord: FindWord): string {
  const known = template.replaceAll(OPTIONAL_PART, (_, part: string) =>
    placeholdersOf(part).every((fact) => isKnown(facts[fact])) ? part : '',
  )
  const text = known.replaceAll(PLACEHOLDER, (_, fact: string, table: string | undefined) => {
    const value = facts[fact]
    // A fact left out by a defect must not hide the rest of the answer from the person waiting for it.
    if (value === undefined) return '…'
    return printFact(value, language, (key) => (table === undefined ? undefined : findWord(table, key, language)))
  })
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The facts that a template names, each once. */
export function placeholdersOf(template: string): readonly string[] {
  return [...new Set([...template.matchAll(PLACEHOLDER)].flatMap(([, fact]) => fact ?? []))]
}

function isKnown(value: Fact | undefined): boolean {
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
}

function printFact(value: Fact, language: Language, word: (key: string) => string | undefined): string {
  const print = (text: string) => word(text) ?? (findPlainDate(text) === undefined ? text : formatDay(text, language))
  return typeof value === 'object' ? joinWords(value.map(print), language) : print(String(value))
}
