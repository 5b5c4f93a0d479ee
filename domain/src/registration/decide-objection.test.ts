import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { day } from '../../test/day.ts'
import { calendarThrough, FOSHAN } from '../../test/held-law.ts'
import { decideObjection } from './decide-objection.ts'

/** The years published when these cases were written; a later notice does not change them. */
const CALENDAR = calendarThrough(2026)

const objected = (since: string, on: string) =>
  decideObjection({ state: 'cancelled-untrue', since: day(since) }, day(on), FOSHAN, CALENDAR)

describe('decideObjection', () => {
  it('1月8日告知，十五日满在星期六，顺延到1月25日；次日太迟', () => {
    const inTime = objected('2016-01-08', '2016-01-25')
    assert.ok(inTime.ok)
    assert.deepEqual(inTime.value, { lastDayOn: '2016-01-25' })
    const late = objected('2016-01-08', '2016-01-26')
    assert.ok(!late.ok)
    assert.deepEqual(
      late.refusals.map(({ code, facts }) => ({ code, facts })),
      [{ code: 'registration.objection-too-late', facts: { lastDayOn: '2016-01-25', objectedOn: '2016-01-26' } }],
    )
  })
  it('nobody is turned away by a day of a year that is not published; the year is named', () => {
    const inTime = objected('2027-01-20', '2027-02-04')
    assert.ok(inTime.ok)
    assert.deepEqual(inTime.value, { lastDayOn: '2027-02-04', provisionalYear: 2027 })
    const waits = objected('2027-01-20', '2027-02-05')
    assert.ok(!waits.ok)
    assert.deepEqual(
      waits.refusals.map(({ code, facts }) => ({ code, facts })),
      [{ code: 'calendar.year-not-published', facts: { year: 2027, lastDayOn: '2027-02-04' } }],
    )
  })
})
