import { dayNumber, dayText, workingInstant } from './civil-days.ts'
import type { CopyValue } from './copy-text.ts'
import { packOn, type Home } from './past-registration.ts'
import { seededUuid, type SeededRandom } from './seeded-random.ts'

/** How people keep to their permit's calendar: the rest never come again. */
const IN_TIME_SHARE = 0.8
const LATE_SHARE = 0.14
/** Nobody comes later than this; most come within weeks. */
const LATEST_DAYS = 500
/** Days of the window in which people come in time. */
const WINDOW_DAYS = 28
/** Share of the cases of the last days that the office has not finished. */
const OPEN_DAYS = 2

export type EndorsedPermit = {
  readonly permitId: string
  readonly personId: string
  /** Issue, or the printed last day of a permit from before the regulation. */
  readonly baseDay: number
  /** Whether the base day is itself the first day on which an endorsement is due. */
  readonly dueAtBase: boolean
  /** Nothing happens after this day. */
  readonly lastDay: number
  readonly homeOn: (day: number) => Home
  readonly random: SeededRandom
}

/** The rows of `foshan.endorsement` of one permit: year after year in time, late, or no more. */
export function endorsementLines(permit: EndorsedPermit): readonly (readonly CopyValue[])[] {
  const { permitId, personId, lastDay, homeOn, random } = permit
  const lines: (readonly CopyValue[])[] = []
  let base = permit.baseDay
  for (let years = permit.dueAtBase ? 0 : 1; years < 20; years += 1) {
    const dueDay = yearsLater(base, years)
    const draw = random.next()
    if (draw >= IN_TIME_SHARE + LATE_SHARE) break
    const late = draw >= IN_TIME_SHARE
    const acceptedDay = late
      ? dueDay + 4 + Math.floor(random.next() ** 3 * LATEST_DAYS)
      : dueDay - random.below(WINDOW_DAYS)
    if (acceptedDay > lastDay) break
    if (late) {
      base = acceptedDay
      years = 0
    }
    const { town, village } = homeOn(acceptedDay)
    const isOpen = acceptedDay > lastDay - OPEN_DAYS
    lines.push([
      seededUuid(random, workingInstant(acceptedDay, random.next())),
      isOpen ? 1 : 2,
      permitId,
      personId,
      town.station.officeId,
      village.code,
      random.chance(0.25) ? 'online' : 'counter',
      packOn(acceptedDay),
      dayText(acceptedDay),
      isOpen ? null : dayText(acceptedDay),
    ])
  }
  return lines
}

/** The corresponding day `years` later; 29 February gives way to the 28th. */
export function yearsLater(day: number, years: number): number {
  const text = dayText(day)
  const year = Number(text.slice(0, 4)) + years
  const found = dayNumber(`${year}${text.slice(4)}`)
  const isThere = dayText(found).endsWith(text.slice(4))
  return isThere ? found : dayNumber(`${year}-02-28`)
}
