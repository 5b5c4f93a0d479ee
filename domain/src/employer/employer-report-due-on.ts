import { type PeriodEnd, periodEnd } from '../calendar/period-end.ts'
import type { WorkCalendar } from '../calendar/work-calendar.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { EmployerPolicy } from '../policy/employer-policy.ts'

/** Signing or ending the labour relation (签订或者解除劳动关系). */
export type EmployerEvent = 'hired' | 'left'

/**
 * The last day on which an employer (用人单位) reports a new resident hired or gone.
 *
 * Foshan gives three working days for a hire and five for a leaver, to the station (FM-2014:26); Linhe five for each, to the
 * police station (LH-2017-36:四.报告). To whom stands in `workflow.reportRecipients.employer`.
 *
 * - hired Mon 2017-04-24: Foshan 2017-04-27; Linhe 2017-05-02, over the 1 May holiday
 * - hired Fri 2017-04-28: Foshan 2017-05-04; Linhe 2017-05-08
 * - left Fri 2016-12-30: 2017-01-09 in both
 *
 * @param on - the day of the event; itself not counted
 */
export function employerReportDueOn(
  event: EmployerEvent,
  on: PlainDate,
  policy: EmployerPolicy,
  calendar: WorkCalendar,
): PeriodEnd {
  const period = event === 'hired' ? policy.reportAfterHire : policy.reportAfterLeaving
  return periodEnd(on, period.value, policy.holidayExtends.value, calendar)
}
