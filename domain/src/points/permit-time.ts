import { addDays, daysBetween, fullYearsBetween, type PlainDate } from '../kernel/plain-date.ts'

/** Days on which a permit was held and working, from the first to the day before `until`; without `until` it goes on. */
export type PermitSpan = { readonly from: PlainDate; readonly until?: PlainDate }

export type PermitTime = {
  /** The first day, moved later by the days of every gap. */
  readonly countedFrom: PlainDate
  readonly gapDays: number
  readonly fullYears: number
}

/**
 * How long a permit has been held up to and with `on`, the gaps left out and the rest counted on as one (断开时间不计算, FP-2016:19(5)).
 *
 * - held since 2016-01-01 with a gap of 40 days, asked 2018-12-01: 2 full years
 * - the same, asked 2019-02-09: still 2; 2019-02-10: 3
 *
 * Undefined when no permit was held by that day.
 */
export function permitTime(spans: readonly PermitSpan[], on: PlainDate): PermitTime | undefined {
  const begun = spans.filter(({ from }) => from <= on).sort((a, b) => daysBetween(b.from, a.from))
  const [first] = begun
  if (first === undefined) return undefined
  let gapDays = 0
  let heldUntil = endOf(first, on)
  for (const span of begun.slice(1)) {
    gapDays += Math.max(0, daysBetween(heldUntil, span.from))
    const end = endOf(span, on)
    if (end > heldUntil) heldUntil = end
  }
  const countedFrom = addDays(first.from, gapDays)
  return { countedFrom, gapDays, fullYears: fullYearsBetween(countedFrom, heldUntil) }
}

/** A permit that goes on has its anniversary on the day itself; one that ended, on its last day's end. */
function endOf({ until }: PermitSpan, on: PlainDate): PlainDate {
  return until !== undefined && until < on ? until : on
}
