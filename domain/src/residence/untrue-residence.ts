import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { ResidenceSegment } from './residence-segment.ts'
import type { Stay } from './stay.ts'

const LAW = 'FS-2016-14:附件2.不属实'
const NOT_LIVED: readonly string[] = ['residence.gap-breaks', 'residence.ended', 'residence.not-registered']

/**
 * Shows days under a registration that was cancelled as untrue (FS-2016-14:附件2.不属实) as what they were, wherever no true
 * residence covers them. They never count.
 */
export function overlayUntrue(
  segments: readonly ResidenceSegment[],
  stays: readonly Stay[],
  asOf: PlainDate,
): readonly ResidenceSegment[] {
  return stays.filter((stay) => stay.untrue === true).reduce((shown, stay) => overlay(shown, stay, asOf), segments)
}

function overlay(segments: readonly ResidenceSegment[], stay: Stay, asOf: PlainDate): readonly ResidenceSegment[] {
  const from = stay.registeredOn
  const to = stay.endedOn === undefined || stay.endedOn > asOf ? asOf : addDays(stay.endedOn, -1)
  if (from > to) return segments
  return withDaysBefore(segments, from, asOf).flatMap((segment) =>
    isLived(segment) ? [segment] : cut(segment, stay, from, to),
  )
}

/** The segments, begun on `from` already: the days before any true residence are named too. */
function withDaysBefore(
  segments: readonly ResidenceSegment[],
  from: PlainDate,
  asOf: PlainDate,
): readonly ResidenceSegment[] {
  const first = segments[0]?.from
  if (first !== undefined && first <= from) return segments
  const to = first === undefined ? asOf : addDays(first, -1)
  return [{ from, to, counts: false, law: LAW, key: 'residence.not-registered', facts: {} }, ...segments]
}

/** A segment outside any true residence, with the untrue days cut out of it. */
function cut(segment: ResidenceSegment, stay: Stay, from: PlainDate, to: PlainDate): readonly ResidenceSegment[] {
  const inner = { from: from > segment.from ? from : segment.from, to: to < segment.to ? to : segment.to }
  if (inner.from > inner.to) return [segment]
  return [
    ...(segment.from < inner.from ? [{ ...segment, to: addDays(inner.from, -1) }] : []),
    untrueUpTo(stay, inner.from, inner.to),
    ...(inner.to < segment.to ? [{ ...segment, from: addDays(inner.to, 1) }] : []),
  ]
}

function untrueUpTo(stay: Stay, from: PlainDate, to: PlainDate): ResidenceSegment {
  return { from, to, counts: false, law: LAW, key: 'residence.untrue', facts: { registrationId: stay.registrationId } }
}

function isLived(segment: ResidenceSegment): boolean {
  return !NOT_LIVED.includes(segment.key)
}
