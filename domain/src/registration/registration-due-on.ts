import { type PeriodEnd, periodEnd } from '../calendar/period-end.ts'
import type { WorkCalendar } from '../calendar/work-calendar.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'

export type RegistrationPeriodPolicy = Pick<
  Pack['registration'],
  'dueAfterArrival' | 'dueAfterChange' | 'dueAfterLeaving' | 'holidayExtends'
>
export type RegistrationDuty = 'arrival' | 'change' | 'leaving'

/**
 * The last day to declare residence (申报居住登记), a change of address, or a departure.
 *
 * Foshan gives three working days for each (FM-2014:19); Linhe gives three days from arrival (LH-2017-36:四.申报) and names
 * no period for the rest (I-033). Coming late never bars registration; it is only recorded.
 *
 * - arrived Fri 2016-02-05: Foshan 2016-02-15; Linhe plainly 02-08, prolonged over the Spring Festival to 02-14
 * - arrived Fri 2016-01-08: Foshan 2016-01-13; Linhe 2016-01-11
 *
 * Reading taken: a last day that is a rest day gives way (I-024).
 *
 * @param since - the day of arriving, moving in or leaving; itself not counted
 */
export function registrationDueOn(
  duty: RegistrationDuty,
  since: PlainDate,
  policy: RegistrationPeriodPolicy,
  calendar: WorkCalendar,
): PeriodEnd {
  const period = { arrival: policy.dueAfterArrival, change: policy.dueAfterChange, leaving: policy.dueAfterLeaving }[
    duty
  ]
  return periodEnd(since, period.value, policy.holidayExtends.value, calendar)
}
