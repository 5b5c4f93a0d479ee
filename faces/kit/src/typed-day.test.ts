import assert from 'node:assert/strict'
import { it } from 'node:test'
import { typedDay } from './typed-day.ts'

const ROWS: readonly (readonly [string, string | undefined])[] = [
  ['20160105', '2016-01-05'],
  ['2016-1-5', '2016-01-05'],
  ['2016.01.05', '2016-01-05'],
  ['2016/1/5', '2016-01-05'],
  ['2016年1月5日', '2016-01-05'],
  [' 2016-01-05 ', '2016-01-05'],
  ['0105', '2017-01-05'],
  ['1-5', '2017-01-05'],
  ['20160229', '2016-02-29'],
  ['20170229', undefined],
  ['0229', undefined],
  ['2016', undefined],
  ['', undefined],
  ['昨天', undefined],
]
for (const [typed, day] of ROWS) {
  it(`${JSON.stringify(typed)} typed in 2017 is ${day ?? 'no day'}`, () => {
    assert.equal(typedDay(typed, '2017-04-24'), day)
  })
}
