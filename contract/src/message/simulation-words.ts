import type { Direction, Figure } from '@anju/domain/simulation/compare-lives.ts'
import type { LifeFigures } from '@anju/domain/simulation/life-figures.ts'
import type { Reach } from '@anju/domain/simulation/draft-law.ts'
import { BY_DAYS } from '@anju/domain/simulation/tally.ts'
import type { Words } from './words.ts'

/** What a change of rules can change for one person (试算项目). */
export const FIGURE_WORDS = {
  standing: { zh: '证件效力', en: 'standing of the permit' },
  suspendedSince: { zh: '中止起始日', en: 'suspended since' },
  eligibleFrom: { zh: '满半年之日', en: 'half a year full on' },
  residenceStart: { zh: '居住年限起算日', en: 'residence years count from' },
  residenceYears: { zh: '居住年限', en: 'residence years' },
  windowOpensOn: { zh: '签注期开始', en: 'endorsement window opens' },
  lastInTimeOn: { zh: '签注期截止', en: 'last day to endorse in time' },
} as const satisfies Record<Figure, Words>

/** How a permit stands, with those that nobody has. */
export const STANDING_WORDS = {
  none: { zh: '无证', en: 'no permit' },
  'not-yet': { zh: '尚未签发', en: 'not issued yet' },
  'in-force': { zh: '有效', en: 'in force' },
  suspended: { zh: '使用功能中止', en: 'suspended' },
  rests: { zh: '停用（已离开）', en: 'at rest (left)' },
  ended: { zh: '终止', en: 'ended' },
} as const satisfies Record<LifeFigures['standing'], Words>

/** To whose advantage a change is. */
export const DIRECTION_WORDS = {
  gains: { zh: '有利', en: 'gains' },
  loses: { zh: '不利', en: 'loses' },
  moves: { zh: '日期移动', en: 'moves' },
} as const satisfies Record<Direction, Words>

/** How far the draft reaches in a trial. */
export const REACH_WORDS = {
  always: { zh: '视同一直施行', en: 'as if it had always been in force' },
  'from-first-day': { zh: '只从施行日起', en: 'from its first day on only' },
} as const satisfies Record<Reach, Words>

/** The sides of a person with all figures together. */
export const SIDE_WORDS = {
  gain: { zh: '有利', en: 'gain' },
  lose: { zh: '不利', en: 'lose' },
  both: { zh: '有利有弊', en: 'gain and lose' },
  move: { zh: '只移动日期', en: 'dates move only' },
} as const satisfies Record<'gain' | 'lose' | 'both' | 'move', Words>

/** The classes of moved days in a tally, the earliest first. */
export function movedClasses(): readonly string[] {
  const ends: readonly number[] = BY_DAYS
  const first = `≤ ${ends[0]}`
  const between = ends.slice(1).map((end, at) => `${lower(ends[at] ?? 0)}…${end}`)
  return [first, ...between, `≥ ${(ends.at(-1) ?? 0) + 1}`]
}

/** Zero is in no class, so the first class of later days begins at one. */
function lower(before: number): number {
  return before + 1 === 0 ? 1 : before + 1
}
