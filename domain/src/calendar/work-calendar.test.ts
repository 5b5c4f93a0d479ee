import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyDay, day } from '../../test/day.ts'
import { CALENDAR } from '../../test/held-law.ts'
import { addDays } from '../kernel/plain-date.ts'
import { addWorkdays, isWorkday, nextWorkday, parseWorkCalendar } from './work-calendar.ts'

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
  it('a year that is not published is never guessed', () => {
    assert.throws(() => isWorkday(CALENDAR, day('2027-03-01')), {
      name: 'RangeError',
      message: /2027.*law\/calendars\/2027\.yaml/,
    })
    assert.throws(() => addWorkdays(CALENDAR, day('2026-12-31'), 1), /2027/)
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
