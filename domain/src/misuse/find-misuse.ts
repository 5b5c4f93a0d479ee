import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { MisusePolicy } from '../policy/misuse-policy.ts'
import type { ActTrace } from './act-trace.ts'
import { findBusyHours } from './find-busy-hours.ts'
import { findReuse } from './find-reuse.ts'
import { findSigns } from './find-signs.ts'
import { findUnlikePeers } from './find-unlike-peers.ts'
import type { MisuseAlert } from './misuse-alert.ts'

/**
 * Which acts of officials are worth a question at the end of a day (滥用监测). The text asks for monitoring in the background around the
 * clock (FS-2016-14:三.五) and gives no figures; they are our defaults in the pack (I-206). One alert per rule, official and day at most,
 * and only about somebody who on that day added to what it counts: what was asked once is not asked again because days pass.
 * With five quick decisions as the limit: four by 2026-03-02 and none on the 3rd say nothing, the fifth on the 4th speaks on the 4th.
 *
 * @param traces - acts of all officials of the city, of the policy's window up to and with `asOf`; others are left out
 */
export function findMisuse(traces: readonly ActTrace[], asOf: PlainDate, policy: MisusePolicy): readonly MisuseAlert[] {
  const from = addDays(asOf, 1 - policy.windowDays.value)
  const window = traces.filter(({ on }) => on >= from && on <= asOf)
  return [
    ...findBusyHours(window, asOf, policy),
    ...findSigns(window, asOf, policy),
    ...findReuse(window, asOf, policy),
    ...findUnlikePeers(window, asOf, policy),
  ]
}
