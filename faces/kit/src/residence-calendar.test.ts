import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type CalendarFacts, residenceCalendar, segmentDays } from './residence-calendar.ts'

const dayOn = (facts: CalendarFacts, on: string) =>
  residenceCalendar(facts)
    .flatMap(({ days }) => days)
    .find((day) => day.on === on)

/** Ms Zhang of the worked example: registered 2016-01-05, half a year on 2016-07-05, seen on 2016-03-20. */
const zhang: CalendarFacts = {
  segments: [
    { from: '2016-01-05', to: '2016-03-09', counts: true },
    { from: '2016-03-13', to: null, counts: true },
  ],
  asOf: '2016-03-20',
  residenceStart: '2016-01-05',
  eligibleFrom: '2016-07-05',
}

describe('residence day by day 居住明细', () => {
  it('a row for each month from the first day to the first day for a permit', () => {
    assert.deepEqual(
      residenceCalendar(zhang).map(({ month }) => month),
      ['2016-01', '2016-02', '2016-03', '2016-04', '2016-05', '2016-06', '2016-07'],
    )
  })
  it('a leap February has 29 days', () => assert.equal(residenceCalendar(zhang)[1]?.days.length, 29))
  for (const [on, kind] of [
    ['2016-01-04', 'before'],
    ['2016-01-05', 'counted'],
    ['2016-03-09', 'counted'],
    ['2016-03-10', 'gap'],
    ['2016-03-12', 'gap'],
    ['2016-03-13', 'counted'],
    ['2016-03-20', 'counted'],
    ['2016-03-21', 'waiting'],
    ['2016-07-04', 'waiting'],
    ['2016-07-05', 'ahead'],
  ] as const) {
    it(`${on} is ${kind}`, () => assert.equal(dayOn(zhang, on)?.kind, kind))
  }
  it('marks today, the start and the first day for a permit, each once', () => {
    const days = residenceCalendar(zhang).flatMap((month) => month.days)
    assert.deepEqual(
      days.filter((day) => day.today).map(({ on }) => on),
      ['2016-03-20'],
    )
    assert.deepEqual(
      days.filter((day) => day.start).map(({ on }) => on),
      ['2016-01-05'],
    )
    assert.deepEqual(
      days.filter((day) => day.eligible).map(({ on }) => on),
      ['2016-07-05'],
    )
  })
  it('time that does not count is told apart', () => {
    const broken = { ...zhang, segments: [{ from: '2015-11-02', to: '2015-12-10', counts: false }, ...zhang.segments] }
    assert.equal(dayOn(broken, '2015-12-01')?.kind, 'not-counted')
    assert.equal(dayOn(broken, '2015-12-11')?.kind, 'gap')
  })
  it('nobody registered, nothing drawn', () => assert.deepEqual(residenceCalendar({ ...zhang, segments: [] }), []))
})

describe('days of a stretch', () => {
  it('both ends count', () =>
    assert.equal(segmentDays({ from: '2016-01-05', to: '2016-01-05', counts: true }, '2016-03-20'), 1))
  it('an open one ends today', () =>
    assert.equal(segmentDays({ from: '2016-03-13', to: null, counts: true }, '2016-03-20'), 8))
})
