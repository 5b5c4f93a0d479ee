import type { PlainDate } from '../kernel/plain-date.ts'
import type { MisusePolicy } from '../policy/misuse-policy.ts'
import type { ActTrace } from './act-trace.ts'
import { medianOfOthers } from './median-of-others.ts'
import type { MisuseAlert } from './misuse-alert.ts'
import type { MisuseSearch } from './misuse-search.ts'

/** Who did how many acts of one step at one office. */
type Figures = Map<string, number>

/**
 * Somebody through whose hands far more goes at one step than through those of others at the same office: a sign that cases are chosen.
 * Offices differ, so others elsewhere say nothing, and too few others say nothing either. With threefold and three others: 300 acts
 * in the window where they have 90, 100 and 110 speak; where there are two others nothing does. It speaks of the step with most acts, and
 * names its cases of the day.
 */
export function searchUnlikePeers(
  today: readonly ActTrace[],
  asOf: PlainDate,
  { peerTimes, peersMin }: Pick<MisusePolicy, 'peerTimes' | 'peersMin'>,
): MisuseSearch {
  /** By step and office. */
  const tally = new Map<string, Figures>()
  const figuresOf = ({ step, officeId }: ActTrace) => tally.getOrInsertComputed(`${step} ${officeId}`, () => new Map())
  return {
    addDay: (acts) => {
      for (const act of acts) {
        const figures = figuresOf(act)
        figures.set(act.officialId, (figures.get(act.officialId) ?? 0) + 1)
      }
    },
    alerts: () => {
      const found = new Map<string, MisuseAlert>()
      for (const acts of Map.groupBy(today, ({ officialId, step }) => `${officialId} ${step}`).values()) {
        const [first] = acts
        const figures = first && figuresOf(first)
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
    },
  }
}
