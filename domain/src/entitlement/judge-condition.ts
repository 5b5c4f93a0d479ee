import type { ClauseRef } from '../kernel/clause.ts'
import { type Ground, ground, type Refusal, refusal } from '../kernel/decision.ts'
import { addYears, findPlainDate, fullYearsBetween, type PlainDate } from '../kernel/plain-date.ts'
import { type EntitlementCondition, FINDINGS, type Finding } from '../policy/entitlement-policy.ts'
import type { EntitlementFacts } from './entitlement-facts.ts'

/** A fact that only a department or the person can tell. */
export const OPEN_FACTS = [
  'birth-date',
  'lives-with-holder',
  'employed',
  'senior-school-years',
  'child-order',
  'disability-certificate',
  ...FINDINGS,
] as const
export type OpenFact = (typeof OPEN_FACTS)[number]

/** How one condition stands: met, not met, or open until somebody tells a fact. */
export type Judgement =
  | { readonly is: 'met'; readonly ground: Ground }
  | { readonly is: 'unmet'; readonly refusal: Refusal }
  | { readonly is: 'open'; readonly fact: OpenFact; readonly law: ClauseRef }

export const met = (one: Ground): Judgement => ({ is: 'met', ground: one })
export const unmet = (one: Refusal): Judgement => ({ is: 'unmet', refusal: one })
export const open = (fact: OpenFact, law: ClauseRef): Judgement => ({ is: 'open', fact, law })

const SUSPENSION = 'CN-663:10.3'

/**
 * Judges one named condition of a service on `asOf`. `law` is the clause of the service; a condition with a figure cites its
 * own.
 *
 * - `permit-in-force`: suspended functions do not serve, and serve again once endorsed (CN-663:10.3)
 * - `permit-held`: a suspended permit is still held (I-086)
 * - `registered-or-employed`: a right, whatever the permit (I-085)
 */
export function judgeCondition(
  condition: EntitlementCondition,
  facts: EntitlementFacts,
  asOf: PlainDate,
  law: ClauseRef,
): Judgement {
  if (typeof condition === 'object') return judgeFigure(condition, facts, asOf)
  switch (condition) {
    case 'permit-in-force':
      return facts.permit === 'in-force'
        ? met(ground(law, 'entitlement.permit-in-force'))
        : unmet(lacksPermit(facts, law))
    case 'permit-held':
      return facts.permit === 'none' ? unmet(lacksPermit(facts, law)) : met(ground(law, 'entitlement.permit-held'))
    case 'registered-or-employed':
      if (facts.registered) return met(ground(law, 'entitlement.registered'))
      if (facts.employed === undefined) return open('employed', law)
      return facts.employed
        ? met(ground(law, 'entitlement.employed'))
        : unmet(refusal('entitlement.not-registered-nor-employed', law))
    case 'not-to-settle-in-taiwan':
      return facts.asksFor === 'settle-in-taiwan'
        ? unmet(refusal('entitlement.settling-in-taiwan', law))
        : met(ground(law, 'entitlement.not-to-settle-in-taiwan'))
    case 'not-first-id-card':
      return facts.asksFor === 'first-id-card'
        ? unmet(refusal('entitlement.first-id-card', law))
        : met(ground(law, 'entitlement.not-first-id-card'))
    default:
      return judgeFinding(condition, facts, law)
  }
}

function lacksPermit({ permit, suspendedSince }: EntitlementFacts, law: ClauseRef): Refusal {
  if (permit === 'none') return refusal('entitlement.permit-missing', law)
  if (permit === 'rests') return refusal('entitlement.permit-rests', law)
  return refusal('entitlement.permit-suspended', SUSPENSION, suspendedSince === undefined ? {} : { suspendedSince })
}

function judgeFinding(finding: Finding, { findings }: EntitlementFacts, law: ClauseRef): Judgement {
  const found = findings?.[finding]
  if (found === undefined) return open(finding, law)
  if (found) return met(ground(law, 'entitlement.found', { finding }))
  // The person's own wish is theirs to say and nobody's to certify.
  return unmet(
    finding === 'own-wish'
      ? refusal('hukou.not-own-wish', law)
      : refusal('entitlement.finding-missing', law, { finding }),
  )
}

type Figured = Exclude<EntitlementCondition, string>

function judgeFigure(condition: Figured, facts: EntitlementFacts, asOf: PlainDate): Judgement {
  switch (condition.is) {
    case 'school-age':
      return judgeSchoolAge(condition, facts, asOf)
    case 'younger-than':
      return judgeYounger(condition, facts, asOf)
    case 'child-order-at-most':
      return judgeChildOrder(condition, facts)
    case 'senior-school-years':
      return judgeSchooling(condition, facts)
    default:
      return judgeElderlyOrDisabled(condition, facts, asOf)
  }
}

function judgeYounger(
  { age, law }: Extract<Figured, { is: 'younger-than' }>,
  { birthOn }: EntitlementFacts,
  asOf: PlainDate,
): Judgement {
  if (birthOn === undefined) return open('birth-date', law)
  const until = addYears(birthOn, age)
  return asOf < until
    ? met(ground(law, 'entitlement.younger', { age, until }))
    : unmet(refusal('entitlement.too-old', law, { age, until }))
}

function judgeChildOrder(
  { order, law }: Extract<Figured, { is: 'child-order-at-most' }>,
  { childOrder }: EntitlementFacts,
): Judgement {
  if (childOrder === undefined) return open('child-order', law)
  return childOrder <= order
    ? met(ground(law, 'entitlement.child-order', { childOrder, order }))
    : unmet(refusal('entitlement.child-order-too-high', law, { childOrder, order }))
}

function judgeSchooling(
  { years, law }: Extract<Figured, { is: 'senior-school-years' }>,
  { seniorSchoolYears: had }: EntitlementFacts,
): Judgement {
  if (had === undefined) return open('senior-school-years', law)
  return had >= years
    ? met(ground(law, 'entitlement.schooling-complete', { years }))
    : unmet(refusal('entitlement.schooling-too-short', law, { had, years }))
}

/** 年满6周岁: the school year that begins in the year in which the child is old enough by the cut-off day. */
function judgeSchoolAge(
  { age, by, law }: Extract<Figured, { is: 'school-age' }>,
  { birthOn }: EntitlementFacts,
  asOf: PlainDate,
): Judgement {
  if (birthOn === undefined) return open('birth-date', law)
  const oldEnoughOn = addYears(birthOn, age)
  const schoolYear = Number(asOf.slice(0, 4))
  const cutOffOn = findPlainDate(`${schoolYear}-${by}`)
  if (cutOffOn === undefined) throw new RangeError(`The cut-off ${by} is no day of ${schoolYear}`)
  if (oldEnoughOn <= cutOffOn) return met(ground(law, 'entitlement.school-age', { oldEnoughOn, age }))
  const enrolsIn = Number(oldEnoughOn.slice(0, 4)) + (oldEnoughOn.slice(5) <= by ? 0 : 1)
  return unmet(refusal('entitlement.below-school-age', law, { age, oldEnoughOn, cutOffOn, enrolsIn }))
}

/** 老年人、残疾人: either suffices, so an open fact counts only while the other does not settle it. */
function judgeElderlyOrDisabled(
  { age, law }: Extract<Figured, { is: 'elderly-or-disabled' }>,
  { birthOn, disabilityCertificate }: EntitlementFacts,
  asOf: PlainDate,
): Judgement {
  if (birthOn !== undefined && fullYearsBetween(birthOn, asOf) >= age) {
    return met(ground(law, 'entitlement.elderly', { age }))
  }
  if (disabilityCertificate === true) return met(ground(law, 'entitlement.disabled'))
  if (birthOn === undefined) return open('birth-date', law)
  if (disabilityCertificate === undefined) return open('disability-certificate', law)
  return unmet(refusal('entitlement.not-elderly-nor-disabled', law, { age, elderlyOn: addYears(birthOn, age) }))
}
