import { isEntry, isDecision } from './is-entry.ts'
import type { ActTrace } from './act-trace.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { MisusePolicy } from '../policy/misuse-policy.ts'
import type { MisuseAlert } from './misuse-alert.ts'

const HOUR_MINUTES = 60

/**
 * More cases within sixty minutes of the day than anybody reads. With forty as the limit: forty from 09:00 to 09:59 speak, twenty
 * from 09:00 and twenty from 10:00 do not. A case counts once, however many acts it took.
 */
export function findBusyHours(
  window: readonly ActTrace[],
  asOf: PlainDate,
  { perHour }: Pick<MisusePolicy, 'perHour'>,
): readonly MisuseAlert[] {
  const acts = window.filter((act) => act.on === asOf && (isEntry(act) || isDecision(act)))
  return [...Map.groupBy(acts, ({ officialId }) => officialId)].flatMap(([officialId, own]) => {
    const caseIds = busiestHour(own)
    if (caseIds.length < perHour.value) return []
    const [rule, figure, limit] = ['too-many-an-hour', caseIds.length, perHour.value] as const
    return [{ rule, officialId, on: asOf, caseIds, figure, limit, peers: null }]
  })
}

/** The cases of the sixty minutes in which most were done; a case stands at its last act. */
function busiestHour(acts: readonly ActTrace[]): readonly string[] {
  const lastMinute = new Map<string, number>()
  for (const { caseId, minute } of acts) lastMinute.set(caseId, Math.max(minute, lastMinute.get(caseId) ?? 0))
  const cases = [...lastMinute].toSorted(([, one], [, other]) => one - other)
  let busiest: typeof cases = []
  let first = 0
  for (const [at, [, minute]] of cases.entries()) {
    while ((cases[first]?.[1] ?? minute) <= minute - HOUR_MINUTES) first += 1
    if (at - first + 1 > busiest.length) busiest = cases.slice(first, at + 1)
  }
  return busiest.map(([caseId]) => caseId)
}
