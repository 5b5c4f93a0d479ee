import type { WorkCalendar } from '../calendar/work-calendar.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { findPackInForce } from './select-pack.ts'
import type { Pack } from './pack.ts'

/** The law that a life is judged by: the packs of one jurisdiction, and the published working days. */
export type LifeLaw = { readonly packs: readonly Pack[]; readonly calendar: WorkCalendar }

/**
 * The pack that judges what happened on `on`: the one in force that day. What happened before the first pack of the jurisdiction
 * began is judged by the first, whose transition rules were written for it (I-050).
 *
 * @param packs - of one jurisdiction, in any order
 * @throws RangeError when there is none, or they are of several jurisdictions.
 */
export function packGoverning(packs: readonly Pack[], on: PlainDate): Pack {
  const [any] = packs
  if (any === undefined) throw new RangeError('A life cannot be judged without a pack')
  if (packs.length === 1) return any
  const stranger = packs.find((pack) => pack.jurisdiction !== any.jurisdiction)
  if (stranger !== undefined) throw new RangeError(`Packs of ${any.jurisdiction} and ${stranger.jurisdiction} at once`)
  const first = () => packs.reduce((earliest, pack) => (pack.inForceFrom < earliest.inForceFrom ? pack : earliest))
  return findPackInForce(packs, any.jurisdiction, on) ?? first()
}
