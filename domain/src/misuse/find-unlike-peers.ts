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
  const today = window.filter(({ on }) => on === asOf)
  for (const acts of Map.groupBy(today, ({ officialId, step }) => `${officialId} ${step}`).values()) {
    const [first] = acts
    const figures = first && tally.get(first.step)?.get(first.officeId)
    if (first === undefined || figures === undefined || figures.size <= peersMin.value) continue
    const { officialId } = first
    const figure = figures.get(officialId) ?? 0
    const peers = medianOfOthers(figures, officialId)
    const limit = peers * peerTimes.value
    if (figure < limit || figure <= (found.get(officialId)?.figure ?? 0)) continue
    const caseIds = [...new Set(acts.map(({ caseId }) => caseId))]
    found.set(officialId, { rule: 'unlike-peers', officialId, on: asOf, caseIds, figure, limit, peers })
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
