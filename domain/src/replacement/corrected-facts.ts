import { ETHNICITIES } from '@anju/standards/code/ethnicity.ts'
import { FORM_SEXES } from '@anju/standards/code/sex.ts'
import { normaliseIdNumber } from '@anju/standards/id-number.ts'
import { type Decision, granted, refusal, refused } from '../kernel/decision.ts'
import { findPlainDate } from '../kernel/plain-date.ts'
import type { Particular } from '../policy/replacement-policy.ts'

/** The facts of a person that are printed on a card, as the register keeps them. */
export type PrintedFacts = {
  readonly name: string
  readonly sex: string
  readonly ethnicity: string
  readonly birthOn: string
  readonly idNumber: string
  readonly hukouDetail: string
}

/** An entry of the card and what it says from now on, in the words of the counter. */
export type CorrectedEntry = { readonly field: Particular; readonly after: string }

/**
 * What the register says once an entry of the card is another (CN-663:4): a card is made from the register, so the two never differ (I-177). Sex and
 * ethnicity may be written in words; an ID number that differs from the register is another person and no matter of a card.
 *
 * - sex 女 → 2; ethnicity 回 or 回族 → 03; birth date 1981-02-30 → refused
 */
export function correctedFacts<F extends PrintedFacts>(facts: F, entries: readonly CorrectedEntry[]): Decision<F> {
  const unreadable = entries.filter((entry) => readEntry(facts, entry) === undefined)
  if (unreadable.length > 0)
    return refused(...unreadable.map(({ field }) => refusal('card.entry-unreadable', 'CN-663:4', { field })))
  return granted(
    entries.reduce<F>((known, entry) => ({ ...known, ...readEntry(known, entry) }), facts),
    [],
  )
}

/** What one entry changes; undefined when it cannot be read. */
function readEntry(facts: PrintedFacts, { field, after }: CorrectedEntry): Partial<PrintedFacts> | undefined {
  const text = after.trim()
  switch (field) {
    case 'name':
      return text === '' ? undefined : { name: text }
    case 'hukou-address':
      return text === '' ? undefined : { hukouDetail: text }
    case 'sex': {
      const sex = FORM_SEXES.find(({ code, zh }) => code === text || zh === text)
      return sex === undefined ? undefined : { sex: sex.code }
    }
    case 'ethnicity': {
      const ethnicity = ETHNICITIES.find(({ code, zh }) => code === text || zh === text || `${zh}族` === text)
      return ethnicity === undefined ? undefined : { ethnicity: ethnicity.code }
    }
    case 'birth-date': {
      const birthOn = findPlainDate(text)
      return birthOn === undefined ? undefined : { birthOn }
    }
    default:
      return normaliseIdNumber(text) === facts.idNumber ? {} : undefined
  }
}
