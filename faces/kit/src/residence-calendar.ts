import {
  addDays,
  addMonths,
  dayOfWeek,
  daysBetween,
  type PlainDate,
  parsePlainDate,
} from '@anju/domain/kernel/plain-date.ts'

/** A stretch of the residence as the registry tells it; both ends included, `to` open while it goes on. */
export type CalendarSegment = {
  readonly from: string
  readonly to: string | null
  readonly counts: boolean
}

/**
 * What one day is in the picture. `gap`: between stretches, nothing registered. `waiting`: still to come before the first
 * day on which a permit may be applied for. `ahead`: any other day to come.
 */
export type DayKind = 'counted' | 'not-counted' | 'gap' | 'waiting' | 'ahead' | 'before'

export type CalendarDay = {
  readonly on: PlainDate
  readonly kind: DayKind
  /** Index into the segments; -1 outside of all. */
  readonly segment: number
  readonly today: boolean
  readonly eligible: boolean
  /** First day of the continuous residence. */
  readonly start: boolean
  readonly weekend: boolean
}

export type CalendarMonth = { readonly month: string; readonly days: readonly CalendarDay[] }

export type CalendarFacts = {
  readonly segments: readonly CalendarSegment[]
  readonly asOf: string
  readonly residenceStart: string | null
  readonly eligibleFrom: string | null
}

/**
 * The residence day by day (居住明细), a row for each month from the first stretch to today or to the first day for a permit,
 * whichever is later. It only lays out what the registry answered: which days count is not judged here.
 */
export function residenceCalendar(facts: CalendarFacts): readonly CalendarMonth[] {
  const first = facts.segments[0]?.from
  if (first === undefined) return []
  const asOf = parsePlainDate(facts.asOf)
  const last = facts.eligibleFrom !== null && facts.eligibleFrom > asOf ? parsePlainDate(facts.eligibleFrom) : asOf
  const months: CalendarMonth[] = []
  for (let month = monthStart(parsePlainDate(first)); month <= last; month = addMonths(month, 1)) {
    const length = daysBetween(month, addMonths(month, 1))
    const days = Array.from({ length }, (_, index) => dayOf(addDays(month, index), facts, asOf))
    months.push({ month: month.slice(0, 7), days })
  }
  return months
}

function dayOf(on: PlainDate, facts: CalendarFacts, asOf: PlainDate): CalendarDay {
  const segment = on > asOf ? -1 : facts.segments.findIndex(({ from, to }) => from <= on && (to === null || on <= to))
  return {
    on,
    kind: kindOf(on, segment, facts, asOf),
    segment,
    today: on === asOf,
    eligible: on === facts.eligibleFrom,
    start: on === facts.residenceStart,
    weekend: dayOfWeek(on) > 5,
  }
}

function kindOf(on: PlainDate, segment: number, facts: CalendarFacts, asOf: PlainDate): DayKind {
  const found = facts.segments[segment]
  if (found !== undefined) return found.counts ? 'counted' : 'not-counted'
  if (on > asOf) return facts.eligibleFrom !== null && on < facts.eligibleFrom ? 'waiting' : 'ahead'
  return on < (facts.segments[0]?.from ?? on) ? 'before' : 'gap'
}

function monthStart(on: PlainDate): PlainDate {
  return parsePlainDate(`${on.slice(0, 7)}-01`)
}

/** Days of a stretch up to `asOf`, both ends counted. */
export function segmentDays(segment: CalendarSegment, asOf: string): number {
  const end = segment.to === null || segment.to > asOf ? asOf : segment.to
  return daysBetween(parsePlainDate(segment.from), parsePlainDate(end)) + 1
}
