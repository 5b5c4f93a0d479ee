import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyDay, day } from '../../test/day.ts'
import { FOSHAN, LINHE, NATIONAL } from '../../test/held-law.ts'
import { FINDINGS } from '../policy/entitlement-policy.ts'
import { decideEntitlement, type EntitlementAnswer } from './decide-entitlement.ts'
import { type EntitlementFacts, permitUseOf } from './entitlement-facts.ts'
import { entitlementsInForce } from './entitlements-in-force.ts'
import { listEntitlements } from './list-entitlements.ts'

const CITIES = [FOSHAN, LINHE].map(({ entitlements }) => entitlementsInForce(NATIONAL.entitlements, entitlements))
const [, linhe = assert.fail()] = CITIES
const anyCity = fc.constantFrom(...CITIES)

/** Facts of all kinds, each optional one there or not. */
const anyFacts: fc.Arbitrary<EntitlementFacts> = fc.record(
  {
    beneficiary: fc.constantFrom('holder', 'minor-child'),
    permit: fc.constantFrom('in-force', 'suspended', 'rests', 'none'),
    registered: fc.boolean(),
    residing: fc.boolean(),
    birthOn: anyDay,
    livesWithHolder: fc.boolean(),
    employed: fc.boolean(),
    seniorSchoolYears: fc.constantFrom(0, 2.5, 3, 4),
    childOrder: fc.integer({ min: 1, max: 4 }),
    disabilityCertificate: fc.boolean(),
    asksFor: fc.constantFrom('settle-in-taiwan', 'first-id-card'),
    findings: fc.dictionary(fc.constantFrom(...FINDINGS), fc.boolean()),
  },
  { requiredKeys: ['beneficiary', 'permit', 'registered', 'residing'] },
)
const OPTIONAL = [
  'birthOn',
  'livesWithHolder',
  'employed',
  'seniorSchoolYears',
  'childOrder',
  'disabilityCertificate',
  'asksFor',
] as const
const RANK = { not: 0, unknown: 1, entitled: 2 } as const

describe('decideEntitlement', () => {
  it('CN-663:10.3 中止的居住证从不比有效的多给', () => {
    fc.assert(
      fc.property(anyCity, anyFacts, anyDay, (city, facts, asOf) => {
        const inForce = answersOf({ ...facts, permit: 'in-force' }, asOf, city)
        const suspended = answersOf({ ...facts, permit: 'suspended' }, asOf, city)
        const none = answersOf({ ...facts, permit: 'none' }, asOf, city)
        for (const [index, answer] of inForce.entries()) {
          assert.ok(RANK[suspended[index] ?? 'entitled'] <= RANK[answer])
          assert.ok(RANK[none[index] ?? 'entitled'] <= RANK[suspended[index] ?? 'not'])
        }
      }),
    )
  })
  it('多知道一个事实，不会把可以变成不清楚', () => {
    fc.assert(
      fc.property(
        anyCity,
        anyFacts,
        anyDay,
        fc.subarray([...OPTIONAL]),
        fc.boolean(),
        (city, all, asOf, left, without) => {
          const few = Object.fromEntries(
            Object.entries(all).filter(([key]) => !left.some((one) => one === key) && !(without && key === 'findings')),
          ) as EntitlementFacts
          const known = answersOf(all, asOf, city)
          for (const [index, answer] of answersOf(few, asOf, city).entries()) {
            if (answer === 'entitled') assert.notEqual(known[index], 'unknown')
            if (answer === 'not') assert.equal(known[index], 'not')
          }
        },
      ),
    )
  })
  it('没有一个答复没有理由', () => {
    fc.assert(
      fc.property(anyCity, anyFacts, anyDay, (city, facts, asOf) => {
        for (const { answer } of listEntitlements(facts, asOf, city)) assert.ok(reasonsOf(answer).length > 0)
      }),
    )
  })
  it('知道得越多，问得越少：答清楚所问的，就有结论', () => {
    const facts: EntitlementFacts = { beneficiary: 'holder', permit: 'in-force', registered: true, residing: true }
    const told: EntitlementFacts = {
      ...facts,
      birthOn: day('1990-01-01'),
      employed: true,
      seniorSchoolYears: 3,
      childOrder: 1,
      disabilityCertificate: false,
      findings: Object.fromEntries(FINDINGS.map((finding) => [finding, true])),
    }
    for (const city of CITIES) {
      assert.ok(answersOf(facts, day('2018-08-01'), city).includes('unknown'))
      assert.ok(!answersOf(told, day('2018-08-01'), city).includes('unknown'))
    }
  })
  it('LH-2017-36:四.享有 不在居住期间，样样不可', () => {
    fc.assert(
      fc.property(anyCity, anyFacts, anyDay, (city, facts, asOf) => {
        assert.ok(answersOf({ ...facts, residing: false }, asOf, city).every((answer) => answer === 'not'))
      }),
    )
  })
  it('a key that the city does not have is a mistake, not a no', () => {
    const facts: EntitlementFacts = { beneficiary: 'holder', permit: 'in-force', registered: true, residing: true }
    assert.throws(() => decideEntitlement('police.hukuo', facts, day('2018-08-01'), linhe), /police\.hukuo/)
  })
  it('a permit not yet issued or ended is of no use', () => {
    assert.deepEqual((['not-yet', 'in-force', 'suspended', 'rests', 'ended', undefined] as const).map(permitUseOf), [
      'none',
      'in-force',
      'suspended',
      'rests',
      'none',
      'none',
    ])
  })
})

function answersOf(...args: Parameters<typeof listEntitlements>): readonly EntitlementAnswer['answer'][] {
  return listEntitlements(...args).map(({ answer }) => answer.answer)
}

function reasonsOf(answer: EntitlementAnswer): readonly unknown[] {
  if (answer.answer === 'entitled') return answer.grounds
  return answer.answer === 'not' ? answer.refusals : answer.asks
}
