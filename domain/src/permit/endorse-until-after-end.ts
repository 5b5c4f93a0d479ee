import { addPeriod } from '../calendar/period-end.ts'
import { nextWorkday, provisional, type WorkCalendar } from '../calendar/work-calendar.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'
import { LONGEST_REST_DAYS } from './permit-window.ts'

/**
 * Tells until when an endorsement is still in time after the end of a permit was taken back: as long as the window is (CN-663:10.2,
 * LH-2017-36:三.二(2)), from the day on which its holder could come again.
 *
 * - Foshan, taken back 2017-08-03: a month, to Sun 2017-09-03, so to Mon 09-04
 * - Linhe, the same: 30 days, to Sat 2017-09-02, so to Mon 09-04
 *
 * The day is told and kept, so where the working days of its year are not published yet the longest rest is allowed for (I-105).
 * Reading taken: no text gives these days (I-216).
 */
export function endorseUntilAfterEnd(
  takenBackOn: PlainDate,
  { permit: { endorsementOpens, holidayExtends } }: Pick<Pack, 'permit'>,
  calendar: WorkCalendar,
): PlainDate {
  const lastDay = addPeriod(takenBackOn, endorsementOpens.value)
  if (!holidayExtends.value) return lastDay
  const extended = nextWorkday(calendar, lastDay)
  const isProvisional = 'provisionalYear' in provisional(calendar, addDays(lastDay, -1), extended)
  return isProvisional ? addDays(lastDay, LONGEST_REST_DAYS) : extended
}
