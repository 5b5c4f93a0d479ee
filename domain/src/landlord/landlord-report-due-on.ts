import { type PeriodEnd, periodEnd } from '../calendar/period-end.ts'
import type { WorkCalendar } from '../calendar/work-calendar.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { LandlordPolicy } from '../policy/landlord-policy.ts'

/** A letting (出租), with a contract or without; or a change or end of one. */
export type LettingEvent =
  | { readonly kind: 'let'; readonly contractOn?: PlainDate; readonly movedInOn: PlainDate }
  | { readonly kind: 'changed'; readonly changedOn: PlainDate }

/**
 * The last day on which a letting, or its change or end, is reported; null where the city's text does not ask.
 *
 * Foshan gives three working days from the contract, or from moving in where there is none, and three for changes and ends
 * (FM-2014:28, FM-2014:30). Linhe's document names no report of landlords.
 *
 * - moved in 2016-01-04 without a contract: 2016-01-07
 * - contract of Fri 2016-02-05, moved in 2016-02-20: 2016-02-15, counted from the contract
 * - no contract, moved in 2016-02-05: 2016-02-15
 *
 * Reading taken: a contract counts even when people moved in before it was signed (I-070).
 */
export function landlordReportDueOn(
  event: LettingEvent,
  policy: Pick<LandlordPolicy, 'reportAfterLetting' | 'reportAfterChange' | 'holidayExtends'>,
  calendar: WorkCalendar,
): PeriodEnd | null {
  const period = event.kind === 'let' ? policy.reportAfterLetting.value : policy.reportAfterChange.value
  if (period === null) return null
  const from = event.kind === 'let' ? (event.contractOn ?? event.movedInOn) : event.changedOn
  return periodEnd(from, period, policy.holidayExtends.value, calendar)
}
