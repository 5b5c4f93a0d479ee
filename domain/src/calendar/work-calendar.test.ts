import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyDay, day } from '../../test/day.ts'
import { calendarThrough } from '../../test/held-law.ts'
import { addDays } from '../kernel/plain-date.ts'
import { addWorkdays, isWorkday, nextWorkday, parseWorkCalendar, provisional } from './work-calendar.ts'

/** The years published when these cases were written; a later notice does not change them. */
const CALENDAR = calendarThrough(2026)

describe('isWorkday', () => {
  for (const [text, worked, why] of [
    ['2016-02-05', true, 'an ordinary Friday'],
    ['2016-02-06', true, 'a Saturday worked before the Spring Festival'],
    ['2016-02-08', false, 'a Monday of the Spring Festival'],
    ['2016-02-14', true, 'a Sunday worked instead'],
    ['2016-02-20', false, 'an ordinary Saturday'],
    ['2016-10-08', true, 'a Saturday worked after National Day'],
    ['2017-01-27', false, 'the eve of the Spring Festival'],
  ] as const) {
    it(`${text}: ${why}`, () => assert.equal(isWorkday(CALENDAR, day(text)), worked))
  }
  it('in a year that is not published the plain week is counted', () => {
    assert.equal(isWorkday(CALENDAR, day('2027-03-01')), true)
    assert.equal(isWorkday(CALENDAR, day('2027-02-28')), false)
    assert.equal(isWorkday(CALENDAR, day('2003-12-31')), true)
  })
})

describe('nextWorkday and addWorkdays', () => {
  it('nextWorkday is worked, not before the day, and only rest days lie between', () => {
    fc.assert(
      fc.property(anyDay, (from) => {
        const next = nextWorkday(CALENDAR, from)
        assert.ok(isWorkday(CALENDAR, next) && next >= from)
        for (let between = from; between < next; between = addDays(between, 1)) assert.ok(!isWorkday(CALENDAR, between))
      }),
    )
  })
  it('a later start never ends earlier, and one more day ends later', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 10 }), (from, n) => {
        const end = addWorkdays(CALENDAR, from, n)
        assert.ok(addWorkdays(CALENDAR, addDays(from, 1), n) >= end)
        assert.ok(addWorkdays(CALENDAR, from, n + 1) > end)
      }),
    )
  })
})

describe('provisional 暂定', () => {
  for (const [after, on, year] of [
    ['2026-12-23', '2026-12-30', undefined],
    ['2026-12-24', '2026-12-31', undefined],
    ['2026-12-25', '2027-01-01', 2027],
    ['2026-12-30', '2027-01-06', 2027],
    ['2026-12-31', '2027-01-01', 2027],
    ['2026-12-31', '2026-12-31', undefined],
    ['2027-01-04', '2028-01-04', 2027],
    ['1998-03-02', '1998-03-05', undefined],
    ['2003-12-30', '2003-12-31', undefined],
    ['2003-12-31', '2004-01-02', undefined],
  ] as const) {
    it(`after ${after} up to ${on}: ${year ?? 'certain'}`, () =>
      assert.deepEqual(provisional(CALENDAR, day(after), day(on)), year === undefined ? {} : { provisionalYear: year }))
  }
  it('a day counted in working days is marked exactly when it lies in a year that is not held', () => {
    const from = fc.integer({ min: 0, max: 3 * 365 }).map((n) => addDays(day('2025-01-01'), n))
    fc.assert(
      fc.property(from, fc.integer({ min: 1, max: 30 }), (after, n) => {
        const on = addWorkdays(CALENDAR, after, n)
        assert.equal(provisional(CALENDAR, after, on).provisionalYear !== undefined, on > '2026-12-31')
      }),
    )
  })
  it('once the year is held nothing is provisional, and days that the notice moves have moved', () => {
    const published = parseWorkCalendar([
      { year: 2026, law: 'HOLIDAYS:2026', restDays: [], workedWeekends: [] },
      { year: 2027, law: 'HOLIDAYS:2026', restDays: ['2027-01-01'], workedWeekends: ['2027-01-03'] },
    ])
    const on = addWorkdays(published, day('2026-12-30'), 5)
    assert.equal(on, '2027-01-06')
    assert.equal(addWorkdays(published, day('2026-12-30'), 2), '2027-01-03')
    assert.deepEqual(provisional(published, day('2026-12-30'), on), {})
  })
})

describe('parseWorkCalendar', () => {
  const year = { year: 2030, law: 'HOLIDAYS:2026', restDays: ['2030-01-01'], workedWeekends: [] }
  it('takes a year file', () => assert.ok(parseWorkCalendar([year]).has(2030)))
  it('refuses a day of another year', () => {
    assert.throws(
      () => parseWorkCalendar([{ ...year, restDays: ['2031-01-01'] }]),
      /2031-01-01 stands in the calendar of 2030/,
    )
  })
  it('refuses a year that comes twice', () => assert.throws(() => parseWorkCalendar([year, year]), /2030 comes twice/))
})
