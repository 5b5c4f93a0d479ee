import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { anyDay, day } from '../../test/day.ts'
import { CALENDAR, FOSHAN, LINHE } from '../../test/held-law.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { PermitFacts } from './permit-facts.ts'
import { type PermitPeriod, permitPeriods } from './permit-periods.ts'

const foshan = { packs: [FOSHAN], calendar: CALENDAR }
const linhe = { packs: [LINHE], calendar: CALENDAR }

const permit = (issuedOn: PlainDate, ...endorsedOn: readonly PlainDate[]): PermitFacts => ({
  permitId: 'p',
  issuedOn,
  issuedIn: '440604',
  endorsements: endorsedOn.map((on) => ({ acceptedOn: on, completedOn: on })),
  moves: [],
  cards: [],
})
const zhang = permit(day('2016-07-15'), day('2017-07-01'), day('2018-08-01'))
const spans = (periods: readonly PermitPeriod[], kind: PermitPeriod['kind']) =>
  periods.filter((period) => period.kind === kind).map(({ from, to }) => `${from} ${to}`)

describe('a permit stretch by stretch', () => {
  it('张秀兰 on 2018-08-01: years, windows and the fifteen suspended days', () => {
    const periods = permitPeriods(zhang, day('2018-08-01'), foshan)
    assert.deepEqual(spans(periods, 'in-force'), [
      '2016-07-15 2017-07-14',
      '2017-07-15 2018-07-16',
      '2018-08-01 2019-08-01',
    ])
    assert.deepEqual(spans(periods, 'window'), [
      '2017-06-15 2017-07-17',
      '2018-06-15 2018-07-16',
      '2019-07-01 2019-08-01',
    ])
    assert.deepEqual(spans(periods, 'suspended'), ['2018-07-17 2018-07-31'])
  })
  it('the day before: suspended up to the day asked, and nothing is promised beyond it', () => {
    const periods = permitPeriods(zhang, day('2018-07-31'), foshan)
    assert.deepEqual(spans(periods, 'suspended'), ['2018-07-17 2018-07-31'])
    assert.equal(spans(periods, 'in-force').at(-1), '2017-07-15 2018-07-16')
  })
  it('Linhe opens 30 days before: issued 2016-01-15 from 12-16, over the Sunday to 01-16', () => {
    assert.deepEqual(spans(permitPeriods(permit(day('2016-01-15')), day('2016-06-01'), linhe), 'window'), [
      '2016-12-16 2017-01-16',
    ])
  })
  it('a year that nobody endorsed yet is no year of its own: over the Sunday to the Monday', () => {
    assert.deepEqual(spans(permitPeriods(permit(day('2016-07-15')), day('2016-08-01'), foshan), 'in-force'), [
      '2016-07-15 2017-07-17',
    ])
  })
  it('LH-2017-36:三.二(3) moved to another county: a permit year begins on the day of the change', () => {
    const moved = {
      ...permit(day('2017-04-24')),
      moves: [{ movedOn: day('2017-11-15'), from: '150802', to: '150821', registeredOn: day('2017-11-15') }],
    }
    assert.deepEqual(spans(permitPeriods(moved, day('2017-12-01'), linhe), 'in-force'), [
      '2017-04-24 2017-11-14',
      '2017-11-15 2018-11-15',
    ])
  })
  it('CC:202 issued on 29 February: years begin on 28 February, and on the 29th again', () => {
    const endorsed = ['2017-02-20', '2018-02-20', '2019-02-20', '2020-02-20', '2021-02-20'].map(day)
    assert.deepEqual(
      spans(permitPeriods(permit(day('2016-02-29'), ...endorsed), day('2021-03-10'), foshan), 'in-force').map((span) =>
        span.slice(0, 10),
      ),
      ['2016-02-29', '2017-02-28', '2018-02-28', '2019-02-28', '2020-02-29', '2021-02-28'],
    )
  })
  it('not issued yet, nothing to tell', () => {
    assert.deepEqual(permitPeriods(zhang, day('2016-07-14'), foshan), [])
  })
  it('one that ended has no days after its end', () => {
    const ended = { ...zhang, ended: { endedOn: day('2017-03-02'), reason: 'local-hukou' as const } }
    const periods = permitPeriods(ended, day('2017-06-01'), foshan)
    assert.deepEqual(spans(periods, 'in-force'), ['2016-07-15 2017-03-01'])
    assert.deepEqual(spans(periods, 'window'), [])
  })
  it('every day from the issue to the day asked is either in force or suspended, and never both', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.array(fc.integer({ min: 1, max: 1500 }), { maxLength: 4 }),
        fc.integer({ min: 0, max: 1500 }),
        (issuedOn, after, asked) => {
          const facts = permit(issuedOn, ...new Set(after.map((days) => addDays(issuedOn, days))))
          const asOf = addDays(issuedOn, asked)
          const periods = permitPeriods(facts, asOf, foshan).filter(({ kind }) => kind !== 'window')
          const days = periods.flatMap(({ from, to }) => daysOf(from, to < asOf ? to : asOf))
          assert.equal(new Set(days).size, days.length, 'a day is told twice')
          assert.equal(days.length, asked + 1)
        },
      ),
      { numRuns: 60 },
    )
  })
})

function daysOf(from: PlainDate, to: PlainDate): readonly PlainDate[] {
  const days: PlainDate[] = []
  for (let on = from; on <= to; on = addDays(on, 1)) days.push(on)
  return days
}
