import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyDay, day } from '../../test/day.ts'
import { calendarThrough, FOSHAN, LINHE } from '../../test/held-law.ts'
import { addDays } from '../kernel/plain-date.ts'
import { endorsementWindow } from './endorsement-window.ts'
import { anniversary, validThrough } from './validity.ts'

/** The years published when these cases were written; a later notice does not change them. */
const CALENDAR = calendarThrough(2026)

describe('anniversary', () => {
  it('CC:202 闰日不漂移', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5].map((n) => anniversary(day('2016-02-29'), n)),
      ['2017-02-28', '2018-02-28', '2019-02-28', '2020-02-29', '2021-02-28'],
    )
  })
  it('never drifts: month and day are those of the base, or the end of February', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (base, n) => {
        const on = anniversary(base, n)
        assert.equal(Number(on.slice(0, 4)), Number(base.slice(0, 4)) + n)
        const isClamped = base.endsWith('02-29') && !isLeap(on)
        assert.equal(on.slice(5), isClamped ? '02-28' : base.slice(5))
      }),
    )
  })
})

describe('endorsementWindow', () => {
  for (const [issued, full, foshan, linhe, last, suspended] of [
    ['2016-01-15', '2017-01-15', '2016-12-15', '2016-12-16', '2017-01-16', '2017-01-17'],
    ['2016-02-29', '2017-02-28', '2017-01-28', '2017-01-29', '2017-02-28', '2017-03-01'],
    ['2016-05-31', '2017-05-31', '2017-04-30', '2017-05-01', '2017-05-31', '2017-06-01'],
    ['2023-02-28', '2024-02-28', '2024-01-28', '2024-01-29', '2024-02-28', '2024-02-29'],
  ] as const) {
    it(`CN-663:10.2 ${issued}签发，佛山${foshan}起，临河${linhe}起，${last}止`, () => {
      const dates = { anniversaryOn: full, lastDayInTime: last, suspendedFrom: suspended }
      assert.deepEqual(endorsementWindow(day(issued), 0, FOSHAN.permit, CALENDAR), { ...dates, opensOn: foshan })
      assert.deepEqual(endorsementWindow(day(issued), 0, LINHE.permit, CALENDAR), { ...dates, opensOn: linhe })
    })
  }
  it('a full year in 2027 is provisional while its working days are not published; one in 2026 is not', () => {
    assert.equal(endorsementWindow(day('2026-02-06'), 0, FOSHAN.permit, CALENDAR).provisionalYear, 2027)
    assert.equal('provisionalYear' in endorsementWindow(day('2025-12-31'), 0, FOSHAN.permit, CALENDAR), false)
  })
  it('a city that leaves out the day of the full year ends a day earlier', () => {
    const permit = {
      ...FOSHAN.permit,
      anniversaryDayInWindow: { ...FOSHAN.permit.anniversaryDayInWindow, value: false },
    }
    assert.equal(endorsementWindow(day('2016-03-01'), 0, permit, CALENDAR).lastDayInTime, '2017-02-28')
  })
  it('opens before it closes, holds the day the permit ends, and a later issue is never due earlier', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(FOSHAN, LINHE), (issued, { permit }) => {
        const { opensOn, lastDayInTime, suspendedFrom } = endorsementWindow(issued, 0, permit, CALENDAR)
        const through = validThrough(issued, 0, permit)
        assert.ok(opensOn < through && through <= lastDayInTime && lastDayInTime < suspendedFrom)
        assert.ok(endorsementWindow(addDays(issued, 1), 0, permit, CALENDAR).lastDayInTime >= lastDayInTime)
      }),
    )
  })
})

function isLeap(on: string): boolean {
  const year = Number(on.slice(0, 4))
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}
