import { type CivilDay, fullYearsBetween } from '../civil-day.ts'

/**
 * Whether the term of an identity card fits its holder's age on the first day, as the law on identity cards fixes it: 5 years under 16, 10
 * from 16 to 25, 20 from 26 to 45, for good from 46. A card that does not fit is worth a second look, no more.
 *
 * @param validTo - undefined for a card valid for good (长期)
 */
export function isUsualCardTerm(birthOn: CivilDay, validFrom: CivilDay, validTo: CivilDay | undefined): boolean {
  const years = usualTermYears(fullYearsBetween(birthOn, validFrom))
  if (years === undefined || validTo === undefined) return years === validTo
  // A card of 29 February ends on the last day of that month.
  const expected = `${Number(validFrom.slice(0, 4)) + years}${validFrom.slice(4)}`
  return validTo === expected || (validFrom.endsWith('-02-29') && validTo === `${expected.slice(0, 4)}-02-28`)
}

function usualTermYears(age: number): number | undefined {
  if (age < 16) return 5
  if (age <= 25) return 10
  return age <= 45 ? 20 : undefined
}
