import type { PlainDate } from '../kernel/plain-date.ts'
import type { MisusePolicy } from '../policy/misuse-policy.ts'
import type { ActStep, ActTrace } from './act-trace.ts'
import { medianOfOthers } from './median-of-others.ts'
import type { MisuseAlert } from './misuse-alert.ts'

/**
 * Somebody through whose hands far more cases go at one step than through those of others at the same office: a sign that cases are
 * chosen. Offices differ, so others elsewhere say nothing, and too few others say nothing either. With threefold and three others: 300 cases where
 * they have 90, 100 and 110 speak; where there are two others nothing does. What is found is of the step that stands out most.
 */
export function findUnlikePeers(
  window: readonly ActTrace[],
  asOf: PlainDate,
  { peerTimes, peersMin }: Pick<MisusePolicy, 'peerTimes' | 'peersMin'>,
): readonly MisuseAlert[] {
  const today = window.filter(({ on }) => on === asOf)
  const acting = new Set(today.map(({ officialId, step }) => `${officialId} ${step}`))
  const found = new Map<string, MisuseAlert>()
  for (const acts of Map.groupBy(window, ({ officeId, step }) => `${officeId} ${step}`).values()) {
    const casesOf = countCases(acts)
    if (casesOf.size <= peersMin.value) continue
    const figures = new Map([...casesOf].map(([officialId, { size }]) => [officialId, size]))
    const step: ActStep | undefined = acts[0]?.step
    for (const [officialId, cases] of casesOf) {
      if (!acting.has(`${officialId} ${step}`) || cases.size <= (found.get(officialId)?.figure ?? 0)) continue
      const peers = medianOfOthers(figures, officialId)
      const limit = peers * peerTimes.value
      if (cases.size < limit) continue
      const caseIds = [...new Set(today.filter((act) => act.officialId === officialId).map(({ caseId }) => caseId))]
      found.set(officialId, { rule: 'unlike-peers', officialId, on: asOf, caseIds, figure: cases.size, limit, peers })
    }
  }
  return [...found.values()]
}

function countCases(acts: readonly ActTrace[]): ReadonlyMap<string, ReadonlySet<string>> {
  const casesOf = new Map<string, Set<string>>()
  for (const { officialId, caseId } of acts) casesOf.set(officialId, (casesOf.get(officialId) ?? new Set()).add(caseId))
  return casesOf
}
