import type { ClauseRef } from '../kernel/clause.ts'
import type { HukouPolicy, HukouRule, NationalHukou } from '../policy/hukou-policy.ts'
import { type HukouRow, hukouRowOf, isRowComplete } from './hukou-rule-in-force.ts'

/** Where a city's rule of conversion goes further than the regulation lets a city of its size. */
export type HukouRuleFault = {
  readonly key: string
  readonly law: ClauseRef
  readonly gist: string
  readonly value: unknown
}

/**
 * Holds a city's rule against the caps for every class that the city has had (CN-663:16); empty when it keeps them.
 *
 * - a small city asks for nothing but a dwelling
 * - a medium city: insurance at most 3 years, and no square metres or price of the home; it may be as open as a small one
 * - a large city: insurance at most 5 years; points only from three million
 * - from five million: points and nothing else
 *
 * Reading taken: no city may ask for square metres or a price (I-091).
 */
export function listHukouRuleFaults(policy: HukouPolicy, national: NationalHukou): readonly HukouRuleFault[] {
  const rows = new Set(policy.cityClasses.map((one) => hukouRowOf(one.class, national)))
  const { value } = policy.rule
  return [...rows].flatMap((row) => {
    if (value !== 'national') return [...faultsAgainst(value, row), ...homeFaults(value, national)]
    return isRowComplete(row) ? [] : [faultOf(row, '', value)]
  })
}

function faultsAgainst(rule: HukouRule, row: HukouRow): readonly HukouRuleFault[] {
  const { routes, needs, insuranceYearsMost, mayAskYears } = row
  if (!routes.includes(rule.route)) return [faultOf(row, '.route', rule.route)]
  if (rule.route === 'points') return []
  const more = rule.needs.filter((need) => !needs.includes(need))
  return [
    ...(more.length > 0 ? [faultOf(row, '.needs', more)] : []),
    ...(rule.insuranceYears > insuranceYearsMost ? [faultOf(row, '.insuranceYears', rule.insuranceYears)] : []),
    ...(rule.employmentYears > 0 && !mayAskYears.includes('employment')
      ? [faultOf(row, '.employmentYears', rule.employmentYears)]
      : []),
    ...(rule.dwellingYears > 0 && !mayAskYears.includes('dwelling')
      ? [faultOf(row, '.dwellingYears', rule.dwellingYears)]
      : []),
  ]
}

function homeFaults({ floorAreaM2, priceFen }: HukouRule, { homeDemands }: NationalHukou): readonly HukouRuleFault[] {
  if (homeDemands.value) return []
  return [
    ...(floorAreaM2 === null ? [] : [faultOf(homeDemands, '.floorAreaM2', floorAreaM2)]),
    ...(priceFen === null ? [] : [faultOf(homeDemands, '.priceFen', priceFen)]),
  ]
}

function faultOf({ law, gist }: Pick<HukouRow, 'law' | 'gist'>, at: string, value: unknown): HukouRuleFault {
  return { key: `hukou.rule${at}`, law, gist, value }
}
