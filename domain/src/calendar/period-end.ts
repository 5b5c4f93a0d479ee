import { addDays, addMonths, type PlainDate } from '../kernel/plain-date.ts'
import type { DayPeriod, MonthPeriod } from '../policy/period.ts'
import { addWorkdays, nextWorkday, type Provisional, provisional, type WorkCalendar } from './work-calendar.ts'

/** The last day of a period: counted plainly, and prolonged when it falls on a rest day; marked when that is provisional. */
export type PeriodEnd = Provisional & { readonly plainOn: PlainDate; readonly extendedOn: PlainDate }

/**
 * The last day of a period that begins with the event on `from`.
 *
 * The day of the event is not counted (CC:201). A period of natural days whose last day is a rest day ends on the next
 * working day (CC:203) when the pack says so; a period of working days ends on one anyway.
 *
 * - 3 working days from Fri 2016-02-05: 2016-02-15, over the Spring Festival and a Sunday worked instead
 * - 3 days from 2016-02-05: plainly 02-08, prolonged to 02-14, the Sunday worked
 *
 * Readings taken: administrative periods follow the civil rule (I-024); over a year whose working days are not published
 * yet the plain week is counted and the end is provisional (I-105).
 */
export function periodEnd(
  from: PlainDate,
  period: DayPeriod,
  holidayExtends: boolean,
  calendar: WorkCalendar,
): PeriodEnd {
  if (period.unit === 'workday') {
    const on = addWorkdays(calendar, from, period.n)
    return { plainOn: on, extendedOn: on, ...provisional(calendar, from, on) }
  }
  const plainOn = addDays(from, period.n)
  if (!holidayExtends) return { plainOn, extendedOn: plainOn }
  const extendedOn = nextWorkday(calendar, plainOn)
  return { plainOn, extendedOn, ...provisional(calendar, addDays(plainOn, -1), extendedOn) }
}

/** The day `period` after `from`: the corresponding day of a later month (CC:202), or a number of days later. */
export function addPeriod(from: PlainDate, period: MonthPeriod, times = 1): PlainDate {
  return period.unit === 'month' ? addMonths(from, period.n * times) : addDays(from, period.n * times)
}
