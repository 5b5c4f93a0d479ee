import type { PermitUse } from '../entitlement/entitlement-facts.ts'
import { decided, type Decision, ground, type Refusal, refusal } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { CityClass, HUKOU_ROUTES, HukouPolicy, NationalHukou } from '../policy/hukou-policy.ts'
import { cityClassOn } from './city-class.ts'
import { type HukouRuleInForce, hukouRuleInForce } from './hukou-rule-in-force.ts'

/** What departments have told of the person. An absent number of years: the thing itself is not there. */
export type HukouFacts = {
  readonly permit: PermitUse
  readonly ownWish: boolean
  readonly dwellingYears?: number
  readonly employmentYears?: number
  readonly insuranceYears?: number
  /** Last day of the entry card (入户卡) that ranking by points led to. */
  readonly entryCardValidThrough?: PlainDate
}

export type HukouConversion = {
  readonly route: (typeof HUKOU_ROUTES)[number]
  readonly cityClass: CityClass
  /** False while the size of the city rests on an assumption; the office has to look. */
  readonly cityClassVerified: boolean
}

const HOLDER = 'CN-663:15'

/**
 * Decides whether the holder of a permit meets the conditions to become a local (落户, 申请登记常住户口) on `on`.
 *
 * Always: a permit in force, and one's own wish (CN-663:15, LH-2017-36:四.一(5)). Then by the size of the city's urban population
 * (CN-663:16): below 500,000 a lawful stable dwelling; from 500,000 employment, dwelling and insurance for some years; from five
 * million points only.
 *
 * - 499,999 people, rents a filed flat: yes
 * - 500,000 people, the same flat and nothing else: employment and insurance are missing
 * - 5,000,000 people: an entry card by points, whatever one has
 *
 * Reading taken: suspended functions do not carry an application (I-089).
 *
 * @throws RangeError when the city's class or years are not held.
 */
export function decideHukouConversion(
  facts: HukouFacts,
  on: PlainDate,
  policy: HukouPolicy,
  national: NationalHukou,
): Decision<HukouConversion> {
  const city = cityClassOn(policy, on)
  const rule = hukouRuleInForce(policy, city.class, national)
  const refusals = [
    ...(facts.permit === 'in-force' ? [] : [refusal('hukou.permit-not-in-force', HOLDER)]),
    ...(facts.ownWish ? [] : [refusal('hukou.not-own-wish', HOLDER)]),
    ...(rule.route === 'points' ? pointsRefusals(facts, on, rule) : conditionRefusals(facts, rule)),
  ]
  return decided(
    refusals,
    () => ({ route: rule.route, cityClass: city.class, cityClassVerified: city.verified }),
    () => [
      ground(HOLDER, 'hukou.holder'),
      ground(city.law, 'hukou.city-class', { cityClass: city.class }),
      ground(rule.law, rule.route === 'points' ? 'hukou.entry-card' : 'hukou.conditions', { needs: rule.needs }),
    ],
  )
}

function conditionRefusals(facts: HukouFacts, rule: HukouRuleInForce): readonly Refusal[] {
  const { law, needs } = rule
  const had = { dwelling: facts.dwellingYears, employment: facts.employmentYears, insurance: facts.insuranceYears }
  const least = { dwelling: rule.dwellingYears, employment: rule.employmentYears, insurance: rule.insuranceYears }
  return needs.flatMap((need) => {
    const years = had[need]
    if (years === undefined) return refusal('hukou.need-missing', law, { need })
    return years >= least[need] ? [] : refusal('hukou.years-too-few', law, { need, had: years, years: least[need] })
  })
}

function pointsRefusals(
  { entryCardValidThrough: validThrough }: HukouFacts,
  on: PlainDate,
  { law }: HukouRuleInForce,
): readonly Refusal[] {
  if (validThrough === undefined) return [refusal('hukou.entry-card-missing', law)]
  return on <= validThrough ? [] : [refusal('hukou.entry-card-expired', law, { validThrough })]
}
