import { addPeriod } from '../calendar/period-end.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { PenaltyAct, PenaltyBand, PenaltyLaw, PenaltyPolicy } from '../policy/penalty-policy.ts'

/** What punishes on one day in one city: the national law and the city's own acts. */
export type Rulebook = { readonly national: PenaltyLaw; readonly penalties: PenaltyPolicy }

/**
 * The national law of penalties in force on a day: the one that began last.
 *
 * @throws RangeError when none is held for that day: a penalty is never guessed.
 */
export function penaltyLawOn(laws: readonly PenaltyLaw[], on: PlainDate): PenaltyLaw {
  const held = laws.filter(({ inForceFrom }) => inForceFrom <= on)
  const [first, ...rest] = held
  if (first === undefined) throw new RangeError(`No national law of penalties is held for ${on}`)
  return rest.reduce((last, law) => (law.inForceFrom > last.inForceFrom ? law : last), first)
}

/**
 * The band that an act is punished by, undefined when nothing punishes it there. Where nation and city both do, the nation's
 * band holds, for the regulation stands above local rules (I-074).
 */
export function findPenaltyBand(act: PenaltyAct, { national, penalties }: Rulebook): PenaltyBand | undefined {
  return national.bands.find((band) => band.act === act) ?? penalties.bands.find((band) => band.act === act)
}

/** The act, when its text of that day is not held here (I-077): it may be punishable, and nothing can be checked. */
export function findNotHeld(act: PenaltyAct, { national }: Rulebook): PenaltyLaw['notHeld'][number] | undefined {
  return national.notHeld.find((one) => one.act === act)
}

/**
 * Of the bands on the day of the act and of the decision, the one that holds: the old, unless the new is lighter
 * (AP-2021:37; I-075). What was not punishable then, or is not any more, is not punished.
 */
export function bandThatHolds(
  onAct: PenaltyBand | undefined,
  onDecision: PenaltyBand | undefined,
): PenaltyBand | undefined {
  if (onAct === undefined || onDecision === undefined) return undefined
  return isLighter(onDecision, onAct) ? onDecision : onAct
}

function isLighter(one: PenaltyBand, other: PenaltyBand): boolean {
  if (one.fine === null || other.fine === null) return one.fine === null && other.fine !== null
  if (one.fine.mostFen !== other.fine.mostFen) return one.fine.mostFen < other.fine.mostFen
  return one.fine.leastFen < other.fine.leastFen
}

/**
 * The last day on which an act can be found out and still be punished (处罚时效): two years from the act, or from the end of
 * an act that went on (AP-2009:29, AP-2021:36); six months for acts that the police punish by the law on public order
 * (PSL-2012:22).
 *
 * - act of 2016-02-29: until 2018-02-28; found out on 2018-03-01 nothing is punished
 *
 * The plain day holds, no rest day prolongs it: it runs against the office.
 */
export function limitationEndsOn(endedOn: PlainDate, band: PenaltyBand, { national }: Rulebook): PlainDate {
  return addPeriod(endedOn, (band.limitation ?? national.limitation).value)
}
