import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyDay, day } from '../../test/day.ts'
import { POINTS, readYaml } from '../../test/held-law.ts'
import { addDays } from '../kernel/plain-date.ts'
import { findPointsPackInForce, INSURANCES, parsePointsPack } from '../policy/points-policy.ts'
import { comparePoints, type RankedPoints } from './compare-points.ts'
import { permitTime } from './permit-time.ts'
import { pointsRound } from './points-round.ts'
import { type PointsFacts, scorePoints } from './score-points.ts'

const months = fc.integer({ min: 0, max: 400 })
const anyFacts: fc.Arbitrary<PointsFacts> = fc.record({
  insurance: fc.array(fc.record({ kind: fc.constantFrom(...INSURANCES), months, localMonths: months }), {
    maxLength: 5,
  }),
  ownHome: fc.boolean(),
  permitSpans: fc.array(fc.record({ from: anyDay }), { maxLength: 2 }),
})
const few = fc.integer({ min: 0, max: 3 })
const anyRanked: fc.Arbitrary<RankedPoints> = fc
  .record({ personal: few, insurance: few, residence: few, later: few })
  .map(({ later, ...groups }) => ({
    ...groups,
    total: groups.personal + groups.insurance + groups.residence,
    appliedOn: addDays(day('2018-05-01'), later),
  }))

describe('permitTime', () => {
  it('FP-2016:19(5) 中断几天，晚几天满年', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 400 }), fc.integer({ min: 400, max: 4000 }), (from, gap, days) => {
        const until = addDays(from, 100)
        const on = addDays(from, days + gap)
        const broken = permitTime([{ from, until }, { from: addDays(until, gap) }], on)
        const whole = permitTime([{ from }], on)
        assert.equal(broken?.gapDays, gap)
        assert.equal(broken.countedFrom, addDays(from, gap))
        assert.ok(broken.fullYears <= (whole?.fullYears ?? 0))
      }),
    )
  })
  it('先后次序不影响结果', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ from: anyDay, until: anyDay })), anyDay, (spans, on) => {
        const held = spans.filter(({ from, until }) => from <= until)
        assert.deepEqual(permitTime(held, on)?.countedFrom, permitTime(held.toReversed(), on)?.countedFrom)
      }),
    )
  })
  it('还没有居住证，没有年限', () =>
    assert.equal(permitTime([{ from: day('2018-01-02') }], day('2018-01-01')), undefined))
})

describe('scorePoints', () => {
  it('FP-2016:计分.社会保险 多缴一个月从不减分，两项上限各五十分', () => {
    fc.assert(
      fc.property(anyFacts, anyDay, (facts, on) => {
        const more = facts.insurance.map((one) => ({
          ...one,
          months: one.months + 1,
          localMonths: one.localMonths + 1,
        }))
        const now = scorePoints(facts, on, POINTS)
        assert.ok(scorePoints({ ...facts, insurance: more }, on, POINTS).total >= now.total)
        assert.ok(now.insurance <= POINTS.insurance.most.value + POINTS.insurance.localMost.value)
      }),
    )
  })
  it('总分是各行之和', () => {
    fc.assert(
      fc.property(anyFacts, anyDay, (facts, on) => {
        const { total, lines } = scorePoints(facts, on, POINTS)
        assert.equal(
          lines.reduce((sum, line) => sum + Number(line.facts['points']), 0),
          total,
        )
      }),
    )
  })
})

describe('comparePoints', () => {
  it('FP-2016:排名 是一个次序：反过来相反，可以传递', () => {
    fc.assert(
      fc.property(anyRanked, anyRanked, anyRanked, (a, b, c) => {
        assert.equal(Math.sign(comparePoints(a, b, POINTS)) + Math.sign(comparePoints(b, a, POINTS)), 0)
        if (comparePoints(a, b, POINTS) <= 0 && comparePoints(b, c, POINTS) <= 0) {
          assert.ok(comparePoints(a, c, POINTS) <= 0)
        }
      }),
    )
  })
})

describe('pointsRound', () => {
  it('积分入学的截止日从不早于申请日', () => {
    fc.assert(fc.property(anyDay, (on) => assert.ok(pointsRound('school', on, POINTS).countedOn >= on)))
  })
})

describe('findPointsPackInForce', () => {
  const later = parsePointsPack({
    ...(readYaml('points/foshan/2016-05-17.yaml') as object),
    id: 'foshan/2018-01-01',
    inForceFrom: '2018-01-01',
  })
  for (const [on, id] of [
    ['2016-05-16', undefined],
    ['2016-05-17', 'foshan/2016-05-17'],
    ['2017-12-31', 'foshan/2016-05-17'],
    ['2018-01-01', 'foshan/2018-01-01'],
  ] as const) {
    it(on, () => assert.equal(findPointsPackInForce([later, POINTS], 'foshan', day(on))?.id, id))
  }
  it('临河没有积分', () => assert.equal(findPointsPackInForce([POINTS], 'linhe', day('2018-01-01')), undefined))
  it('a key nobody reads is refused', () => {
    const misspelt = { ...(readYaml('points/foshan/2016-05-17.yaml') as object), leastpoints: 30 }
    assert.throws(() => parsePointsPack(misspelt), /leastpoints/)
  })
})
