import { type CivilDay, dayFromCompact, fullYearsBetween } from './civil-day.ts'
import type { FormSexCode } from './code/sex.ts'
import { halfWidth } from './half-width.ts'

/**
 * Whose number it is. Only a citizen's leads to the residence permit; the others are valid numbers of another procedure:
 * 81, 82 and 83 begin the numbers of residence permits for Hong Kong, Macao and Taiwan residents, 9 those of the
 * permanent resident cards of foreigners since 2023.
 */
export type IdNumberHolder = 'citizen' | 'hong-kong' | 'macao' | 'taiwan' | 'foreigner'

/** An ID number (公民身份号码, GB 11643-1999) taken apart. */
export type IdNumber = {
  /** Always 18 characters, the check letter in upper case. */
  readonly idNumber: string
  /** Six digits: the division that first issued it. It may be long retired, and need not be the hukou of today. */
  readonly divisionCode: string
  readonly birthOn: CivilDay
  readonly sex: FormSexCode
  readonly holder: IdNumberHolder
  /** The number came in the 15-digit form, of cards without validity since 2013: for history only. */
  readonly was15Digits: boolean
}

/** What can be wrong; every code is also a refusal code of the domain. */
export type IdNumberProblemCode =
  | 'id-number.shape-wrong'
  | 'id-number.check-digit-wrong'
  | 'id-number.birth-date-impossible'
  | 'id-number.age-implausible'

export type IdNumberProblem = { readonly code: IdNumberProblemCode; readonly facts: Readonly<Record<string, string>> }

export type ParsedIdNumber =
  | { readonly ok: true; readonly value: IdNumber }
  | { readonly ok: false; readonly problems: readonly IdNumberProblem[] }

/** Nobody is known to have lived much longer; an older birth date is a slip of the keyboard or an example number. */
export const PLAUSIBLE_AGE_YEARS_MAX = 130

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECK_CHARACTERS = '10X98765432'
const HOLDERS: Readonly<Record<string, IdNumberHolder>> = { 81: 'hong-kong', 82: 'macao', 83: 'taiwan' }

/** The check character of ISO 7064 MOD 11-2 over the first 17 digits. */
export function idCheckCharacter(first17: string): string {
  const sum = WEIGHTS.reduce<number>((total, weight, at) => total + weight * Number(first17[at]), 0)
  return CHECK_CHARACTERS.charAt(sum % 11)
}

/** Brings what was typed or pasted into the written form: half-width, no spaces or hyphens, `x` as `X`. */
export function normaliseIdNumber(text: string): string {
  return halfWidth(text).replaceAll(/[\s-]/g, '').toUpperCase()
}

/** The 18-digit form of a 15-digit number: the century 19 and a check character added. Undefined unless 15 digits. */
export function idNumberFrom15(text: string): string | undefined {
  if (!/^\d{15}$/.test(text)) return undefined
  const first17 = `${text.slice(0, 6)}19${text.slice(6)}`
  return first17 + idCheckCharacter(first17)
}

/**
 * Reads an ID number, or says everything that is wrong with it.
 *
 * The division in front is deliberately not looked up: divisions are retired, numbers are not. Ask `divisionCode` of the
 * register and warn at most.
 *
 * @param asOf - the day against which age is judged plausible; an argument, because standards have no clock
 */
export function parseIdNumber(text: string, asOf: CivilDay): ParsedIdNumber {
  const written = normaliseIdNumber(text)
  if (written.length !== 18 && written.length !== 15) {
    return {
      ok: false,
      problems: [{ code: 'id-number.shape-wrong', facts: { reason: 'length', length: String(written.length) } }],
    }
  }
  const number = idNumberFrom15(written) ?? written
  if (!/^\d{17}[\dX]$/.test(number))
    return { ok: false, problems: [{ code: 'id-number.shape-wrong', facts: { reason: 'character' } }] }

  const birthOn = dayFromCompact(number.slice(6, 14))
  const problems = [...checkCharacterProblem(number), ...birthProblems(number, birthOn, asOf)]
  if (problems.length > 0 || birthOn === undefined) return { ok: false, problems }
  return {
    ok: true,
    value: {
      idNumber: number,
      divisionCode: number.slice(0, 6),
      birthOn,
      sex: Number(number[16]) % 2 === 1 ? '1' : '2',
      holder: holderOf(number),
      was15Digits: written.length === 15,
    },
  }
}

function checkCharacterProblem(number: string): IdNumberProblem[] {
  const isRight = idCheckCharacter(number.slice(0, 17)) === number[17]
  // The right character is not told: an error message must not help to make up a number.
  return isRight ? [] : [{ code: 'id-number.check-digit-wrong', facts: {} }]
}

function birthProblems(number: string, birthOn: CivilDay | undefined, asOf: CivilDay): IdNumberProblem[] {
  if (birthOn === undefined)
    return [{ code: 'id-number.birth-date-impossible', facts: { reason: 'no-such-day', digits: number.slice(6, 14) } }]
  if (birthOn > asOf) return [{ code: 'id-number.birth-date-impossible', facts: { reason: 'in-future', birthOn } }]
  const age = fullYearsBetween(birthOn, asOf)
  if (age <= PLAUSIBLE_AGE_YEARS_MAX) return []
  return [{ code: 'id-number.age-implausible', facts: { birthOn, age: String(age) } }]
}

function holderOf(number: string): IdNumberHolder {
  if (number.startsWith('9')) return 'foreigner'
  return HOLDERS[number.slice(0, 2)] ?? 'citizen'
}
