import { type Decision, decided, ground, refusal, type Refusal, refused } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'

/** A draft as it was read, or why it could not be. `broken`: keys that leave the bounds of the regulation. */
export type DraftRead =
  | { readonly ok: true; readonly pack: Pack; readonly broken: readonly string[] }
  | { readonly ok: false; readonly problems: readonly string[] }

/**
 * Decides whether a draft of new rules may be tried out on a city's register.
 *
 * Cities make their own rules inside the regulation (CN-663:22). A draft is the city's own, begins after today, because a
 * pack whose day has come is never changed, and stays within what the regulation lets a city set.
 *
 * - today 2016-12-31: a draft from 2017-01-01 is tried out; one from 2016-12-31 is not
 */
export function decideDraft(read: DraftRead, jurisdiction: string, legalOn: PlainDate): Decision<Pack> {
  const law = 'CN-663:22'
  if (!read.ok) return refused(refusal('simulation.draft-unreadable', law, { problems: read.problems }))
  const { pack, broken } = read
  const { inForceFrom } = pack
  const refusals: Refusal[] = []
  if (pack.jurisdiction !== jurisdiction)
    refusals.push(refusal('simulation.draft-other-city', law, { jurisdiction: pack.jurisdiction }))
  if (inForceFrom <= legalOn) refusals.push(refusal('simulation.draft-in-past', law, { inForceFrom, legalOn }))
  if (broken.length > 0) refusals.push(refusal('simulation.draft-leaves-bounds', law, { keys: broken }))
  return decided(
    refusals,
    () => pack,
    () => [ground(law, 'simulation.draft', { draft: pack.id, inForceFrom })],
  )
}
