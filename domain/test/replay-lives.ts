import * as fc from 'fast-check'

import { addDays } from '../src/kernel/plain-date.ts'
import type { Pack } from '../src/policy/pack.ts'
import { lifeLedger } from '../src/residence/life-ledger.ts'
import { anyAge, anyLife, firstDayOf } from './any-life.ts'
import { CALENDAR, FOSHAN } from './held-law.ts'

/** A law that says everything about endorsements and half years otherwise than Foshan's. */
function otherLaw(inForceFrom: Pack['inForceFrom']): Pack {
  const { permit, halfYear } = FOSHAN
  return {
    ...FOSHAN,
    id: `foshan/${inForceFrom}`,
    inForceFrom,
    halfYear: { ...halfYear, value: { n: 183, unit: 'day' } },
    permit: { ...permit, lateEndorsement: { ...permit.lateEndorsement, value: { kind: 'restart' } } },
  }
}

/**
 * Decides so many generated lives under the law of their day, and once more after another version of the law has come: into force the
 * day after, before it in the list or behind it.
 * @returns how many were decided otherwise the second time; `control`: with a version put in place of the law of that very day
 */
export function replayLives(count: number, seed: number): { readonly changed: number; readonly control: number } {
  // Judged under the law that is held: nothing was decided by it before its first day.
  const anyCase = fc
    .tuple(anyLife, anyAge)
    .map(([life, age]) => ({ life, asOf: addDays(firstDayOf(life), age) }))
    .filter(({ asOf }) => asOf >= FOSHAN.inForceFrom)
  const cases = fc.sample(anyCase, { numRuns: count, seed })
  let [changed, control] = [0, 0]
  for (const { life, asOf } of cases) {
    // What was decided by that day; what is yet to come is judged by the law of its own day.
    const decided = (packs: readonly Pack[]) => {
      const { segments, residing, residenceYears, residenceStart, milestones } = lifeLedger(life, asOf, packs, CALENDAR)
      const reached = milestones.filter(({ on }) => on <= asOf)
      return JSON.stringify({ segments, residing, residenceYears, residenceStart, reached })
    }
    const kept = decided([FOSHAN])
    const later = otherLaw(addDays(asOf, 1))
    if (decided([FOSHAN, later]) !== kept || decided([FOSHAN]) !== kept) changed += 1
    if (decided([otherLaw(FOSHAN.inForceFrom)]) !== kept) control += 1
  }
  return { changed, control }
}
