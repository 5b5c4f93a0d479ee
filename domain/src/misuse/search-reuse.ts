import type { PlainDate } from '../kernel/plain-date.ts'
import type { MisusePolicy } from '../policy/misuse-policy.ts'
import { isEntry } from './is-entry.ts'
import type { ActTrace } from './act-trace.ts'
import type { MisuseAlert, MisuseRule } from './misuse-alert.ts'
import type { MisuseSearch } from './misuse-search.ts'

/** What comes again and again, and what else has to differ for it to count anew. */
type Reuse = {
  readonly rule: MisuseRule
  readonly count: number
  readonly again: (act: ActTrace) => string | null
  readonly differing: (act: ActTrace) => string
  readonly daysMin: number
}

/**
 * The same phone, dwelling, image or agent over and over, before one official. What is innocent is told apart by what else is the same:
 * - a family shares a phone and lives together, so a phone counts dwellings; flatmates have phones of their own but one
 *   contract, so a dwelling counts phones and an image dwellings;
 * - those for whom an agent comes are left to the rule about agents: an employer's clerk gives one phone and one contract for all;
 * - what comes to whoever is free speaks for each of them, so the figure has to be the policy's multiple of what all others
 *   took of the same: with five and threefold, five lodgers of a house of whom others had one speak, and of whom others had two do not;
 * - an employer's workers live in one dormitory, so an agent counts dwellings, too;
 * - a party of flatmates, or an agent with many people, is no habit on one day.
 */
export function searchReuse(today: readonly ActTrace[], asOf: PlainDate, policy: MisusePolicy): MisuseSearch {
  const searches = reusesOf(policy).map((reuse) => ({ reuse, groups: groupsOf(today, reuse) }))
  return {
    addDay: (acts) => {
      for (const act of acts) {
        if (!isEntry(act)) continue
        for (const { reuse, groups } of searches) groups.get(reuse.again(act))?.push(act)
      }
    },
    alerts: () =>
      searches.flatMap(({ reuse, groups }) => findReused(groups.values(), asOf, reuse, policy.peerTimes.value)),
  }
}

function reusesOf({ samePhone, sameDwelling, sameImage, sameAgent, habitDays }: MisusePolicy): readonly Reuse[] {
  const daysMin = habitDays.value
  return [
    { rule: 'same-phone', count: samePhone.value, again: ownPhone, differing: dwellingOf, daysMin: 1 },
    { rule: 'same-dwelling', count: sameDwelling.value, again: ownDwelling, differing: phoneOf, daysMin },
    { rule: 'same-image', count: sameImage.value, again: ownImage, differing: dwellingOf, daysMin: 1 },
    { rule: 'same-agent', count: sameAgent.value, again: agentOf, differing: dwellingOf, daysMin },
  ]
}

const ownPhone = ({ agent, phone }: ActTrace) => (agent === null ? phone : null)
const ownDwelling = ({ agent, dwellingId }: ActTrace) => (agent === null ? dwellingId : null)
const ownImage = ({ agent, image }: ActTrace) => (agent === null ? image : null)
const agentOf = ({ agent }: ActTrace) => agent
const dwellingOf = ({ dwellingId, personId }: ActTrace) => dwellingId ?? personId
const phoneOf = ({ phone, personId }: ActTrace) => phone ?? personId

/** A place for the acts of the window by each thing that came on the day: what did not come then is not asked about. */
function groupsOf(today: readonly ActTrace[], { again }: Reuse): ReadonlyMap<string | null, ActTrace[]> {
  const came = today.filter(isEntry).map(again)
  return new Map(came.flatMap((value) => (value === null ? [] : [[value, []]])))
}

/** What came to an official on the day and has come too often; of each official the most. */
function findReused(
  groups: Iterable<readonly ActTrace[]>,
  asOf: PlainDate,
  { rule, count, differing, daysMin }: Reuse,
  peerTimes: number,
): readonly MisuseAlert[] {
  const most = new Map<string, MisuseAlert>()
  for (const acts of groups) {
    for (const [officialId, own] of Map.groupBy(acts, (act) => act.officialId)) {
      const figure = new Set(own.map(differing)).size
      if (figure < count || figure <= (most.get(officialId)?.figure ?? 0)) continue
      const days = new Set(own.map(({ on }) => on))
      if (!days.has(asOf) || days.size < daysMin) continue
      const peers = new Set(acts.filter((act) => act.officialId !== officialId).map(differing)).size
      const limit = Math.max(count, peers * peerTimes)
      const caseIds = [...new Set(own.map(({ caseId }) => caseId))]
      if (figure >= limit) most.set(officialId, { rule, officialId, on: asOf, caseIds, figure, limit, peers })
    }
  }
  return [...most.values()]
}
