import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { describe, it } from 'node:test'
import { isWorkday, parseWorkCalendar } from '@anju/domain/calendar/work-calendar.ts'
import { addDays, dayOfWeek, parsePlainDate, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { parse } from 'yaml'
import { z } from 'zod'
import { listFiles, readFile } from './repository.ts'

/** The maintained library that the calendars were made from. It is no part of the program: only this test asks it. */
const LIBRARY = 'chinese-days'
const library = findLibrary()

const calendar = parseWorkCalendar(
  listFiles()
    .filter((path) => /^law\/calendars\/\d{4}\.yaml$/.test(path))
    .map((path) => parse(readFile(path)) as unknown),
)

describe(
  'the working days against the maintained holiday library',
  { skip: library === undefined && notInstalled() },
  () => {
    for (const year of calendar.keys()) {
      it(`${year}: every day is worked here and there, or here and there not`, () => {
        const { isWorkday: isWorkdayThere } = library ?? assert.fail(notInstalled())
        // A year that the installed version does not know yet has no rest day in its weeks.
        if (year > 2026 && daysOf(year).every((day) => isWeekend(day) || isWorkdayThere(day))) return
        assert.deepEqual(
          daysOf(year).filter((day) => isWorkday(calendar, day) !== isWorkdayThere(day)),
          [],
        )
      })
    }
  },
)

it('days are told apart at all: the years hold rest days in the week and worked weekends', () => {
  const days = [...calendar.keys()].flatMap(daysOf)
  assert.ok(days.filter((day) => !isWorkday(calendar, day) && !isWeekend(day)).length > 150)
  assert.ok(days.filter((day) => isWorkday(calendar, day) && isWeekend(day)).length > 100)
})

function daysOf(year: number): readonly PlainDate[] {
  const first = parsePlainDate(`${year}-01-01`)
  return Array.from({ length: 366 }, (_, index) => addDays(first, index)).filter((day) => day.startsWith(String(year)))
}

function isWeekend(day: PlainDate): boolean {
  return dayOfWeek(day) > 5
}

/** By the ordinary look-up of packages, so that one beside the repository serves as well. */
function findLibrary(): { readonly isWorkday: (day: string) => boolean } | undefined {
  const require = createRequire(import.meta.url)
  try {
    const found: unknown = require(LIBRARY)
    return z
      .object({ isWorkday: z.custom<(day: string) => boolean>((value) => typeof value === 'function') })
      .parse(found)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}

function notInstalled(): string {
  return `${LIBRARY} is not installed`
}
