import type { ClauseRef } from '../kernel/clause.ts'
import type { CityClass, HukouPolicy, HukouRule, NationalHukou } from '../policy/hukou-policy.ts'

export type HukouRow = NationalHukou['rows'][number]

/** The rule of conversion that holds in a city, and the clause it stands on. */
export type HukouRuleInForce = HukouRule & { readonly law: ClauseRef }

export function hukouRowOf(cityClass: CityClass, { rows }: NationalHukou): HukouRow {
  const row = rows.find((one) => one.class === cityClass)
  if (row === undefined) throw new RangeError(`The regulation has no row for a ${cityClass} city`)
  return row
}

/** Whether the row fixes everything by itself. Where it speaks of "some years" (一定年限) a city has to say how many (I-092). */
export function isRowComplete({ routes, needs }: HukouRow): boolean {
  return routes[0] === 'points' || !needs.includes('insurance')
}

/**
 * The city's own rule, or the row of the regulation where the city's text has none (CN-663:16).
 *
 * @throws RangeError when neither fixes the years: they are never guessed.
 */
export function hukouRuleInForce(
  { rule }: Pick<HukouPolicy, 'rule'>,
  cityClass: CityClass,
  national: NationalHukou,
): HukouRuleInForce {
  if (rule.value !== 'national') return { ...rule.value, law: rule.law }
  const row = hukouRowOf(cityClass, national)
  const [route] = row.routes
  if (route === undefined || !isRowComplete(row)) {
    throw new RangeError(`A ${cityClass} city has to fix the years of employment and insurance (${row.law})`)
  }
  const { needs, law } = row
  return {
    route,
    needs,
    law,
    employmentYears: 0,
    dwellingYears: 0,
    insuranceYears: 0,
    floorAreaM2: null,
    priceFen: null,
  }
}
