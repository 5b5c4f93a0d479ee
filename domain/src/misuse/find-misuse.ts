import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { MisusePolicy } from '../policy/misuse-policy.ts'
import type { ActTrace } from './act-trace.ts'
import type { MisuseAlert } from './misuse-alert.ts'
import { openMisuseSearch } from './open-misuse-search.ts'

/**
 * The search for misuse over acts that are all at hand.
 *
 * @param traces - acts of all officials of the city, of the policy's window up to and with `asOf`; others are left out
 */
export function findMisuse(traces: readonly ActTrace[], asOf: PlainDate, policy: MisusePolicy): readonly MisuseAlert[] {
  const days = Map.groupBy(traces, ({ on }) => on)
  const search = openMisuseSearch(days.get(asOf) ?? [], asOf, policy)
  for (let on = addDays(asOf, 1 - policy.windowDays.value); on < asOf; on = addDays(on, 1))
    search.addDay(days.get(on) ?? [])
  return search.alerts()
}
