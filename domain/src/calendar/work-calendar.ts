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

/**
 * The published working days (工作日), year by year. A year that is not in it is unknown: days in it are counted by the plain
 * week and are provisional (暂定), see {@link provisional}.
 */
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

/** Whether `day` is worked: weekdays that are no rest day, and weekend days worked instead (调休上班). */
export function isWorkday(calendar: WorkCalendar, day: PlainDate): boolean {
  const year = calendar.get(yearOf(day))
  if (year?.workedWeekends.has(day) === true) return true
  return dayOfWeek(day) <= 5 && year?.restDays.has(day) !== true
}

/** The mark of a day that was counted over a year without published working days; absent when the day is certain. */
export type Provisional = { readonly provisionalYear?: number }

/**
 * Tells whether a day that was counted in working days from `after` up to and with `on` is only provisional (暂定), and which
 * year has to be published first. Whoever counts working days says this beside the result: a statutory day is never
 * guessed silently (I-105).
 *
 * With the calendars up to 2026: 5 working days from 2026-12-23 end on 2026-12-30, certain; from 2026-12-30 they end on
 * 2027-01-06 by the plain week, provisional until the calendar of 2027 is held. Years before the first one held wait for no
 * notice: what ended in them ended long ago, on this working day or on that.
 */
export function provisional(calendar: WorkCalendar, after: PlainDate, on: PlainDate): Provisional {
  if (on <= after) return {}
  for (let year = yearOf(addDays(after, 1)); year <= yearOf(on); year += 1) {
    if (!calendar.has(year) && year > Math.min(...calendar.keys())) return { provisionalYear: year }
  }
  return {}
}

/** `day` itself when it is worked, else the first working day after it (CC:203). See {@link provisional}. */
export function nextWorkday(calendar: WorkCalendar, day: PlainDate): PlainDate {
  let candidate = day
  while (!isWorkday(calendar, candidate)) candidate = addDays(candidate, 1)
  return candidate
}

/** The `n`-th working day after `day`; `day` itself is not counted (CC:201). See {@link provisional}. */
export function addWorkdays(calendar: WorkCalendar, day: PlainDate, n: number): PlainDate {
  let candidate = day
  for (let left = n; left > 0; left -= 1) candidate = nextWorkday(calendar, addDays(candidate, 1))
  return candidate
}

function yearOf(day: PlainDate): number {
  return Number(day.slice(0, 4))
}
