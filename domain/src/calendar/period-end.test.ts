import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyDay, day } from '../../test/day.ts'
import { calendarThrough } from '../../test/held-law.ts'
import { addDays } from '../kernel/plain-date.ts'
import { addPeriod, periodEnd } from './period-end.ts'
import { isWorkday } from './work-calendar.ts'

/** The years published when these cases were written; a later notice does not change them. */
const CALENDAR = calendarThrough(2026)

const threeDays = { n: 3, unit: 'day' } as const
const threeWorkdays = { n: 3, unit: 'workday' } as const

describe('periodEnd', () => {
  it('CC:203 三日期满在春节，顺延到上班日；不顺延的口径保持原日', () => {
    const from = day('2016-02-05')
    assert.deepEqual(periodEnd(from, threeDays, true, CALENDAR), { plainOn: '2016-02-08', extendedOn: '2016-02-14' })
    assert.deepEqual(periodEnd(from, threeDays, false, CALENDAR), { plainOn: '2016-02-08', extendedOn: '2016-02-08' })
  })
  it('一段期间跨入尚未公布的年份，标明暂定；不跨的不标', () => {
    const fiveWorkdays = { n: 5, unit: 'workday' } as const
    assert.deepEqual(periodEnd(day('2026-12-30'), fiveWorkdays, true, CALENDAR), {
      plainOn: '2027-01-06',
      extendedOn: '2027-01-06',
      provisionalYear: 2027,
    })
    assert.deepEqual(periodEnd(day('2026-12-23'), fiveWorkdays, true, CALENDAR), {
      plainOn: '2026-12-30',
      extendedOn: '2026-12-30',
    })
    const fifteenDays = { n: 15, unit: 'day' } as const
    assert.deepEqual(periodEnd(day('2026-12-20'), fifteenDays, true, CALENDAR), {
      plainOn: '2027-01-04',
      extendedOn: '2027-01-04',
      provisionalYear: 2027,
    })
    assert.deepEqual(
      periodEnd(day('2026-12-20'), fifteenDays, false, CALENDAR),
      { plainOn: '2027-01-04', extendedOn: '2027-01-04' },
      'natural days that no rest day prolongs need no calendar',
    )
  })
  it('the prolonged day is worked and never before the plain one; later starts never end earlier', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(threeDays, threeWorkdays), (from, period) => {
        const { plainOn, extendedOn } = periodEnd(from, period, true, CALENDAR)
        assert.ok(extendedOn >= plainOn && isWorkday(CALENDAR, extendedOn))
        assert.ok(periodEnd(addDays(from, 1), period, true, CALENDAR).extendedOn >= extendedOn)
      }),
    )
  })
})

describe('addPeriod', () => {
  it('CC:202 月末夹取，回推亦然', () => {
    const month = { n: 1, unit: 'month' } as const
    assert.equal(addPeriod(day('2016-01-31'), month), '2016-02-29')
    assert.equal(addPeriod(day('2017-05-31'), month, -1), '2017-04-30')
    assert.equal(addPeriod(day('2017-05-31'), { n: 30, unit: 'day' }, -1), '2017-05-01')
  })
})
