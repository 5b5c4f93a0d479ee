import { dayNumber } from './civil-days.ts'
import type { Town, Village } from './city-plan.ts'

/** A dwelling of this part while it fills; its line is written last, when its counts are known. */
export type Home = {
  readonly dwellingId: string
  readonly village: Village
  readonly town: Town
  readonly inDormitory: boolean
  readonly places: number
  readonly addressId: string
  readonly areaM2: number
  occupants: number
  permits: number
}

/** What one registration of the past needs to know. */
export type PastRegistration = {
  readonly registrationId: string
  readonly personId: string
  readonly home: Home
  readonly registeredDay: number
  /** Moved in: before the registration when it was made late. */
  readonly movedInDay: number
  readonly endedDay: number | null
  readonly endReason: 'moved' | 'departed' | null
  readonly follows: string | null
  readonly pack: string
}

/** The first day of the national regulation. */
export const NATIONAL_DAY = dayNumber('2016-01-01')

/** Names of the packs by the day of an act. */
export function packOn(day: number): string {
  return day >= NATIONAL_DAY ? 'foshan/2016-01-01' : 'foshan/2010-01-01'
}
