import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadCalendar } from './load-calendar.ts'
import { workDaysOf } from './work-days.ts'

const days = workDaysOf(loadCalendar())
const rowOf = (day: string) => {
  const found = days.find((row) => row.day === day)
  if (found === undefined) throw new Error(`No row for ${day}`)
  return found
}

describe('workDaysOf', () => {
  for (const [day, kind, nextWorkingOn] of [
    ['2016-02-05', 'working', '2016-02-05'],
    ['2016-02-08', 'holiday', '2016-02-14'],
    ['2016-02-14', 'working', '2016-02-14'],
    ['2016-02-20', 'rest', '2016-02-22'],
    ['2016-10-08', 'working', '2016-10-08'],
    ['2017-01-27', 'holiday', '2017-02-03'],
  ] as const) {
    it(`${day}: ${kind}, next worked ${nextWorkingOn}`, () => {
      const row = rowOf(day)
      assert.deepEqual([row.kind, row.nextWorkingOn, row.published], [kind, nextWorkingOn, true])
    })
  }
  it('the third working day after Fri 2016-02-05 is 2016-02-15, by its number', () => {
    const wanted = rowOf('2016-02-05').workedUpTo + 3
    assert.equal(days.find((row) => row.workedUpTo === wanted && row.kind === 'working')?.day, '2016-02-15')
  })
  it('a year without its notice has the plain week and says so; no day is missing', () => {
    assert.deepEqual([rowOf('2031-10-01').kind, rowOf('2031-10-01').published], ['working', false])
    assert.deepEqual([rowOf('1998-10-01').kind, rowOf('1998-10-01').published], ['working', true], 'before those held')
    assert.equal(days.length, new Set(days.map(({ day }) => day)).size)
    assert.equal((Date.parse(days.at(-1)?.day ?? '') - Date.parse(days[0]?.day ?? '')) / 86_400_000 + 1, days.length)
  })
})
