import type { PlainDate } from '../src/kernel/plain-date.ts'
import type { ActTrace } from '../src/misuse/act-trace.ts'
import type { SeededChance } from './seeded-chance.ts'

/** An official as they work: how fast they read, whether they sign in one go at the end of the day, how much they take on. */
export type Clerk = {
  readonly officialId: string
  readonly officeId: string
  readonly readSeconds: number
  readonly inOneGo: boolean
  readonly pace: number
}

/** A day of the half-year, how busy it is, and how many stay late on it. */
export type Day = {
  readonly on: PlainDate
  readonly isWorkday: boolean
  readonly load: number
  readonly lateShare: number
}

/** Somebody who comes to the window, and what they bring. */
export type Arrival = Pick<ActTrace, 'personId' | 'phone' | 'dwellingId' | 'agent' | 'image'>
export type Open = { readonly arrival: Arrival; readonly caseId: string }

/** Cases approved although no visit found the person: somebody of the grid knows them, or the landlord came along. */
const UNSEEN_SHARE = 0.004

export function takeIn(chance: SeededChance, clerk: Clerk, day: Day, { arrival, caseId }: Open): ActTrace {
  const online = arrival.agent === null && chance.happens(0.25)
  const minute = chance.happens(0.55) ? chance.between(510, 719) : chance.between(840, 1049)
  return {
    ...arrival,
    ...placeOf(clerk, day, caseId, minute),
    step: 'accept',
    openedSecondsBefore: online ? Math.round(chance.around(240, 0.6)) : null,
    visited: null,
  }
}

export function decide(
  chance: SeededChance,
  clerk: Clerk,
  day: Day,
  { arrival, caseId }: Open,
  minute: number,
): ActTrace {
  return {
    ...arrival,
    ...placeOf(clerk, day, caseId, minute),
    step: 'review',
    openedSecondsBefore: readingSeconds(chance, clerk),
    visited: !chance.happens(UNSEEN_SHARE),
  }
}

/** Some files were read the day before and are only signed; some wait over lunch. */
function readingSeconds(chance: SeededChance, { readSeconds }: Clerk): number {
  if (chance.happens(0.012)) return chance.between(8, 45)
  if (chance.happens(0.04)) return chance.between(1800, 14_400)
  return Math.round(chance.around(readSeconds, 0.5))
}

function placeOf({ officialId, officeId }: Clerk, { on, isWorkday }: Day, caseId: string, minute: number) {
  const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return { officialId, officeId, caseId, at: `${on}T${time}:00+08:00`, on, minute, isWorkday }
}
