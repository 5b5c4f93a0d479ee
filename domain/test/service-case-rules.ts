import { decideEntitlement } from '../src/entitlement/decide-entitlement.ts'
import { entitlementsInForce } from '../src/entitlement/entitlements-in-force.ts'
import { listEntitlements } from '../src/entitlement/list-entitlements.ts'
import { cityClassOf, cityClassOn } from '../src/hukou/city-class.ts'
import { decideHukouConversion } from '../src/hukou/decide-hukou-conversion.ts'
import { listHukouRuleFaults } from '../src/hukou/hukou-rule-fault.ts'
import { comparePoints } from '../src/points/compare-points.ts'
import { decidePointsApplication } from '../src/points/decide-points-application.ts'
import { permitTime } from '../src/points/permit-time.ts'
import { entryCardValidThrough, pointsRound } from '../src/points/points-round.ts'
import { scorePoints } from '../src/points/score-points.ts'
import type { Pack } from '../src/policy/pack.ts'
import type { CaseFacts } from './case-facts.ts'
import { NATIONAL, POINTS } from './held-law.ts'

/** How the facts of a case on services, hukou and points reach their rule. */
export const SERVICE_CASE_RULES: Readonly<Record<string, (facts: CaseFacts, pack: Pack) => unknown>> = {
  'decide-entitlement': ({ key, asOf, ...facts }, pack) =>
    decideEntitlement(key, asker(facts), asOf, entitlementsInForce(NATIONAL.entitlements, pack.entitlements)),
  'list-entitlements': ({ asOf, ...facts }, pack) =>
    listEntitlements(asker(facts), asOf, entitlementsInForce(NATIONAL.entitlements, pack.entitlements)).map(
      ({ key, answer }) => `${key} ${answer.answer}`,
    ),
  'city-class-of': ({ population }) => cityClassOf(population, NATIONAL.hukou),
  'city-class-on': ({ on }, pack) => cityClassOn(pack.hukou, on),
  'decide-hukou-conversion': ({ population, rule, on, ...facts }, pack) =>
    decideHukouConversion(
      { permit: 'in-force', ownWish: true, ...facts },
      on ?? '2018-08-01',
      cityOf(population, rule, pack),
      NATIONAL.hukou,
    ),
  'hukou-rule-faults': ({ population, rule }, pack) =>
    listHukouRuleFaults(cityOf(population, rule, pack), NATIONAL.hukou).map(({ key, law }) => `${key} ${law}`),
  'permit-time': ({ spans, on }) => permitTime(spans, on),
  'score-points': ({ countedOn, ...facts }) => scorePoints(pointsFacts(facts), countedOn, POINTS),
  'decide-points-application': (facts) =>
    decidePointsApplication({ permit: 'in-force', purpose: 'hukou', ...pointsFacts(facts) }, POINTS),
  'compare-points': ({ a, b }) => Math.sign(comparePoints(a, b, POINTS)),
  'points-round': ({ purpose, appliedOn }) => pointsRound(purpose, appliedOn, POINTS),
  'entry-card-valid-through': ({ issuedOn }) => entryCardValidThrough(issuedOn, POINTS),
}

/** A holder in good order who lives here, unless the case says otherwise. */
function asker(facts: CaseFacts): Parameters<typeof decideEntitlement>[1] {
  return { beneficiary: 'holder', permit: 'in-force', registered: true, residing: true, ...facts }
}

/** A city of that size with that rule, where the case does not ask about the pack's own. */
function cityOf(population: number | undefined, rule: CaseFacts, { hukou }: Pack): Pack['hukou'] {
  const source = { law: 'CN-663:16' as const, gist: 'as the case says' }
  return {
    cityClasses:
      population === undefined
        ? hukou.cityClasses
        : [{ fromYear: 2016, class: cityClassOf(population, NATIONAL.hukou), verified: true, ...source }],
    rule:
      rule === undefined
        ? hukou.rule
        : { ...source, value: rule === 'national' ? rule : { ...NOTHING_ASKED, ...rule } },
  }
}

const NOTHING_ASKED = {
  route: 'conditions',
  needs: ['dwelling'],
  employmentYears: 0,
  dwellingYears: 0,
  insuranceYears: 0,
  floorAreaM2: null,
  priceFen: null,
}

function pointsFacts(facts: CaseFacts): CaseFacts {
  const { insuredMonths, localMonths } = facts
  const insurance =
    insuredMonths === undefined
      ? []
      : POINTS.insurance.kinds.value.map((kind) => ({ kind, months: insuredMonths, localMonths: localMonths ?? 0 }))
  return { insurance, ownHome: false, permitSpans: [], ...facts }
}
