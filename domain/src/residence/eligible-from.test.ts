import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyDay, day } from '../../test/day.ts'
import { FOSHAN } from '../../test/held-law.ts'
import { addDays } from '../kernel/plain-date.ts'
import { eligibleFrom } from './eligible-from.ts'

const days183 = { ...FOSHAN.halfYear, value: { n: 183, unit: 'day' } } as const

describe('eligibleFrom', () => {
  for (const [start, months, days] of [
    ['2016-01-05', '2016-07-05', '2016-07-06'],
    ['2015-08-31', '2016-02-29', '2016-03-01'],
    ['2016-08-31', '2017-02-28', '2017-03-02'],
    ['2016-02-29', '2016-08-29', '2016-08-30'],
  ] as const) {
    it(`FG-2015:二.三(1) ${start}起，满半年${months}；按183天${days}`, () => {
      assert.equal(eligibleFrom(day(start), FOSHAN.halfYear), months)
      assert.equal(eligibleFrom(day(start), days183), days)
    })
  }
  it('a later start is never eligible earlier', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(FOSHAN.halfYear, days183), (start, policy) => {
        assert.ok(eligibleFrom(addDays(start, 1), policy) >= eligibleFrom(start, policy))
      }),
    )
  })
})
