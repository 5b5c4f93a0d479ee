import { type PlainDate, parsePlainDate } from '../kernel/plain-date.ts'
import { addPeriod } from '../calendar/period-end.ts'
import type { PointsPack, PointsPurpose } from '../policy/points-policy.ts'

/** A round in which applicants are ranked with each other. */
export type PointsRound = {
  /** `2016` for a school year, `2016-Q3` for hukou. */
  readonly key: string
  /** The day up to which points are counted. */
  readonly countedOn: PlainDate
}

const MONTHS_OF_ROUND = { quarter: 3 }

/**
 * The round that an application of `appliedOn` belongs to, and the day up to which its points are counted.
 *
 * School places are ranked once a year with points up to 30 May (FP-2016:截止): what is earned on 31 May counts next year, and so
 * does an application made then. Hukou is ranked each quarter with points up to the day of application (FP-2016:18, I-095).
 */
export function pointsRound(
  purpose: PointsPurpose,
  appliedOn: PlainDate,
  { schoolCutOff, hukouRound }: PointsPack,
): PointsRound {
  const year = Number(appliedOn.slice(0, 4))
  if (purpose === 'school') {
    const isThisYear = appliedOn.slice(5) <= schoolCutOff.value
    const round = isThisYear ? year : year + 1
    return { key: String(round), countedOn: parsePlainDate(`${round}-${schoolCutOff.value}`) }
  }
  const months = MONTHS_OF_ROUND[hukouRound.value]
  return { key: `${year}-Q${Math.ceil(Number(appliedOn.slice(5, 7)) / months)}`, countedOn: appliedOn }
}

/** The last day of an entry card (入户卡) issued on `issuedOn`: the corresponding day is still valid (FP-2016:18, CC:202). */
export function entryCardValidThrough(issuedOn: PlainDate, { entryCardValid }: PointsPack): PlainDate {
  return addPeriod(issuedOn, entryCardValid.value)
}
