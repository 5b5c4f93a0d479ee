import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { GROUND_MESSAGES } from '@anju/contract/message/ground-message.ts'
import { movedClasses } from '@anju/contract/message/simulation-words.ts'
import type { Language } from '@anju/face-kit/language.ts'
import { valueText } from '../rule/parameter-words.ts'

export type Report = NonNullable<AnswerOf<Routes['getSimulation']>['report']>
export type FigureTally = Report['tally']['figures'][number]

/** A bar of a picture: what it is, how many, and how it is painted. */
export type Bar = { readonly key: string; readonly value: number; readonly tone: 'gain' | 'lose' | 'plain' }

/** The sides of all persons; those without a change are no bar, because they would flatten the others. */
export function sideBars({ gain, lose, both, move }: Report['tally']): readonly Bar[] {
  return [
    { key: 'gain', value: gain, tone: 'gain' },
    { key: 'lose', value: lose, tone: 'lose' },
    { key: 'both', value: both, tone: 'plain' },
    { key: 'move', value: move, tone: 'plain' },
  ]
}

/** The classes of moved days that have somebody in them, earliest first. */
export function movedBars({ byDays, direction }: FigureTally): readonly Bar[] {
  const tone = direction === 'gains' ? 'gain' : direction === 'loses' ? 'lose' : 'plain'
  return movedClasses()
    .map((key, at): Bar => ({ key, value: byDays[at] ?? 0, tone }))
    .filter(({ value }) => value > 0)
}

/** Days or years moved on average; undefined where nobody has both dates. */
export function meanMoved({ byDays, sum }: FigureTally): number | undefined {
  const persons = byDays.reduce((total, each) => total + each, 0)
  return persons === 0 ? undefined : sum / persons
}

/** Width of a bar in the picture's own units, so that the longest fills it; one person is never invisible. */
export function barWidth(value: number, most: number, full: number): number {
  if (value === 0) return 0
  return Math.max(1, Math.round((value / Math.max(1, most)) * full))
}

/** Reasons given under the draft only, most persons first: clause, key, persons. */
export function reasonRows(reasons: Report['tally']['reasons']): readonly (readonly [string, string, number])[] {
  return Object.entries(reasons)
    .map(([reason, persons]) => {
      const [law = '', key = ''] = reason.split(' ')
      return [law, key, persons] as const
    })
    .toSorted((a, b) => b[2] - a[2])
}

/** Why a rule now says otherwise, without the days of one person: those stand in their file. */
export function reasonText(key: string, language: Language): string {
  const template = GROUND_MESSAGES[key]?.[language]
  return template === undefined ? key : template.replaceAll(/\[[^\]]*\]/gu, '').replaceAll(/\{[^}]*\}/gu, '…')
}

/** A value of the rules as a report tells it, in words. */
export function packText(told: string, language: Language): string {
  try {
    return valueText(JSON.parse(told), language)
  } catch {
    return valueText(told, language)
  }
}
