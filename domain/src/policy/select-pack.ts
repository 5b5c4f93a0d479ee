import type { PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from './pack.ts'

/** As {@link packInForce}; undefined where the jurisdiction has no law on that day. */
export function findPackInForce(packs: readonly Pack[], jurisdiction: string, on: PlainDate): Pack | undefined {
  return packs
    .filter((pack) => pack.jurisdiction === jurisdiction && pack.inForceFrom <= on)
    .reduce<Pack | undefined>((last, pack) => (last && last.inForceFrom > pack.inForceFrom ? last : pack), undefined)
}

/**
 * The pack of `jurisdiction` in force on the legal day `on`: the one that began last. A pack runs until the next begins,
 * so there is neither a gap nor an overlap.
 *
 * @throws RangeError when the jurisdiction has no pack, or none yet on that day: the law is never guessed.
 */
export function packInForce(packs: readonly Pack[], jurisdiction: string, on: PlainDate): Pack {
  const latest = findPackInForce(packs, jurisdiction, on)
  if (latest !== undefined) return latest
  const own = packs.filter((pack) => pack.jurisdiction === jurisdiction)
  if (own.length === 0) throw new RangeError(`No law is held for jurisdiction ${JSON.stringify(jurisdiction)}`)
  const first = own.map((pack) => pack.inForceFrom).sort()[0]
  throw new RangeError(`No law of ${jurisdiction} is held for ${on}; the first pack is in force from ${first}`)
}
