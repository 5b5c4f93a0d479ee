import type { EntitlementLine } from '@anju/domain/entitlement/list-entitlements.ts'
import { type Decision, granted, type Ground, refused } from '@anju/domain/kernel/decision.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { type LifeLaw, packGoverning } from '@anju/domain/policy/pack-governing.ts'
import { type Difference, differencesBetween } from '@anju/domain/what-if/differences-between.ts'
import { type JudgedEvent, judgeEvents } from '@anju/domain/what-if/judge-events.ts'
import type { LifeEvent } from '@anju/domain/what-if/life-event.ts'
import { type NextDay, nextDays } from '@anju/domain/what-if/next-days.ts'
import { supposeLife } from '@anju/domain/what-if/supposed-life.ts'
import type { City, Deps } from '../deps.ts'
import { entitlementsOf } from './entitlements-of.ts'
import { lawOf, tellLife, type ToldLife } from './get-residence.ts'

/** A life supposed, and perhaps the same one told otherwise. */
export type WhatIf = {
  readonly asOf: PlainDate
  readonly events: readonly LifeEvent[]
  readonly otherwise?: readonly LifeEvent[] | undefined
}

/** One course of events: the life it makes, what the law says of each event, and what comes next. */
export type SupposedCourse = {
  readonly life: ToldLife
  readonly findings: readonly JudgedEvent[]
  readonly next: readonly NextDay[]
  readonly entitlements: readonly EntitlementLine[]
}

export type WhatIfAnswer = SupposedCourse & {
  readonly asOf: PlainDate
  readonly packId: string
  readonly otherwise?: SupposedCourse & {
    readonly differences: readonly ExplainedDifference[]
    readonly entitlementChanges: readonly EntitlementChange[]
  }
}

type EntitlementAnswered = EntitlementLine['answer']['answer']
/** A service or right that is open in one course and not in the other. */
export type EntitlementChange = Pick<EntitlementLine, 'key' | 'zh' | 'en' | 'law'> & {
  readonly asItIs: EntitlementAnswered
  readonly otherwise: EntitlementAnswered
}

/** A figure that comes out otherwise, and the findings that made it so. */
export type ExplainedDifference = Difference & { readonly because: readonly Ground[] }

/**
 * Works out supposed events (算一算). Nothing is read from the register and nothing is kept: the answer depends on the question and
 * the law alone. Both courses are told for one day.
 */
export function askWhatIf(deps: Deps, city: City, question: WhatIf): Decision<WhatIfAnswer> {
  const law = lawOf(deps, city)
  const { events, otherwise } = question
  const asOf = toldOn(question)
  const [now, then] = [courseOf(deps, events, asOf, law), otherwise && courseOf(deps, otherwise, asOf, law)]
  if (!now.ok || then?.ok === false) return refused(...distinctRefusals(now, then))
  const { id } = packGoverning(law.packs, asOf)
  const answer = { ...now.value, asOf, packId: id }
  if (then === undefined) return granted(answer, [])
  const compared = {
    differences: explain(now.value, then.value, asOf, law),
    entitlementChanges: entitlementChanges(now.value, then.value),
  }
  return granted({ ...answer, otherwise: { ...then.value, ...compared } }, [])
}

/** The day for which both courses are told: the day asked, or the last event when that lies beyond it. */
export function toldOn({ asOf, events, otherwise = [] }: WhatIf): PlainDate {
  return [...events, ...otherwise].reduce((last, { on }) => (on > last ? on : last), asOf)
}

function courseOf(deps: Deps, events: readonly LifeEvent[], asOf: PlainDate, law: LifeLaw): Decision<SupposedCourse> {
  const supposed = supposeLife(events, law)
  if (!supposed.ok) return supposed
  const { stays, permits } = supposed.value
  const life = tellLife({ stays, permits }, asOf, law)
  return granted(
    {
      life,
      findings: judgeEvents(events, law),
      next: nextDays(supposed.value, life, asOf, law),
      entitlements: entitlementsOf(deps, life, asOf, law),
    },
    [],
  )
}

function entitlementChanges(now: SupposedCourse, then: SupposedCourse): readonly EntitlementChange[] {
  return then.entitlements.flatMap(({ key, zh, en, law, answer }) => {
    const before = now.entitlements.find((line) => line.key === key)?.answer.answer
    if (before === undefined || before === answer.answer) return []
    return [{ key, zh, en, law, asItIs: before, otherwise: answer.answer }]
  })
}

/** Each difference with the reasons that only the other course has: the findings on its events, then what its days say. */
function explain(
  now: SupposedCourse,
  then: SupposedCourse,
  asOf: PlainDate,
  { packs }: LifeLaw,
): readonly ExplainedDifference[] {
  const known = new Set(reasonsOf(now).map(identity))
  const because = reasonsOf(then).filter((reason, index, all) => {
    const isFirst = all.findIndex((other) => identity(other) === identity(reason)) === index
    return isFirst && !known.has(identity(reason))
  })
  return differencesBetween(now.life, then.life, packGoverning(packs, asOf)).map((difference) => ({
    ...difference,
    because,
  }))
}

/** What speaks for a changed date: findings that cost something or keep something, and the reasons of days that do not count. */
function reasonsOf({ findings, life }: SupposedCourse): readonly Ground[] {
  return [
    ...findings.flatMap(({ verdict, reasons }) => (verdict === 'noted' ? [] : reasons.slice(0, 1))),
    ...life.segments.filter(({ counts }) => !counts),
  ].map(({ law, key, facts }) => ({ law, key, facts }))
}

const identity = ({ law, key, facts }: Ground): string => JSON.stringify([law, key, facts])

/** The second list repeats most of the first, and so do its contradictions. */
function distinctRefusals(...courses: readonly (Decision<unknown> | undefined)[]) {
  const all = courses.flatMap((course) => (course === undefined || course.ok ? [] : course.refusals))
  const text = all.map((refusal) => JSON.stringify(refusal))
  return all.filter((_, index) => text.indexOf(text[index] ?? '') === index)
}
