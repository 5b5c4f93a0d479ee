import { addDays, addYears, daysBetween, fullYearsBetween, type PlainDate } from '../kernel/plain-date.ts'
import type { Suspension } from '../permit/permit-run.ts'

export type ResidenceYears = {
  /** The day from which years count (居住年限计算起始日期), moved on by the suspended days that were left out. */
  readonly residenceStart: PlainDate
  readonly residenceYears: number
  /** The day on which the next year is full; absent while the permit is suspended, for the count stands still. */
  readonly nextYearOn?: PlainDate
}

/**
 * Tells the full residence years (居住年限) on `asOf`: the largest n with the start and n years not after it, the day itself included
 * (CC:202).
 *
 * Where the pack leaves the suspended days out, the start moves on by as many days (CN-663:10.3, FG-2015:二.三(4)). While a suspension
 * goes on the count stands still; the start moves when the late endorsement ends it (I-064).
 *
 * Counted from 2016-01-05, suspended from 2018-07-17, endorsed 2018-08-01, 15 days:
 *
 * - the start becomes 2016-01-20 · on 2019-01-19 two years, on 2019-01-20 three, on 2021-01-20 five
 *
 * @param start - first day of continuous residence, or of the last restart
 * @param suspensions - of all permits of the person, in any order
 */
export function residenceYears(start: PlainDate, suspensions: readonly Suspension[], asOf: PlainDate): ResidenceYears {
  const leftOut = suspensions.filter(({ years }) => years !== 'gap-included')
  const closed = leftOut.flatMap(({ from, until }) => (until === undefined ? [] : [{ from, until }]))
  const residenceStart = addDays(start, daysIn(closed, start))
  const open = leftOut.find(({ until }) => until === undefined)
  const countedTo = open === undefined ? asOf : addDays(open.from, -1)
  const years = countedTo < residenceStart ? 0 : fullYearsBetween(residenceStart, countedTo)
  const next = open === undefined ? { nextYearOn: addYears(residenceStart, years + 1) } : {}
  return { residenceStart, residenceYears: years, ...next }
}

/** Days that lie in at least one of the stretches, from `start` on; a day in two of them is one day. */
function daysIn(
  stretches: readonly { readonly from: PlainDate; readonly until: PlainDate }[],
  start: PlainDate,
): number {
  let counted = start
  let days = 0
  for (const { from, until } of stretches.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const first = from > counted ? from : counted
    if (until <= first) continue
    days += daysBetween(first, until)
    counted = until
  }
  return days
}
