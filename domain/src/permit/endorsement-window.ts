import { addPeriod } from '../calendar/period-end.ts'
import { nextWorkday, type Provisional, provisional, type WorkCalendar } from '../calendar/work-calendar.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'
import { validThrough } from './validity.ts'

/** The dates of one endorsement (签注). */
export type EndorsementWindow = Provisional & {
  readonly anniversaryOn: PlainDate
  readonly opensOn: PlainDate
  readonly lastDayInTime: PlainDate
  /** The first day on which the functions are suspended (使用功能中止) if nobody came. */
  readonly suspendedFrom: PlainDate
}

/**
 * Tells when the next endorsement is in time.
 *
 * The holder comes in the month before each full year (CN-663:10.2), in Linhe in the 30 days before it (LH-2017-36:三.二(2)).
 * Who does not is suspended until they come (CN-663:10.3).
 *
 * - issued 2016-05-31: opens 2017-04-30 in Foshan, 2017-05-01 in Linhe; in time to 2017-05-31; suspended from 2017-06-01
 * - issued 2016-01-15: the year is full on Sun 2017-01-15, so Mon 01-16 is still in time; suspended from 2017-01-17
 *
 * Readings taken: the day of the full year is in time (I-028), a rest day gives way (I-024), calendar from issue (I-040); in a
 * year whose working days are not published yet the last day is provisional (I-105).
 *
 * @param base - the issue day, or the day of the last late endorsement
 */
export function endorsementWindow(
  base: PlainDate,
  timesEndorsed: number,
  policy: Pack['permit'],
  calendar: WorkCalendar,
): EndorsementWindow {
  const anniversaryOn = validThrough(base, timesEndorsed, policy)
  const opensOn = addPeriod(anniversaryOn, policy.endorsementOpens.value, -1)
  const lastDay = policy.anniversaryDayInWindow.value ? anniversaryOn : addDays(anniversaryOn, -1)
  const lastDayInTime = policy.holidayExtends.value ? nextWorkday(calendar, lastDay) : lastDay
  const mark = policy.holidayExtends.value ? provisional(calendar, addDays(lastDay, -1), lastDayInTime) : {}
  return { anniversaryOn, opensOn, lastDayInTime, suspendedFrom: addDays(lastDayInTime, 1), ...mark }
}
