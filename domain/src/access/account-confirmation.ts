import { addDays, addMonths, parsePlainDate, type PlainDate } from '../kernel/plain-date.ts'
import type { AccountPolicy } from '../policy/account-policy.ts'

export type PostConfirmation = {
  /** `confirmed`: nothing to do in this period. `due`: to be confirmed in it. `late`: its period is over, the post still holds. */
  readonly state: 'confirmed' | 'due' | 'late' | 'lapsed'
  /** The first day of the period in which the post is to be confirmed. */
  readonly dueFrom: PlainDate
  readonly dueOn: PlainDate
  /** From this day on an unconfirmed post does not hold. */
  readonly lapsesOn: PlainDate
}

/**
 * When a post has to be answered for again (季度复核), from the day it was last answered for: its appointment or a confirmation.
 * That day's period is covered; the next one asks (I-133). With quarters and 15 days: confirmed on 2026-02-10, so due from
 * 2026-04-01 to 2026-06-30, late to 2026-07-15, lapsed from 2026-07-16.
 */
export function accountConfirmation(
  answeredOn: PlainDate,
  on: PlainDate,
  policy: Pick<AccountPolicy, 'confirmEveryMonths' | 'confirmGraceDays'>,
): PostConfirmation {
  const months = policy.confirmEveryMonths.value
  const dueFrom = addMonths(periodFrom(answeredOn, months), months)
  const dueOn = addDays(addMonths(dueFrom, months), -1)
  const lapsesOn = addDays(dueOn, policy.confirmGraceDays.value + 1)
  const state = on < dueFrom ? 'confirmed' : on <= dueOn ? 'due' : on < lapsesOn ? 'late' : 'lapsed'
  return { state, dueFrom, dueOn, lapsesOn }
}

/** The first day of the period of so many months, counted from January, that a day lies in. */
export function periodFrom(day: PlainDate, months: number): PlainDate {
  const month = Number(day.slice(5, 7))
  const first = month - ((month - 1) % months)
  return parsePlainDate(`${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`)
}
