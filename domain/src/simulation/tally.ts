import {
  DIRECTIONS,
  FIGURES,
  type Direction,
  type Figure,
  type FigureChange,
  type LifeChange,
} from './compare-lives.ts'

/** Upper ends of the classes by which moved days are counted; the last class has none. Zero never occurs. */
export const BY_DAYS = [-366, -91, -31, -8, -1, 7, 30, 90, 365] as const
/** Samples kept of each figure and direction. */
export const SAMPLES_MAX = 5

/** One person as a sample: ids and dates only, so that a report names nobody. */
export type Sample = {
  readonly personId: string
  readonly receiptNo: string | null
  readonly before: FigureChange['before']
  readonly after: FigureChange['after']
}

export type FigureTally = {
  readonly figure: Figure
  readonly direction: Direction
  readonly persons: number
  /** Persons by days (or years) moved, in the classes of {@link BY_DAYS}; those without a difference are in none. */
  readonly byDays: readonly number[]
  /** Sum of days (or years) over those that have a difference. */
  readonly sum: number
  readonly samples: readonly Sample[]
}

/** What a draft changes for many persons. Tallies of parts add up to that of the whole. */
export type Tally = {
  readonly persons: number
  readonly changed: number
  readonly gain: number
  readonly lose: number
  /** Gain in one figure and lose in another. */
  readonly both: number
  /** Dates move, and nobody gains or loses by it. */
  readonly move: number
  readonly figures: readonly FigureTally[]
  /** Persons by what is said under the draft only, as `clause key`. */
  readonly reasons: Readonly<Record<string, number>>
}

export const EMPTY_TALLY: Tally = {
  persons: 0,
  changed: 0,
  gain: 0,
  lose: 0,
  both: 0,
  move: 0,
  figures: [],
  reasons: {},
}

/** The person a change belongs to. */
export type Replayed = {
  readonly personId: string
  readonly receiptNo: string | null
  readonly change: LifeChange | undefined
}

/** The tally of persons one by one; in the order in which they come, so the first samples are the same at every run. */
export function tallyOf(replayed: Iterable<Replayed>): Tally {
  const count = { persons: 0, changed: 0, gain: 0, lose: 0, both: 0, move: 0 }
  const figures = new Map<string, Mutable<FigureTally>>()
  const reasons: Record<string, number> = {}
  for (const { change, ...person } of replayed) {
    count.persons += 1
    if (change === undefined) continue
    count.changed += 1
    count[sideOf(change)] += 1
    for (const each of change.changes) addChange(figures, each, person)
    for (const reason of change.reasons) reasons[reason] = (reasons[reason] ?? 0) + 1
  }
  return { ...count, figures: inOrder(figures), reasons }
}

/** The tallies of parts, in their order, as one. */
export function addTallies(parts: readonly Tally[]): Tally {
  const sum = { persons: 0, changed: 0, gain: 0, lose: 0, both: 0, move: 0 }
  const figures = new Map<string, Mutable<FigureTally>>()
  const reasons: Record<string, number> = {}
  for (const part of parts) {
    for (const key of ['persons', 'changed', 'gain', 'lose', 'both', 'move'] as const) sum[key] += part[key]
    for (const [reason, n] of Object.entries(part.reasons)) reasons[reason] = (reasons[reason] ?? 0) + n
    for (const each of part.figures) {
      const own = figureTally(figures, each)
      own.persons += each.persons
      own.sum += each.sum
      own.byDays = own.byDays.map((n, at) => n + (each.byDays[at] ?? 0))
      own.samples = [...own.samples, ...each.samples].slice(0, SAMPLES_MAX)
    }
  }
  return { ...sum, figures: inOrder(figures), reasons }
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

function sideOf({ changes }: LifeChange): 'gain' | 'lose' | 'both' | 'move' {
  const gains = changes.some(({ direction }) => direction === 'gains')
  const loses = changes.some(({ direction }) => direction === 'loses')
  if (gains && loses) return 'both'
  return gains ? 'gain' : loses ? 'lose' : 'move'
}

function addChange(figures: Map<string, Mutable<FigureTally>>, change: FigureChange, person: Omit<Replayed, 'change'>) {
  const own = figureTally(figures, change)
  own.persons += 1
  if (change.by !== null) {
    own.sum += change.by
    const at = classOf(change.by)
    own.byDays = own.byDays.map((n, each) => (each === at ? n + 1 : n))
  }
  if (own.samples.length < SAMPLES_MAX) {
    own.samples = [...own.samples, { ...person, before: change.before, after: change.after }]
  }
}

function figureTally(
  figures: Map<string, Mutable<FigureTally>>,
  { figure, direction }: Pick<FigureTally, 'figure' | 'direction'>,
): Mutable<FigureTally> {
  const key = `${figure} ${direction}`
  const found = figures.get(key)
  if (found !== undefined) return found
  const made = {
    figure,
    direction,
    persons: 0,
    byDays: Array.from({ length: BY_DAYS.length + 1 }, () => 0),
    sum: 0,
    samples: [],
  }
  figures.set(key, made)
  return made
}

/** The class of a difference in the order of {@link BY_DAYS}. */
function classOf(by: number): number {
  const at = BY_DAYS.findIndex((end) => by <= end)
  return at === -1 ? BY_DAYS.length : at
}

function inOrder(figures: ReadonlyMap<string, FigureTally>): readonly FigureTally[] {
  return FIGURES.flatMap((figure) => DIRECTIONS.flatMap((direction) => figures.get(`${figure} ${direction}`) ?? []))
}
