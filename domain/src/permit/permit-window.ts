import { addPeriod } from '../calendar/period-end.ts'
import { nextWorkday, provisional } from '../calendar/work-calendar.ts'
import { addDays, laterOf, type PlainDate } from '../kernel/plain-date.ts'
import { type LifeLaw, packGoverning } from '../policy/pack-governing.ts'
import type { Pack } from '../policy/pack.ts'
import type { PermitRun } from './permit-run.ts'
import { anniversary } from './validity.ts'

/** The next endorsement (签注) of a permit. */
export type StandingWindow = {
  /** The day of the full year (满1年之日) by the calendar. */
  readonly anniversaryOn: PlainDate
  readonly opensOn: PlainDate
  /** Last day in time, a rest day having given way, or what an end that was taken back gave time to. */
  readonly lastInTimeOn: PlainDate
  /** The working days of that year are not published yet, so `lastInTimeOn` goes by the plain week (I-105). */
  readonly provisional: boolean
}

/** No rest of the yearly notices lasts longer; while a year is not published this much is allowed for. */
export const LONGEST_REST_DAYS = 10

/** The day of the next full year of a permit, or the printed last day of one from before the regulation (I-055). */
export function nextDueOn(run: PermitRun, packs: readonly Pack[]): PlainDate {
  if (run.printedExpiryOn !== undefined) return run.printedExpiryOn
  const years = packGoverning(packs, run.baseOn).permit.validYears.value
  return anniversary(run.baseOn, years * (run.timesEndorsed + 1))
}

/**
 * The window of the next endorsement as it stands after what happened so far. It is judged by the pack in force on the day of the full
 * year; whether an endorsement came too early, by the pack of its own day (I-050). In a year without published working days the
 * last day follows the plain week and is provisional (I-105).
 */
export function windowOf(run: PermitRun, { packs, calendar }: LifeLaw): StandingWindow {
  const anniversaryOn = nextDueOn(run, packs)
  const { anniversaryDayInWindow, endorsementOpens, holidayExtends } = packGoverning(packs, anniversaryOn).permit
  const opensOn = addPeriod(anniversaryOn, endorsementOpens.value, -1)
  const lastDay = anniversaryDayInWindow.value ? anniversaryOn : addDays(anniversaryOn, -1)
  const held = run.inTimeUntil ?? lastDay
  if (!holidayExtends.value) return { anniversaryOn, opensOn, lastInTimeOn: laterOf(lastDay, held), provisional: false }
  const extended = nextWorkday(calendar, lastDay)
  const isProvisional = 'provisionalYear' in provisional(calendar, addDays(lastDay, -1), extended)
  return { anniversaryOn, opensOn, lastInTimeOn: laterOf(extended, held), provisional: isProvisional }
}

/**
 * First day without functions (使用功能中止) if nobody comes: the day after the last day in time. Never while the office decides, and where
 * the last day is only provisional not before the longest rest has passed: nobody is late by a day that is not known yet.
 */
export function suspendedFrom({ heldUntil }: PermitRun, window: StandingWindow): PlainDate {
  const { anniversaryOn, lastInTimeOn } = window
  const known = window.provisional ? laterOf(addDays(anniversaryOn, LONGEST_REST_DAYS), lastInTimeOn) : lastInTimeOn
  return addDays(laterOf(known, heldUntil ?? known), 1)
}
