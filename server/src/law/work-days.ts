import { isWorkday, type WorkCalendar } from '@anju/domain/calendar/work-calendar.ts'
import { addDays, parsePlainDate, type PlainDate } from '@anju/domain/kernel/plain-date.ts'

/** One day of the table of working days (工作日), as sets of rows are judged by it. */
export type WorkDay = {
  readonly day: PlainDate
  readonly kind: 'working' | 'rest' | 'holiday'
  /** Whether the yearly notice of its year is held, or lies before those held; else what is counted over the day is provisional (I-105). */
  readonly published: boolean
  /** Working days from the first day of the table up to and with this one. */
  readonly workedUpTo: number
  /** The day itself or the first working day after it. */
  readonly nextWorkingOn: PlainDate
}

/** Years around the published ones that are listed by the plain week: old permits reach back, deadlines ahead. */
const YEARS_BEFORE = 14
const YEARS_AHEAD = 10

/**
 * Every day that a set-based rule may meet. Made from the calendar that the functions of the law use, so both count the
 * same days.
 */
export function workDaysOf(calendar: WorkCalendar): readonly WorkDay[] {
  const years = [...calendar.keys()].toSorted((a, b) => a - b)
  const [first, last] = [years[0], years.at(-1)]
  if (first === undefined || last === undefined) return []
  const end = parsePlainDate(`${last + YEARS_AHEAD}-12-31`)
  const days: Omit<WorkDay, 'nextWorkingOn'>[] = []
  let worked = 0
  for (let day = parsePlainDate(`${first - YEARS_BEFORE}-01-01`); day <= end; day = addDays(day, 1)) {
    const year = calendar.get(Number(day.slice(0, 4)))
    const isWorked = isWorkday(calendar, day)
    if (isWorked) worked += 1
    const kind = isWorked ? 'working' : year?.restDays.has(day) === true ? 'holiday' : 'rest'
    const published = year !== undefined || Number(day.slice(0, 4)) < first
    days.push({ day, kind, published, workedUpTo: worked })
  }
  let next = addDays(end, 1)
  while (!isWorkday(calendar, next)) next = addDays(next, 1)
  return days
    .toReversed()
    .map((row): WorkDay => {
      if (row.kind === 'working') next = row.day
      return { ...row, nextWorkingOn: next }
    })
    .toReversed()
}
