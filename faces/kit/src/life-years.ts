import { addDays, addYears, daysBetween, type PlainDate, parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { LifeView } from '@anju/contract/life-shape.ts'

/** What a stretch of days is in the picture; `window` lies over the days of a permit in force. */
export type StretchKind = 'counted' | 'not-counted' | 'waiting' | 'in-force' | 'window' | 'suspended'

/** Days of one year with one meaning. `left` and `width` are days of that year, 0 for 1 January. */
export type Stretch = {
  readonly kind: StretchKind
  readonly from: PlainDate
  readonly to: PlainDate
  readonly left: number
  readonly width: number
  /** What it was cut from: a segment of the residence, or a period of a permit. */
  readonly of: { readonly list: 'segments' | 'periods' | 'ahead'; readonly index: number }
}

export type LifeYear = {
  readonly year: number
  readonly days: number
  readonly residence: readonly Stretch[]
  readonly permit: readonly Stretch[]
  /** Day of the year on which it is asked; absent in other years. */
  readonly today?: number
}

type Pictured = Pick<LifeView, 'asOf' | 'segments' | 'eligibleFrom' | 'residing'> & {
  readonly permits: readonly Pick<LifeView['permits'][number], 'periods'>[]
}

/**
 * A whole life in one row a year: the residence above, the permit below. It only lays out what the registry answered; what
 * counts and what is suspended is not judged here.
 */
export function lifeYears(life: Pictured): readonly LifeYear[] {
  const periods = periodsOf(life)
  const ahead = life.eligibleFrom !== null && life.eligibleFrom > life.asOf ? life.eligibleFrom : undefined
  const begins = [life.segments[0]?.from, ...periods.map(({ from }) => from)].filter((on) => on !== undefined)
  if (begins.length === 0) return []
  const ends = [life.asOf, ...(ahead === undefined ? [] : [ahead]), ...periods.map(({ to }) => to)]
  const first = Number([...begins].sort()[0]?.slice(0, 4))
  const last = Number(ends.sort().at(-1)?.slice(0, 4))
  return Array.from({ length: last - first + 1 }, (_, index) => yearOf(first + index, life, periods, ahead))
}

export function periodsOf(life: Pick<Pictured, 'permits'>): LifeView['permits'][number]['periods'] {
  return life.permits.flatMap(({ periods }) => [...periods])
}

function yearOf(
  year: number,
  life: Pictured,
  periods: ReturnType<typeof periodsOf>,
  ahead: string | undefined,
): LifeYear {
  const start = parsePlainDate(`${year}-01-01`)
  const end = addDays(addYears(start, 1), -1)
  const cut = (kind: StretchKind, from: string, to: string, of: Stretch['of']): readonly Stretch[] => {
    if (to < start || from > end || to < from) return []
    const [left, right] = [from < start ? start : parsePlainDate(from), to > end ? end : parsePlainDate(to)]
    return [{ kind, from: left, to: right, left: daysBetween(start, left), width: daysBetween(left, right) + 1, of }]
  }
  const residence = life.segments.flatMap((segment, index) =>
    cut(segment.counts ? 'counted' : 'not-counted', segment.from, segment.to, { list: 'segments', index }),
  )
  const waiting =
    ahead === undefined || !life.residing
      ? []
      : cut('waiting', addDays(parsePlainDate(life.asOf), 1), addDays(parsePlainDate(ahead), -1), {
          list: 'ahead',
          index: 0,
        })
  const isAskedIn = life.asOf.startsWith(String(year))
  return {
    year,
    days: daysBetween(start, end) + 1,
    residence: [...residence, ...waiting],
    permit: periods.flatMap(({ kind, from, to }, index) => cut(kind, from, to, { list: 'periods', index })),
    ...(isAskedIn ? { today: daysBetween(start, parsePlainDate(life.asOf)) } : {}),
  }
}
