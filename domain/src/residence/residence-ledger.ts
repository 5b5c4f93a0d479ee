import type { WorkCalendar } from '../calendar/work-calendar.ts'
import type { ClauseRef } from '../kernel/clause.ts'
import type { Facts } from '../kernel/decision.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'
import { decideContinuity } from './decide-continuity.ts'
import { eligibleFrom } from './eligible-from.ts'
import type { ResidenceSegment } from './residence-segment.ts'
import type { Stay } from './stay.ts'
import { overlayUntrue } from './untrue-residence.ts'

export type ResidencePolicy = Pick<Pack, 'halfYear' | 'continuity' | 'registration' | 'transition'>

export type ResidenceLedger = {
  /** From the first registration to `asOf`, every day in exactly one segment. */
  readonly segments: readonly ResidenceSegment[]
  /** Whether a registration is in force on `asOf`. */
  readonly residing: boolean
  /** First day of the continuous residence that goes on at `asOf`; absent when none does. */
  readonly residenceStart?: PlainDate
  /** First day with half a year of it (居住半年). */
  readonly eligibleFrom?: PlainDate
}

/**
 * Tells the registered residence of a person day by day up to `asOf`, and since when it has been continuous (连续居住).
 *
 * Residence counts from the registration day (FG-2015:二.三(1), LH-2017-36:三.一). Interruptions are judged one by one
 * ({@link decideContinuity}); a long one makes the count start anew at the next registration. Registration time before
 * the regulation counts when the pack says so. A registration cancelled as untrue was no residence; one reopened keeps
 * its first day, as if never ended.
 *
 * Rules of Foshan:
 *
 * - registered 2016-01-05, asked 2016-07-04: starts 2016-01-05, half a year from 2016-07-05
 * - signed off 2016-03-10, registered elsewhere 2016-03-14: starts 2016-03-14, half a year from 2016-09-14
 * - registered 2015-06-20 under the old rules: half a year since 2015-12-20
 *
 * Readings taken: the end day itself is no longer covered (I-037); reopened (I-038).
 */
export function residenceLedger(
  stays: readonly Stay[],
  asOf: PlainDate,
  policy: ResidencePolicy,
  calendar: WorkCalendar,
): ResidenceLedger {
  return residenceUnder(stays, asOf, () => policy, calendar)
}

/** As {@link residenceLedger}, each interruption judged by the law of the day on which the next registration was made (I-050). */
export function residenceUnder(
  stays: readonly Stay[],
  asOf: PlainDate,
  policyOn: (day: PlainDate) => ResidencePolicy,
  calendar: WorkCalendar,
): ResidenceLedger {
  const today = policyOn(asOf)
  const begun = stays.filter((stay) => stay.registeredOn <= asOf).toSorted(byDay)
  const lived = begun.filter((stay) => stay.untrue !== true)
  const spans = lived.flatMap((stay, index) => spansOf(stay, lived[index + 1], asOf, policyOn, calendar))
  const start = startOf(spans, today)
  const segments = spans
    .filter((span) => span.from < span.until)
    .flatMap((span) => splitAt(span, today.transition.earlierTimeCounts.value ? undefined : start))
    .map((span) => toSegment(span, start))

  const last = lived.at(-1)
  const residing = last !== undefined && (last.endedOn === undefined || last.endedOn > asOf)
  return {
    segments: overlayUntrue(segments, begun, asOf),
    residing,
    ...(residing && start !== undefined
      ? { residenceStart: start, eligibleFrom: eligibleFrom(start, today.halfYear) }
      : {}),
  }
}

/** Of two registered on one day the one that ended first comes first, so that the order they are held in does not matter. */
function byDay(a: Stay, b: Stay): number {
  const [one, other] = [a, b].map((stay) => [stay.registeredOn, stay.endedOn ?? 'open', stay.registrationId].join(' '))
  return one === other ? 0 : (one ?? '') < (other ?? '') ? -1 : 1
}

/** Days from `from` to the day before `until`. */
type Span = {
  readonly from: PlainDate
  readonly until: PlainDate
  readonly kind: 'registered' | 'kept' | 'broken' | 'ended'
  readonly law: ClauseRef
  readonly key: string
  readonly facts: Facts
}

/** The days of a stay, and those from its end to the next registration or to `asOf`. */
function spansOf(
  stay: Stay,
  next: Stay | undefined,
  asOf: PlainDate,
  policyOn: (day: PlainDate) => ResidencePolicy,
  calendar: WorkCalendar,
): readonly Span[] {
  const horizon = addDays(asOf, 1)
  const limit = next?.registeredOn ?? horizon
  const until = stay.endedOn !== undefined && stay.endedOn < limit ? stay.endedOn : limit
  const registered: Span = {
    from: stay.registeredOn,
    until,
    kind: 'registered',
    law: policyOn(stay.registeredOn).halfYear.law,
    key: stay.reopened === true ? 'residence.reopened' : 'residence.registered',
    facts: { registrationId: stay.registrationId, registeredOn: stay.registeredOn },
  }
  if (until === limit || stay.endedOn === undefined) return [registered]
  if (next === undefined) {
    const { law } = policyOn(until).continuity.maxGapDays
    return [
      registered,
      { from: until, until: horizon, kind: 'ended', law, key: 'residence.ended', facts: { endedOn: until } },
    ]
  }
  const { continues, ground } = decideContinuity(stay.endedOn, next, policyOn(next.registeredOn), calendar)
  return [registered, { from: until, until: limit, kind: continues ? 'kept' : 'broken', ...ground }]
}

/** The day after the last break, or the first day; never before the regulation when earlier time does not count. */
function startOf(spans: readonly Span[], policy: ResidencePolicy): PlainDate | undefined {
  const afterBreak = spans.findLast((span) => span.kind === 'broken')?.until
  const first = afterBreak ?? spans[0]?.from
  const { earlierTimeCounts, newRulesFrom } = policy.transition
  const isEarlier = first !== undefined && !earlierTimeCounts.value && first < newRulesFrom.value
  return isEarlier ? newRulesFrom.value : first
}

function splitAt(span: Span, day: PlainDate | undefined): readonly Span[] {
  if (day === undefined || day <= span.from || day >= span.until) return [span]
  return [
    { ...span, until: day },
    { ...span, from: day },
  ]
}

function toSegment(span: Span, start: PlainDate | undefined): ResidenceSegment {
  const { from, until, kind, law, key, facts } = span
  const counts = kind !== 'ended' && kind !== 'broken' && start !== undefined && from >= start
  return { from, to: addDays(until, -1), counts, law, key, facts }
}
