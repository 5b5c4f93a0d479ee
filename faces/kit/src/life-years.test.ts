import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lifeYears } from './life-years.ts'

const why = { law: 'CN-663:2', key: 'residence.registered', facts: {}, zh: '', en: '' }
const zhang = {
  asOf: '2018-08-01',
  residing: true,
  eligibleFrom: '2016-07-05',
  segments: [
    { ...why, from: '2016-01-05', to: '2018-07-16', counts: true },
    { ...why, from: '2018-07-17', to: '2018-07-31', counts: false },
    { ...why, from: '2018-08-01', to: '2018-08-01', counts: true },
  ],
  permits: [
    {
      periods: [
        { ...why, kind: 'in-force' as const, from: '2016-07-15', to: '2018-07-16' },
        { ...why, kind: 'window' as const, from: '2017-06-15', to: '2017-07-17' },
        { ...why, kind: 'suspended' as const, from: '2018-07-17', to: '2018-07-31' },
      ],
    },
  ],
}

describe('a life in one row a year', () => {
  it('from the first registered day to the day asked', () =>
    assert.deepEqual(
      lifeYears(zhang).map(({ year, days }) => [year, days]),
      [
        [2016, 366],
        [2017, 365],
        [2018, 365],
      ],
    ))
  it('a stretch over a new year is cut in two, and no day is lost', () => {
    const [first, second] = lifeYears(zhang)
    assert.deepEqual(
      first?.residence.map(({ left, width }) => [left, width]),
      [[4, 362]],
    )
    assert.deepEqual(
      second?.residence.map(({ left, width }) => [left, width]),
      [[0, 365]],
    )
  })
  it('days that do not count, suspended days and the window are told apart', () => {
    const [, second, third] = lifeYears(zhang)
    assert.deepEqual(
      third?.residence.map(({ kind, from, to }) => [kind, from, to]),
      [
        ['counted', '2018-01-01', '2018-07-16'],
        ['not-counted', '2018-07-17', '2018-07-31'],
        ['counted', '2018-08-01', '2018-08-01'],
      ],
    )
    assert.deepEqual(
      second?.permit.map(({ kind }) => kind),
      ['in-force', 'window'],
    )
    assert.equal(third?.today, 212)
    assert.equal(second?.today, undefined)
  })
  it('what is still to wait reaches to the day before the first day for a permit', () => {
    const [year] = lifeYears({
      ...zhang,
      asOf: '2016-03-01',
      segments: [{ ...why, from: '2016-01-05', to: '2016-03-01', counts: true }],
      permits: [],
    })
    const waiting = year?.residence.find(({ kind }) => kind === 'waiting')
    assert.deepEqual([waiting?.from, waiting?.to], ['2016-03-02', '2016-07-04'])
  })
  it('a permit that is valid into a year to come draws that year, too', () => {
    const permits = [{ periods: [{ ...why, kind: 'window' as const, from: '2018-12-20', to: '2019-01-21' }] }]
    assert.deepEqual(
      lifeYears({ ...zhang, permits }).map(({ year }) => year),
      [2016, 2017, 2018, 2019],
    )
  })
  it('nobody registered, nothing drawn', () => assert.deepEqual(lifeYears({ ...zhang, segments: [], permits: [] }), []))
})
