import { addPeriod } from '../calendar/period-end.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'

/**
 * The first day on which half a year (半年) of residence is reached.
 *
 * The permit is for those who have lived here half a year (CN-663:2), counted from the registration day (登记日期) and not
 * from the day of arrival or of the form (FG-2015:二.三(1), LH-2017-36:三.一). Six months end on the corresponding day, or on
 * the last day of a month that has none (CC:202). A pack may count days instead.
 *
 * - registered 2016-01-05: not on 2016-07-04, yes from 2016-07-05 (183 days: from 2016-07-06)
 * - registered 2015-08-31: from 2016-02-29
 *
 * Reading taken: the corresponding day itself already counts (I-020).
 *
 * @param residenceStart - the first day of continuous registered residence, from the residence ledger
 */
export function eligibleFrom(residenceStart: PlainDate, halfYear: Pack['halfYear']): PlainDate {
  return addPeriod(residenceStart, halfYear.value)
}
