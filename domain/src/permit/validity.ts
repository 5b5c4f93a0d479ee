import { addYears, type PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'

/**
 * The day on which the `n`-th full year since `base` is reached (满 n 年之日). Counted from the first day each time, so a
 * permit of 29 February meets that day again in a leap year (CC:202).
 *
 * - issued 2016-07-15: 2017-07-15, 2018-07-15
 * - issued 2016-02-29: 2017-02-28, 2018-02-28, 2019-02-28, 2020-02-29, 2021-02-28
 *
 * @param base - the issue day (签发日期), or the day of the last late endorsement
 */
export function anniversary(base: PlainDate, n: number): PlainDate {
  return addYears(base, n)
}

/**
 * The last day of validity of a permit endorsed `timesEndorsed` times in time since `base`.
 *
 * New and endorsed permits are valid one year from the issue day (FG-2015:二.四); the county's police issue them and they are
 * endorsed once a year (CN-663:10.1). Endorsing early does not move the calendar, or the careful would lose days.
 *
 * - issued 2016-07-15: to 2017-07-15; endorsed on 2017-06-20: to 2018-07-15
 *
 * Reading taken: the endorsement calendar runs from issue, residence years from registration (I-040).
 */
export function validThrough(base: PlainDate, timesEndorsed: number, policy: Pack['permit']): PlainDate {
  return anniversary(base, policy.validYears.value * (timesEndorsed + 1))
}
