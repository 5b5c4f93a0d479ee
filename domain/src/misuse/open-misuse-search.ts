import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { MisusePolicy } from '../policy/misuse-policy.ts'
import type { ActTrace } from './act-trace.ts'
import { findBusyHours } from './find-busy-hours.ts'
import { searchReuse } from './search-reuse.ts'
import { searchSigns } from './search-signs.ts'
import { searchUnlikePeers } from './search-unlike-peers.ts'
import type { MisuseSearch } from './misuse-search.ts'

/**
 * Which acts of officials are worth a question at the end of a day (滥用监测). The text asks for monitoring in the background around the
 * clock (FS-2016-14:三.五) and gives no figures; they are our defaults in the pack (I-206). One alert per rule, official and day at most,
 * and only about somebody who on that day added to what it counts: what was asked once is not asked again because days pass.
 * With five quick decisions as the limit: four by 2026-03-02 and none on the 3rd say nothing, the fifth on the 4th speaks on the 4th.
 *
 * The day's own acts are held, and of the days before only what speaks of them: counts, cases that stand out, and acts with
 * a phone, dwelling, image or agent that came again on the day. Throws a RangeError when a day is not whole, comes out of turn, or
 * lies outside the policy's window.
 *
 * @param today - all acts of all officials of the city on `asOf`
 */
export function openMisuseSearch(
  today: readonly ActTrace[],
  asOf: PlainDate,
  policy: MisusePolicy,
): Pick<MisuseSearch, 'addDay' | 'alerts'> {
  const rules = [searchSigns(asOf, policy), searchReuse(today, asOf, policy), searchUnlikePeers(today, asOf, policy)]
  let before = addDays(asOf, -policy.windowDays.value)
  const addDay = (acts: readonly ActTrace[]) => {
    const [first] = acts
    if (first === undefined) return
    if (acts.some(({ on }) => on !== first.on) || first.on <= before || first.on > asOf)
      throw new RangeError('Days come whole and in order, within the window')
    before = first.on
    for (const rule of rules) rule.addDay(acts)
  }
  return {
    addDay,
    alerts: () => {
      addDay(today)
      return [...findBusyHours(today, asOf, policy), ...rules.flatMap((rule) => rule.alerts())]
    },
  }
}
