import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyDay, day } from '../../test/day.ts'
import { CALENDAR, FOSHAN, LINHE } from '../../test/held-law.ts'
import { addDays } from '../kernel/plain-date.ts'
import { isProductionLate, productionDueOn, productionStoppedOn } from './production-due-on.ts'

describe('productionDueOn', () => {
  for (const [accepted, plain, extended, longest] of [
    ['2016-01-04', '2016-01-19', '2016-01-19', '2016-02-03'],
    ['2016-01-25', '2016-02-09', '2016-02-14', '2016-02-24'],
    ['2016-12-17', '2017-01-01', '2017-01-03', '2017-01-16'],
    ['2024-02-14', '2024-02-29', '2024-02-29', '2024-03-15'],
  ] as const) {
    it(`CN-663:9.6 ${accepted}受理，${extended}前制发`, () => {
      const due = { plainOn: plain, extendedOn: extended, longestOn: longest }
      assert.deepEqual(productionDueOn(day(accepted), FOSHAN.production, CALENDAR), due)
      assert.deepEqual(productionDueOn(day(accepted), LINHE.production, CALENDAR), due)
    })
  }
  it('accepted later is never due earlier', () => {
    fc.assert(
      fc.property(anyDay, (accepted) => {
        const due = productionDueOn(accepted, FOSHAN.production, CALENDAR)
        assert.ok(due.extendedOn >= due.plainOn && due.plainOn > accepted && due.longestOn >= due.plainOn)
        assert.ok(productionDueOn(addDays(accepted, 1), FOSHAN.production, CALENDAR).extendedOn >= due.extendedOn)
      }),
    )
  })
})

describe('productionStoppedOn', () => {
  const { production } = LINHE
  const handedOverOnly = { ...production, clockStops: { ...production.clockStops, value: 'handed-over' as const } }
  const notifiedOn = day('2016-07-18')
  const handedOverOn = day('2016-08-03')
  it('runs while nothing happened', () => assert.equal(productionStoppedOn({}, production), undefined))
  it('stops when the person is told', () => {
    assert.equal(productionStoppedOn({ notifiedOn, handedOverOn }, production), notifiedOn)
    assert.equal(productionStoppedOn({ notifiedOn }, production), notifiedOn)
  })
  it('or when the card is fetched before', () => {
    assert.equal(productionStoppedOn({ notifiedOn: handedOverOn, handedOverOn: notifiedOn }, production), notifiedOn)
  })
  it('a city may count to the hand-over alone', () => {
    assert.equal(productionStoppedOn({ notifiedOn }, handedOverOnly), undefined)
    assert.equal(productionStoppedOn({ notifiedOn, handedOverOn }, handedOverOnly), handedOverOn)
  })
})

describe('isProductionLate', () => {
  const due = productionDueOn(day('2016-07-05'), FOSHAN.production, CALENDAR)
  it('the fifteenth day is in time, the sixteenth late', () => {
    assert.equal(isProductionLate(due, undefined, day('2016-07-20')), false)
    assert.equal(isProductionLate(due, undefined, day('2016-07-21')), true)
  })
  it('once stopped it does not become late', () => {
    assert.equal(isProductionLate(due, day('2016-07-20'), day('2017-01-01')), false)
  })
})
