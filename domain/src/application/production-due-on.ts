import { type PeriodEnd, periodEnd } from '../calendar/period-end.ts'
import type { WorkCalendar } from '../calendar/work-calendar.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'

export type ProductionPolicy = Pack['production']

export type ProductionDue = PeriodEnd & {
  /** The utmost day, if rules of the city or the region prolonged the period. */
  readonly longestOn: PlainDate
}

/**
 * The last day to make and issue a permit (制作发放).
 *
 * 15 days from acceptance (CN-663:9.6, LH-2017-36:三.二). Visit, review, transfer and production all lie inside; nothing
 * stops the clock. Only rules of the city or the region may prolong it, to at most 30 days (CN-663:9.6); neither Foshan nor
 * Linhe has.
 *
 * - accepted 2016-01-04: 2016-01-19; utmost 2016-02-03
 * - accepted 2016-01-25: plainly 02-09, inside the Spring Festival, prolonged to 2016-02-14; utmost 02-24
 * - accepted 2016-12-17: plainly 2017-01-01, prolonged to 2017-01-03
 *
 * Alarms go by the plain day; the question "late or not" by the prolonged one (I-024).
 */
export function productionDueOn(
  acceptedOn: PlainDate,
  policy: ProductionPolicy,
  calendar: WorkCalendar,
): ProductionDue {
  const { days, longestDays, holidayExtends } = policy
  const end = periodEnd(acceptedOn, { n: days.value, unit: 'day' }, holidayExtends.value, calendar)
  return { ...end, longestOn: addDays(acceptedOn, longestDays.value) }
}

export type ProductionProgress = {
  /** The card lay ready for the person and they were told. */
  readonly notifiedOn?: PlainDate
  readonly handedOverOn?: PlainDate
}

/**
 * The day on which the clock stopped; undefined while it runs.
 *
 * The text says issued (发放) within 15 days (LH-2017-36:三.二). Issued is a card that was handed over, or one that lies ready
 * while its owner knows; whether they fetch it is not the office's doing (I-006).
 *
 * - told 2016-07-18, fetched 2016-08-03: stopped 2016-07-18
 */
export function productionStoppedOn(progress: ProductionProgress, policy: ProductionPolicy): PlainDate | undefined {
  const { notifiedOn, handedOverOn } = progress
  if (policy.clockStops.value === 'handed-over' || notifiedOn === undefined) return handedOverOn
  return handedOverOn !== undefined && handedOverOn < notifiedOn ? handedOverOn : notifiedOn
}

/** Whether the permit came late, or is late on `asOf` while the clock still runs. The last day itself is in time. */
export function isProductionLate(due: ProductionDue, stoppedOn: PlainDate | undefined, asOf: PlainDate): boolean {
  return (stoppedOn ?? asOf) > due.extendedOn
}
