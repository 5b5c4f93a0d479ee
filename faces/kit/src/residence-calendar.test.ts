import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type CalendarFacts, dayByKey, residenceCalendar, segmentDays } from './residence-calendar.ts'

const dayOn = (facts: CalendarFacts, on: string) =>
  residenceCalendar(facts)
    .flatMap(({ days }) => days)
    .find((day) => day.on === on)

/** Ms Zhang of the worked example: registered 2016-01-05, half a year on 2016-07-05, seen on 2016-03-20. */
const zhang: CalendarFacts = {
  segments: [
    { from: '2016-01-05', to: '2016-03-09', counts: true },
    { from: '2016-03-13', to: '2016-03-20', counts: true },
  ],
  periods: [],
  anniversaries: [],
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

describe('the permit below the days', () => {
  const held: CalendarFacts = {
    segments: [
      { from: '2016-01-05', to: '2018-07-16', counts: true },
      { from: '2018-07-17', to: '2018-07-31', counts: false },
      { from: '2018-08-01', to: '2018-08-01', counts: true },
    ],
    periods: [
      { kind: 'in-force', from: '2016-07-15', to: '2018-07-16' },
      { kind: 'window', from: '2018-06-15', to: '2018-07-16' },
      { kind: 'suspended', from: '2018-07-17', to: '2018-07-31' },
      { kind: 'in-force', from: '2018-08-01', to: '2019-08-01' },
      { kind: 'window', from: '2019-07-01', to: '2019-08-01' },
    ],
    anniversaries: ['2018-07-15', '2019-08-01'],
    asOf: '2018-08-01',
    residenceStart: '2016-01-20',
    eligibleFrom: '2016-07-05',
  }
  for (const [on, period, window] of [
    ['2016-07-14', -1, -1],
    ['2016-07-15', 0, -1],
    ['2018-06-14', 0, -1],
    ['2018-06-15', 0, 1],
    ['2018-07-16', 0, 1],
    ['2018-07-17', 2, -1],
    ['2018-07-31', 2, -1],
    ['2018-08-01', 3, -1],
    ['2019-08-01', 3, 4],
  ] as const) {
    it(`${on} lies in period ${period} and window ${window}`, () => {
      const found = dayOn(held, on)
      assert.deepEqual([found?.period, found?.window], [period, window])
    })
  }
  it('the picture goes on to the last day of the next window', () =>
    assert.equal(residenceCalendar(held).at(-1)?.month, '2019-08'))
  it('full years are marked', () => {
    assert.equal(dayOn(held, '2018-07-15')?.anniversary, true)
    assert.equal(dayOn(held, '2018-07-16')?.anniversary, false)
  })
  it('keys lead from day to day and stay inside the picture', () => {
    const months = residenceCalendar(held)
    const from = (on: string, key: string) => dayByKey(key, dayOn(held, on)?.on ?? raise(), months)
    assert.equal(from('2018-02-28', 'ArrowRight'), '2018-03-01')
    assert.equal(from('2018-03-01', 'ArrowLeft'), '2018-02-28')
    assert.equal(from('2018-01-31', 'ArrowDown'), '2018-02-28')
    assert.equal(from('2018-03-31', 'ArrowUp'), '2018-02-28')
    assert.equal(from('2016-01-01', 'ArrowLeft'), '2016-01-01')
    assert.equal(from('2016-01-20', 'End'), '2019-08-31')
    assert.equal(from('2016-01-20', 'x'), undefined)
  })
})

function raise(): never {
  throw new Error('no such day in the picture')
}

describe('days of a stretch', () => {
  it('both ends count', () => assert.equal(segmentDays({ from: '2016-01-05', to: '2016-01-05' }, '2016-03-20'), 1))
  it('one that reaches beyond the day asked ends there', () =>
    assert.equal(segmentDays({ from: '2016-03-13', to: '2016-04-30' }, '2016-03-20'), 8))
})
