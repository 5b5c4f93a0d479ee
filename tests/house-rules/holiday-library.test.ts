import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { isWorkday, parseWorkCalendar } from '@anju/domain/calendar/work-calendar.ts'
import { addDays, dayOfWeek, parsePlainDate, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { parse } from 'yaml'
import { z } from 'zod'
import { listFiles, readFile } from './repository.ts'

/**
 * The days of the maintained holiday library chinese-days (https://github.com/vsme/chinese-days, MIT), as its package ships
 * them: `dist/chinese-days.json`, byte for byte. Only this test reads them. When the library has a new year, its file is
 * put here in place of this one.
 */
const LIBRARY = new URL('chinese-days-1.5.7.json.gz', import.meta.url)
const days = z.record(z.string(), z.string())
const library = z
  .object({ holidays: days, workdays: days })
  .parse(JSON.parse(gunzipSync(readFileSync(LIBRARY)).toString('utf8')))
const YEARS = [...new Set(Object.keys(library.holidays).map((day) => Number(day.slice(0, 4))))].toSorted(
  (a, b) => a - b,
)

const calendar = parseWorkCalendar(
  listFiles()
    .filter((path) => /^law\/calendars\/\d{4}\.yaml$/.test(path))
    .map((path) => parse(readFile(path)) as unknown),
)

describe('the working days against the maintained holiday library', () => {
  it('it covers 2004 to 2026', () => {
    assert.deepEqual(
      YEARS,
      Array.from({ length: 23 }, (_, index) => 2004 + index),
    )
  })
  for (const year of YEARS) {
    it(`${year}: every day is worked here and there, or here and there not`, () => {
      assert.ok(calendar.has(year))
      assert.deepEqual(
        daysOf(year).filter((day) => isWorkday(calendar, day) !== isWorkedThere(day)),
        [],
      )
    })
  }
  it('a day that the library has otherwise is found (negative control)', () => {
    const shifted = new Map(calendar).set(2026, { restDays: new Set(), workedWeekends: new Set() })
    assert.ok(daysOf(2026).some((day) => isWorkday(shifted, day) !== isWorkedThere(day)))
  })
})

function isWorkedThere(day: PlainDate): boolean {
  return day in library.workdays || (dayOfWeek(day) <= 5 && !(day in library.holidays))
}

function daysOf(year: number): readonly PlainDate[] {
  const first = parsePlainDate(`${year}-01-01`)
  return Array.from({ length: 366 }, (_, index) => addDays(first, index)).filter((day) => day.startsWith(String(year)))
}
