import { daysBetween, type PlainDate } from '../kernel/plain-date.ts'
import type { LifeLedger } from '../residence/life-ledger.ts'
import { figuresOf, type LifeFigures } from './life-figures.ts'

export const FIGURES = [
  'standing',
  'suspendedSince',
  'eligibleFrom',
  'residenceStart',
  'residenceYears',
  'windowOpensOn',
  'lastInTimeOn',
] as const satisfies readonly (keyof LifeFigures)[]
export type Figure = (typeof FIGURES)[number]

export const DIRECTIONS = ['gains', 'loses', 'moves'] as const
/** Whether a change is to the person's advantage, to their disadvantage, or neither by itself. */
export type Direction = (typeof DIRECTIONS)[number]

/** One figure that comes out otherwise under the draft. */
export type FigureChange = {
  readonly figure: Figure
  readonly direction: Direction
  readonly before: string | number | null
  readonly after: string | number | null
  /** Days that a date moves, or years more or less; null where one of the two laws gives none. */
  readonly by: number | null
}

/** What a draft changes for one person, and by which clauses it does. */
export type LifeChange = {
  readonly changes: readonly FigureChange[]
  /** `clause key` of what is said under the draft only. */
  readonly reasons: readonly string[]
}

/**
 * Compares what two laws make of the same life. Undefined when nobody would notice a difference.
 *
 * More years, an earlier half year, working functions are a gain; the opposite is a loss. A window that moves is neither by
 * itself: later means more time now, and the next year later. Restored on 2018-08-01, years since 2016-01-20 by one law and
 * since 2018-08-01 by the other: `residenceStart` loses 924 days.
 */
export function compareLives(before: LifeLedger, after: LifeLedger): LifeChange | undefined {
  const [was, becomes] = [figuresOf(before), figuresOf(after)]
  const changes = FIGURES.flatMap((figure) => changeOf(figure, was, becomes))
  if (changes.length === 0) return undefined
  const known = new Set(reasonsOf(before))
  return { changes, reasons: reasonsOf(after).filter((reason) => !known.has(reason)) }
}

/** Higher is better; a permit that works counts more than one that rests, and that more than one that is gone. */
const RANK: Readonly<Record<LifeFigures['standing'], number>> = {
  none: 0,
  ended: 0,
  'not-yet': 1,
  suspended: 1,
  rests: 1,
  'in-force': 2,
}

function changeOf(figure: Figure, was: LifeFigures, becomes: LifeFigures): readonly FigureChange[] {
  const [before, after] = [was[figure], becomes[figure]]
  if (before === after) return []
  const by = difference(before, after)
  return [{ figure, before, after, by, direction: directionOf(figure, was, becomes, by) }]
}

function difference(before: string | number | null, after: string | number | null): number | null {
  if (typeof before === 'number' && typeof after === 'number') return after - before
  return isDate(before) && isDate(after) ? daysBetween(before, after) : null
}

function isDate(value: string | number | null): value is PlainDate {
  return typeof value === 'string' && /^\d{4}-/.test(value)
}

function directionOf(figure: Figure, was: LifeFigures, becomes: LifeFigures, by: number | null): Direction {
  const ranked = better(RANK[becomes.standing] - RANK[was.standing])
  if (figure === 'standing') return ranked
  if (figure === 'residenceYears') return better(by ?? 0)
  if (figure === 'eligibleFrom' || figure === 'residenceStart') {
    if (by !== null) return better(-by)
    return becomes[figure] === null ? 'loses' : 'gains'
  }
  if (figure === 'suspendedSince') {
    if (by !== null) return better(by)
    // One that is no longer suspended may work again or be gone: the standing tells.
    return becomes.suspendedSince === null ? ranked : 'loses'
  }
  return 'moves'
}

function better(more: number): Direction {
  if (more === 0) return 'moves'
  return more > 0 ? 'gains' : 'loses'
}

function reasonsOf({ segments, permits, milestones }: LifeLedger): readonly string[] {
  return [...new Set([...segments, ...permits, ...milestones].map(({ law, key }) => `${law} ${key}`))]
}
