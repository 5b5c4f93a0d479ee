import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { day } from '../../test/day.ts'
import { FOSHAN, LINHE, NATIONAL, PACKS } from '../../test/held-law.ts'
import { boundsBroken } from '../policy/national-bounds.ts'
import { CITY_CLASSES, HUKOU_NEEDS, type HukouPolicy, type HukouRule } from '../policy/hukou-policy.ts'
import { cityClassOf, cityClassOn } from './city-class.ts'
import { decideHukouConversion, type HukouFacts } from './decide-hukou-conversion.ts'
import { listHukouRuleFaults } from './hukou-rule-fault.ts'
import { hukouRuleInForce } from './hukou-rule-in-force.ts'

const { hukou: national } = NATIONAL
const source = { law: 'CN-663:16', gist: 'x' } as const
const cityOf = (cityClass: (typeof CITY_CLASSES)[number], value: HukouRule | 'national'): HukouPolicy => ({
  cityClasses: [{ fromYear: 2016, class: cityClass, verified: true, ...source }],
  rule: { value, ...source },
})

const anyRule: fc.Arbitrary<HukouRule> = fc.record({
  route: fc.constant('conditions'),
  needs: fc.subarray([...HUKOU_NEEDS]),
  employmentYears: fc.integer({ min: 0, max: 6 }),
  dwellingYears: fc.integer({ min: 0, max: 6 }),
  insuranceYears: fc.integer({ min: 0, max: 6 }),
  floorAreaM2: fc.constant(null),
  priceFen: fc.constant(null),
})
const anyYears = fc.integer({ min: 0, max: 8 })
const anyFacts: fc.Arbitrary<HukouFacts> = fc.record(
  {
    permit: fc.constantFrom('in-force', 'suspended', 'none'),
    ownWish: fc.boolean(),
    dwellingYears: anyYears,
    employmentYears: anyYears,
    insuranceYears: anyYears,
  },
  { requiredKeys: ['permit', 'ownWish'] },
)
const on = day('2018-08-01')

describe('cityClassOf', () => {
  it('GF-2014-51:划分标准 人口多一人，规模不会变小', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12_000_000 }), (people) => {
        const classes = [cityClassOf(people, national), cityClassOf(people + 1, national)]
        const [here = -1, next = -1] = classes.map((one) => CITY_CLASSES.indexOf(one))
        assert.ok(here <= next)
      }),
    )
  })
  it('每一档的界限都在国家数据里', () => {
    assert.deepEqual(
      national.rows.map((row) => row.class),
      [...CITY_CLASSES],
    )
  })
})

describe('cityClassOn', () => {
  it('a year before the first row is not guessed', () => {
    assert.throws(() => cityClassOn(LINHE.hukou, day('2016-12-31')), /2016/)
    assert.equal(cityClassOn(LINHE.hukou, day('2017-01-01')).class, 'small')
  })
})

describe('decideHukouConversion', () => {
  it('年限不会使人失去已满足的条件：多一年从不多一条理由', () => {
    fc.assert(
      fc.property(anyRule, anyFacts, fc.constantFrom(...HUKOU_NEEDS), (rule, facts, need) => {
        const policy = cityOf('large-i', rule)
        const years = facts[`${need}Years`] ?? 0
        const more = { ...facts, [`${need}Years`]: years + 1 }
        assert.ok(refusalsFor(more, policy) <= refusalsFor(facts, policy))
      }),
    )
  })
  it('CN-663:15 没有功能正常的居住证，或者非本人自愿，从不可以', () => {
    fc.assert(
      fc.property(anyRule, anyFacts, (rule, facts) => {
        const { ok } = decideHukouConversion(facts, on, cityOf('medium', rule), national)
        if (facts.permit !== 'in-force' || !facts.ownWish) assert.equal(ok, false)
      }),
    )
  })
  it('CN-663:16(2) 没有定年限的城市不猜', () => {
    for (const cityClass of ['medium', 'large-ii', 'large-i'] as const) {
      assert.throws(() => hukouRuleInForce(cityOf(cityClass, 'national'), cityClass, national), /has to fix the years/)
    }
  })
})

describe('listHukouRuleFaults', () => {
  for (const { id, hukou } of PACKS) {
    it(`${id} keeps the caps`, () => assert.deepEqual(listHukouRuleFaults(hukou, national), []))
  }
  it('CN-663:16(2) 放宽从不越界：少要一样、少要一年', () => {
    fc.assert(
      fc.property(anyRule, fc.constantFrom('medium', 'large-ii', 'large-i'), (rule, cityClass) => {
        const faults = listHukouRuleFaults(cityOf(cityClass, rule), national).length
        const gentler = {
          ...rule,
          needs: rule.needs.slice(1),
          insuranceYears: Math.max(0, rule.insuranceYears - 1),
          dwellingYears: Math.max(0, rule.dwellingYears - 1),
        }
        assert.ok(listHukouRuleFaults(cityOf(cityClass, gentler), national).length <= faults)
      }),
    )
  })
  it('越界的规则包不予装载', () => {
    const rule: HukouRule = {
      route: 'conditions',
      needs: ['dwelling', 'employment', 'insurance'],
      employmentYears: 1,
      dwellingYears: 0,
      insuranceYears: 4,
      floorAreaM2: null,
      priceFen: null,
    }
    assert.deepEqual(
      boundsBroken({ ...FOSHAN, hukou: cityOf('medium', rule) }, NATIONAL).map(({ key, value }) => [key, value]),
      [['hukou.rule.insuranceYears', 4]],
    )
  })
})

function refusalsFor(facts: HukouFacts, policy: HukouPolicy): number {
  const decision = decideHukouConversion(facts, on, policy, national)
  return decision.ok ? 0 : decision.refusals.length
}
