import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { Suspension, YearsRestart } from '../permit/permit-run.ts'
import type { ResidenceSegment } from './residence-segment.ts'

/** Keys under which a day was lived here and registered; only such a day can be left out or restarted. */
const LIVED: readonly string[] = [
  'residence.registered',
  'residence.reopened',
  'residence.gap-within-limit',
  'residence.change-in-time',
]

const SUSPENDED_KEYS = {
  'gap-excluded': 'residence.suspended-left-out',
  'gap-included': 'residence.suspended-counted',
  restart: 'residence.suspended-left-out',
} as const satisfies Record<Suspension['years'], string>

/**
 * The segments of residence with what the permits did to them: suspended days are shown as such, and days before a restart or a break
 * no longer count, with the reason. Every day stays in exactly one segment.
 */
export function lifeSegments(
  segments: readonly ResidenceSegment[],
  suspensions: readonly Suspension[],
  restart: YearsRestart | undefined,
): readonly ResidenceSegment[] {
  const shown = suspensions.reduce(
    (parts, suspension) => parts.flatMap((part) => suspended(part, suspension)),
    segments,
  )
  const restarted = restart === undefined ? shown : shown.flatMap((part) => beforeRestart(part, restart))
  return restarted.map((part, index) => beforeBreak(part, restarted.slice(index + 1)))
}

function suspended(
  part: ResidenceSegment,
  { from, until, restored, years, law }: Suspension,
): readonly ResidenceSegment[] {
  if (!LIVED.includes(part.key)) return [part]
  const facts = { suspendedFrom: from, ...(until === undefined ? {} : { until }) }
  const key = until !== undefined && restored ? SUSPENDED_KEYS[years] : 'residence.suspended'
  return cut(part, from, until, (inner) => ({
    ...inner,
    counts: inner.counts && years === 'gap-included',
    law,
    key,
    facts,
  }))
}

function beforeRestart(part: ResidenceSegment, { on, law, key, facts }: YearsRestart): readonly ResidenceSegment[] {
  if (!LIVED.includes(part.key))
    return part.from < on ? cut(part, part.from, on, (inner) => ({ ...inner, counts: false })) : [part]
  return cut(part, part.from, on, (inner) => ({ ...inner, counts: false, law, key, facts }))
}

/** Days lived before a gap that was too long: the gap is the reason why they do not count. */
function beforeBreak(part: ResidenceSegment, later: readonly ResidenceSegment[]): ResidenceSegment {
  if (part.counts || !LIVED.includes(part.key)) return part
  const gap = later.find(({ key }) => key === 'residence.gap-breaks')
  return gap === undefined ? part : { ...part, law: gap.law, key: 'residence.before-break', facts: gap.facts }
}

/** A segment with its days from `from` to the day before `until` (or all from `from`) made into what `change` says. */
function cut(
  part: ResidenceSegment,
  from: PlainDate,
  until: PlainDate | undefined,
  change: (inner: ResidenceSegment) => ResidenceSegment,
): readonly ResidenceSegment[] {
  const first = from > part.from ? from : part.from
  const last = until !== undefined && until <= part.to ? addDays(until, -1) : part.to
  if (first > last) return [part]
  return [
    ...(part.from < first ? [{ ...part, to: addDays(first, -1) }] : []),
    change({ ...part, from: first, to: last }),
    ...(last < part.to ? [{ ...part, from: addDays(last, 1) }] : []),
  ]
}
