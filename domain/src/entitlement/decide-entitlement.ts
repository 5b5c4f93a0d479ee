import type { Ground, Refusal } from '../kernel/decision.ts'
import { ground, refusal } from '../kernel/decision.ts'
import type { ClauseRef } from '../kernel/clause.ts'
import { addYears, type PlainDate } from '../kernel/plain-date.ts'
import type { Department } from '../policy/entitlement-policy.ts'
import type { EntitlementFacts } from './entitlement-facts.ts'
import type { Entitlement, Entitlements } from './entitlements-in-force.ts'
import { judgeCondition, type Judgement, met, open, type OpenFact, unmet } from './judge-condition.ts'

/** A fact that the answer waits for, and the department that supplies it. */
export type AskedFact = { readonly fact: OpenFact; readonly from: Department; readonly law: ClauseRef }

/**
 * What the registry tells a department: entitled with every ground, not with every missing condition, or unknown with every
 * fact it lacks. It verifies; the service is granted by the department.
 */
export type EntitlementAnswer =
  | { readonly answer: 'entitled'; readonly grounds: readonly Ground[] }
  | { readonly answer: 'not'; readonly refusals: readonly Refusal[] }
  | { readonly answer: 'unknown'; readonly asks: readonly AskedFact[] }

/**
 * Decides whether a person may have one service, right or convenience (权益) on `asOf`.
 *
 * The opening words stand before every class: for the holder or a minor child living with the holder, while they live here
 * (LH-2017-36:四.享有, I-007); then each condition that the list names. Suspended functions serve nobody until the permit is endorsed
 * (CN-663:10.3); the rights of CN-663:12 go by registration or work and do not stop with the permit (I-085).
 *
 * Linhe, asked 2018-08-01, the parent's permit suspended since 2018-07-17:
 *
 * - a school place for the child: not, until the permit is endorsed; pension insurance: entitled
 * - the permit endorsed that same day: the school place, too
 * - a girl born 2012-08-31 enrols in 2018, one born 2012-09-01 in 2019 (I-087)
 *
 * One missing condition settles it, so an answer of `not` asks for no further facts; an absent fact is unknown, never false (I-097).
 *
 * @throws RangeError when the city has no such entitlement.
 */
export function decideEntitlement(
  key: string,
  facts: EntitlementFacts,
  asOf: PlainDate,
  entitlements: Entitlements,
): EntitlementAnswer {
  const entitlement = entitlements.list.find((one) => one.key === key)
  if (entitlement === undefined) throw new RangeError(`No entitlement is called ${JSON.stringify(key)} here`)
  const judgements = [
    ...judgeOpening(entitlement, facts, asOf, entitlements.minorBelowAge),
    ...entitlement.needs.map((condition) => judgeCondition(condition, facts, asOf, entitlement.law)),
  ]
  const refusals = judgements.flatMap((one) => (one.is === 'unmet' ? one.refusal : []))
  if (refusals.length > 0) return { answer: 'not', refusals }
  const asks = judgements.flatMap((one) =>
    one.is === 'open' ? { fact: one.fact, from: entitlement.department, law: one.law } : [],
  )
  if (asks.length > 0) return { answer: 'unknown', asks }
  return { answer: 'entitled', grounds: judgements.flatMap((one) => (one.is === 'met' ? one.ground : [])) }
}

/** 居住证持有人或与其共同居住生活的未成年子女，在居住期间: for whom, and while they live here. */
function judgeOpening(
  { openTo, openingLaw }: Entitlement,
  facts: EntitlementFacts,
  asOf: PlainDate,
  minorBelowAge: Entitlements['minorBelowAge'],
): readonly Judgement[] {
  const { beneficiary } = facts
  const residing = facts.residing
    ? met(ground(openingLaw, 'entitlement.residing'))
    : unmet(refusal('entitlement.not-residing', openingLaw))
  if (!openTo.includes(beneficiary)) {
    return [residing, unmet(refusal('entitlement.not-open-to', openingLaw, { beneficiary, openTo }))]
  }
  if (beneficiary === 'holder') return [residing, met(ground(openingLaw, 'entitlement.for-oneself'))]
  return [residing, judgeMinor(facts, asOf, minorBelowAge), judgeLivesTogether(facts, openingLaw)]
}

function judgeMinor(
  { birthOn }: EntitlementFacts,
  asOf: PlainDate,
  { value: age, law }: Entitlements['minorBelowAge'],
): Judgement {
  if (birthOn === undefined) return open('birth-date', law)
  const adultOn = addYears(birthOn, age)
  return asOf < adultOn
    ? met(ground(law, 'entitlement.minor', { age }))
    : unmet(refusal('entitlement.not-minor', law, { age, adultOn }))
}

function judgeLivesTogether({ livesWithHolder }: EntitlementFacts, law: ClauseRef): Judgement {
  if (livesWithHolder === undefined) return open('lives-with-holder', law)
  return livesWithHolder
    ? met(ground(law, 'entitlement.lives-with-holder'))
    : unmet(refusal('entitlement.not-living-together', law))
}
