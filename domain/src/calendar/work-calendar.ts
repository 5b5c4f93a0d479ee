import { z } from 'zod'

import { addDays, dayOfWeek, type PlainDate } from '../kernel/plain-date.ts'
import { clauseRef, plainDate } from '../policy/sourced.ts'

const calendarYear = z.strictObject({
  year: z.number().int(),
  law: clauseRef,
  restDays: z.array(plainDate),
  workedWeekends: z.array(plainDate),
})

type CalendarYear = { readonly restDays: ReadonlySet<PlainDate>; readonly workedWeekends: ReadonlySet<PlainDate> }

/** The published working days (工作日), year by year. A year that is not in it is unknown, not ordinary. */
export type WorkCalendar = ReadonlyMap<number, CalendarYear>

/**
 * A calendar from the year files of `law/calendars`.
 *
 * @throws ZodError when a file has another shape; RangeError when a day stands in the file of another year or a year
 *   comes twice.
 */
export function parseWorkCalendar(years: readonly unknown[]): WorkCalendar {
  const calendar = new Map<number, CalendarYear>()
  for (const input of years) {
    const { year, restDays, workedWeekends } = calendarYear.parse(input)
    const stray = [...restDays, ...workedWeekends].find((day) => yearOf(day) !== year)
    if (stray !== undefined) throw new RangeError(`${stray} stands in the calendar of ${year}`)
    if (calendar.has(year)) throw new RangeError(`The calendar of ${year} comes twice`)
    calendar.set(year, { restDays: new Set(restDays), workedWeekends: new Set(workedWeekends) })
  }
  return calendar
}

/**
 * Whether `day` is worked: weekdays that are no rest day, and weekend days worked instead (调休上班).
 *
 * @throws RangeError when the calendar of that year is not held: a statutory day is never guessed.
 */
export function isWorkday(calendar: WorkCalendar, day: PlainDate): boolean {
  const year = calendar.get(yearOf(day))
  if (year === undefined) {
    const name = yearOf(day)
    throw new RangeError(
      `No working-day calendar for ${name}: add the published holiday notice as law/calendars/${name}.yaml`,
    )
  }
  if (year.workedWeekends.has(day)) return true
  return dayOfWeek(day) <= 5 && !year.restDays.has(day)
}

/** `day` itself when it is worked, else the first working day after it (CC:203). @throws as {@link isWorkday}. */
export function nextWorkday(calendar: WorkCalendar, day: PlainDate): PlainDate {
  let candidate = day
  while (!isWorkday(calendar, candidate)) candidate = addDays(candidate, 1)
  return candidate
}

/** The `n`-th working day after `day`; `day` itself is not counted (CC:201). @throws as {@link isWorkday}. */
export function addWorkdays(calendar: WorkCalendar, day: PlainDate, n: number): PlainDate {
  let candidate = day
  for (let left = n; left > 0; left -= 1) candidate = nextWorkday(calendar, addDays(candidate, 1))
  return candidate
}

function yearOf(day: PlainDate): number {
  return Number(day.slice(0, 4))
}
