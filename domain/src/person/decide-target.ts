import { type Decision, granted, ground, refusal, refused } from '../kernel/decision.ts'
import type { Pack } from '../policy/pack.ts'

export type TargetPolicy = Pack['target']

/** The part of a person this rule reads. */
export type TargetPerson = {
  /** Document type code: 111 is the resident ID card (居民身份证). */
  readonly documentType: string
  readonly idNumber?: string
  /** County-level division (6 digits) of the permanent hukou (常住户口所在地). */
  readonly hukouDivision: string
  /** What an official with authority found where the text leaves the question open. */
  readonly finding?: { readonly isTarget: boolean; readonly reason: string }
}

export type Target = { readonly hukouCity: string; readonly residenceCity: string }

/**
 * Decides whether the residence permit is meant for this person (流动人口): a citizen who left the place of the hukou and
 * lives in another city.
 *
 * Moving between districts of the city of the hukou does not count (CN-663:2, FM-2014:2). Beijing, Tianjin, Shanghai and
 * Chongqing are each one city as a whole (HN-2016:适用对象); a county-level city directly under a province is one by
 * itself. Residents of Hong Kong, Macao and Taiwan and foreigners have other registrations.
 *
 * - hukou 430521 (Hunan), lives in 440604 (Foshan): a target
 * - hukou 440605, lives in 440604 (both Foshan): no target
 * - hukou 150821, lives in 150802 (both Bayannur), rules of Linhe: open, a person with authority decides
 *
 * Readings taken: who decides inside one prefecture (I-009), other procedures (I-022), retired codes (I-032).
 */
export function decideTarget(person: TargetPerson, residenceDivision: string, policy: TargetPolicy): Decision<Target> {
  const { otherProcedure, unit, samePrefecture } = policy
  const belongsElsewhere =
    otherProcedure.value.documentTypes.includes(person.documentType) ||
    otherProcedure.value.idNumberPrefixes.some((prefix) => person.idNumber?.startsWith(prefix))
  if (belongsElsewhere) {
    return refused(refusal('id-number.other-procedure', otherProcedure.law, { documentType: person.documentType }))
  }

  const { hukouDivision, finding } = person
  const places = { hukouDivision, residenceDivision }
  const target = { hukouCity: cityOf(hukouDivision, policy), residenceCity: cityOf(residenceDivision, policy) }
  if (target.hukouCity !== target.residenceCity) return granted(target, [ground(unit.law, 'target.other-city', places)])

  const leftCounty = hukouDivision !== residenceDivision
  const isOpen = leftCounty && samePrefecture.value === 'person-decides'
  const found = isOpen ? finding : undefined
  const reason = found?.reason.trim() ?? ''
  if (isOpen && reason === '') {
    return refused(refusal('person.target-undecided', samePrefecture.law, places))
  }
  const isTarget = found === undefined ? leftCounty && samePrefecture.value === 'target' : found.isTarget
  if (!isTarget) return refused(refusal('person.not-target', samePrefecture.law, places))
  return granted(target, [ground(samePrefecture.law, 'target.same-prefecture', { ...places, reason })])
}

/** What counts as one city: a municipality, a county directly under its province (xx90xx), else the prefecture. */
function cityOf(division: string, policy: TargetPolicy): string {
  const province = division.slice(0, 2)
  const prefecture = division.slice(0, 4)
  if (policy.municipalities.value.includes(province)) return province
  if (policy.unit.value === 'county' || prefecture.endsWith('90')) return division
  return policy.formerPrefectures.value[prefecture] ?? prefecture
}
