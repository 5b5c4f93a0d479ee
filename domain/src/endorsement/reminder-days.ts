import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { StandingWindow } from '../permit/permit-window.ts'
import type { Pack } from '../policy/pack.ts'

export const REMINDER_KINDS = ['opening', 'before', 'suspended', 'after'] as const

/** One message to the holder (到期签注提示短信). `days` before the last day in time, or after the first suspended day. */
export type Reminder = {
  readonly on: PlainDate
  readonly kind: (typeof REMINDER_KINDS)[number]
  readonly days: number
}

/**
 * The days on which a holder is reminded to endorse, oldest first, each day once: when the window opens, some days before the last day
 * in time, on the first suspended day, and later once more (FS-2016-14:二.四). A failed message excuses nobody by itself.
 *
 * Linhe, full year 2017-03-31 (Fri): 2017-03-01 (opening), 03-16 (15 days), 03-24 (7), 03-30 (1), 04-01 (suspended), 05-01 (30 after)
 *
 * Reading taken: the schedule (I-054).
 *
 * @param suspendedFrom - the first suspended day if nobody comes
 */
export function reminderDays(
  window: Pick<StandingWindow, 'opensOn' | 'lastInTimeOn'>,
  suspendedFrom: PlainDate,
  { reminders }: Pick<Pack['endorsement'], 'reminders'>,
): readonly Reminder[] {
  const { atOpening, daysAfter, daysBefore } = reminders.value
  const all: readonly Reminder[] = [
    ...(atOpening ? [{ on: window.opensOn, kind: 'opening' as const, days: 0 }] : []),
    ...daysBefore.map((days) => ({ on: addDays(window.lastInTimeOn, -days), kind: 'before' as const, days })),
    ...daysAfter.map((days) => ({
      on: addDays(suspendedFrom, days),
      kind: days === 0 ? ('suspended' as const) : ('after' as const),
      days,
    })),
  ]
  const byDay = new Map(all.toReversed().map((one) => [one.on, one]))
  return [...byDay.values()].filter(({ on }) => on >= window.opensOn).toSorted((a, b) => (a.on < b.on ? -1 : 1))
}
