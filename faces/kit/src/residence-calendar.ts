import {
  addDays,
  addMonths,
  dayOfWeek,
  daysBetween,
  type PlainDate,
  parsePlainDate,
} from '@anju/domain/kernel/plain-date.ts'

/** A stretch of the residence as the registry tells it; both ends included. */
export type CalendarSegment = { readonly from: string; readonly to: string; readonly counts: boolean }
/** A stretch of a permit as the registry tells it; both ends included, some of them to come. */
export type CalendarPeriod = {
  readonly from: string
  readonly to: string
  readonly kind: 'in-force' | 'window' | 'suspended'
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
  /** Index into the periods of the permit: in force or suspended; -1 outside of all. */
  readonly period: number
  /** Index into the periods: the window of an endorsement that lies over the day; -1 when none does. */
  readonly window: number
  readonly today: boolean
  readonly eligible: boolean
  /** First day of the continuous residence. */
  readonly start: boolean
  /** A year of the permit is full (满一年之日). */
  readonly anniversary: boolean
  readonly weekend: boolean
}

export type CalendarMonth = { readonly month: string; readonly days: readonly CalendarDay[] }

export type CalendarFacts = {
  readonly segments: readonly CalendarSegment[]
  readonly periods: readonly CalendarPeriod[]
  readonly anniversaries: readonly string[]
  readonly asOf: string
  readonly residenceStart: string | null
  readonly eligibleFrom: string | null
}

/**
 * The residence day by day (居住明细), a row for each month from the first stretch to today, to the first day for a permit, or to
 * the last day of the next window, whichever is latest. It only lays out what the registry answered: which days count is
 * not judged here.
 */
export function residenceCalendar(facts: CalendarFacts): readonly CalendarMonth[] {
  const stretches = [...facts.segments, ...facts.periods]
  if (stretches.length === 0) return []
  const first = stretches.map(({ from }) => from).reduce((a, b) => (a < b ? a : b))
  const asOf = parsePlainDate(facts.asOf)
  const ends = [facts.asOf, facts.eligibleFrom ?? '', ...facts.periods.map(({ to }) => to)]
  const last = ends.reduce((a, b) => (a > b ? a : b))
  const months: CalendarMonth[] = []
  for (let month = monthStart(parsePlainDate(first)); month <= last; month = addMonths(month, 1)) {
    const length = daysBetween(month, addMonths(month, 1))
    const days = Array.from({ length }, (_, index) => dayOf(addDays(month, index), facts, asOf))
    months.push({ month: month.slice(0, 7), days })
  }
  return months
}

function dayOf(on: PlainDate, facts: CalendarFacts, asOf: PlainDate): CalendarDay {
  const isOver = ({ from, to }: { readonly from: string; readonly to: string }) => from <= on && on <= to
  const segment = on > asOf ? -1 : facts.segments.findIndex(isOver)
  return {
    on,
    kind: kindOf(on, segment, facts, asOf),
    segment,
    period: facts.periods.findIndex((period) => period.kind !== 'window' && isOver(period)),
    window: facts.periods.findIndex((period) => period.kind === 'window' && isOver(period)),
    today: on === asOf,
    eligible: on === facts.eligibleFrom,
    start: on === facts.residenceStart,
    anniversary: facts.anniversaries.includes(on),
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
export function segmentDays(segment: Pick<CalendarSegment, 'from' | 'to'>, asOf: string): number {
  const end = segment.to > asOf ? asOf : segment.to
  return daysBetween(parsePlainDate(segment.from), parsePlainDate(end)) + 1
}

/**
 * The day to which a key leads from `on`: left and right by a day, up and down by a month (a row), Home and End to the ends. Never
 * out of the picture; undefined for any other key.
 */
export function dayByKey(key: string, on: PlainDate, months: readonly CalendarMonth[]): PlainDate | undefined {
  const first = months[0]?.days[0]?.on
  const last = months.at(-1)?.days.at(-1)?.on
  if (first === undefined || last === undefined) return undefined
  const target = {
    ArrowLeft: addDays(on, -1),
    ArrowRight: addDays(on, 1),
    ArrowUp: addMonths(on, -1),
    ArrowDown: addMonths(on, 1),
    Home: first,
    End: last,
  }[key]
  if (target === undefined) return undefined
  if (target < first) return first
  return target > last ? last : target
}
