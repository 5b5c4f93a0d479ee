import type { PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from './pack.ts'

/**
 * The pack of `jurisdiction` in force on the legal day `on`: the one that began last. A pack runs until the next begins,
 * so there is neither a gap nor an overlap.
 *
 * @throws RangeError when the jurisdiction has no pack, or none yet on that day: the law is never guessed.
 */
export function packInForce(packs: readonly Pack[], jurisdiction: string, on: PlainDate): Pack {
  const own = packs.filter((pack) => pack.jurisdiction === jurisdiction)
  const begun = own.filter((pack) => pack.inForceFrom <= on)
  const latest = begun.reduce<Pack | undefined>(
    (last, pack) => (last && last.inForceFrom > pack.inForceFrom ? last : pack),
    undefined,
  )
  if (latest !== undefined) return latest
  if (own.length === 0) throw new RangeError(`No law is held for jurisdiction ${JSON.stringify(jurisdiction)}`)
  const first = own.map((pack) => pack.inForceFrom).sort()[0]
  throw new RangeError(`No law of ${jurisdiction} is held for ${on}; the first pack is in force from ${first}`)
}
