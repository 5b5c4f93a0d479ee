import type { PlainDate } from '../kernel/plain-date.ts'
import type { MisusePolicy } from '../policy/misuse-policy.ts'
import type { ActTrace } from './act-trace.ts'
import { medianOfOthers } from './median-of-others.ts'
import type { MisuseAlert } from './misuse-alert.ts'

/** Who did how many acts of one step at one office. */
type Figures = Map<string, number>

/**
 * Somebody through whose hands far more goes at one step than through those of others at the same office: a sign that cases are chosen.
 * Offices differ, so others elsewhere say nothing, and too few others say nothing either. With threefold and three others: 300 acts
 * in the window where they have 90, 100 and 110 speak; where there are two others nothing does. It speaks of the step with most acts, and
 * names its cases of the day.
 */
export function findUnlikePeers(
  window: readonly ActTrace[],
  asOf: PlainDate,
  { peerTimes, peersMin }: Pick<MisusePolicy, 'peerTimes' | 'peersMin'>,
): readonly MisuseAlert[] {
  const tally = countActs(window)
  const found = new Map<string, MisuseAlert>()
  for (const { officialId, officeId, step, caseId, on } of window) {
    if (on !== asOf) continue
    const figures = tally.get(step)?.get(officeId) ?? new Map<string, number>()
    const figure = figures.get(officialId) ?? 0
    const before = found.get(officialId)
    if (figures.size <= peersMin.value || figure < (before?.figure ?? 0)) continue
    const peers = medianOfOthers(figures, officialId)
    const limit = peers * peerTimes.value
    if (figure < limit) continue
    const caseIds = before?.figure === figure ? [...new Set([...before.caseIds, caseId])] : [caseId]
    found.set(officialId, { rule: 'unlike-peers', officialId, on, caseIds, figure, limit, peers })
  }
  return [...found.values()]
}

/** By step, then by office. */
function countActs(window: readonly ActTrace[]): ReadonlyMap<string, ReadonlyMap<string, Figures>> {
  const tally = new Map<string, Map<string, Figures>>()
  for (const { step, officeId, officialId } of window) {
    const offices = tally.get(step) ?? new Map<string, Figures>()
    const figures = offices.get(officeId) ?? new Map<string, number>()
    figures.set(officialId, (figures.get(officialId) ?? 0) + 1)
    tally.set(step, offices.set(officeId, figures))
  }
  return tally
}
