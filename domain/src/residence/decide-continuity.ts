import type { Provisional, WorkCalendar } from '../calendar/work-calendar.ts'
import { type Facts, ground, type Ground } from '../kernel/decision.ts'
import { daysBetween, type PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'
import { registrationDueOn } from '../registration/registration-due-on.ts'

export type ContinuityPolicy = Pick<Pack, 'continuity' | 'registration'>

/** The registration that follows an ended one. */
export type NextStay = {
  readonly registeredOn: PlainDate
  /** A change of address (变更登记) follows an earlier stay; an arrival begins one. */
  readonly declaredAs: 'arrival' | 'change'
  /** Moved in (入住日期), which tells whether a change was declared in time. */
  readonly movedInOn?: PlainDate
}

export type Continuity = { readonly continues: boolean; readonly gapDays: number; readonly ground: Ground }

/**
 * Decides whether residence is continuous (连续居住) from a registration that ended on `endedOn` to the next one.
 *
 * A change of address inside the city does not interrupt residence when each gap is no longer than the pack allows,
 * however often it happens (FG-2015:二.三(2)). Where the text grants no gap (LH-2017-36:三.二(2)) only the days of a change
 * declared in time are kept.
 *
 * Rules of Foshan (3 days), signed off 2016-03-10:
 *
 * - registered again 2016-03-13: a gap of 3 days, continuous
 * - registered again 2016-03-14: a gap of 4 days, broken
 *
 * Signed off and moved in on Thu 2017-01-26, declared as a change of address:
 *
 * - declared Mon 2017-02-06, the third working day after: in time, continuous though 11 days passed
 * - declared 2017-02-07: late, a gap of 12 days, broken
 *
 * Readings taken: a gap is the plain difference of the two dates (I-037); a change declared in time leaves only the days
 * between leaving and moving in (I-021).
 */
export function decideContinuity(
  endedOn: PlainDate,
  next: NextStay,
  policy: ContinuityPolicy,
  calendar: WorkCalendar,
): Continuity {
  const { maxGapDays, onTimeChangeKeeps } = policy.continuity
  const gapDays = Math.max(0, daysBetween(endedOn, next.registeredOn))
  const facts = { endedOn, registeredOn: next.registeredOn, gapDays, maxGapDays: maxGapDays.value }
  if (gapDays <= maxGapDays.value) {
    return { continues: true, gapDays, ground: ground(maxGapDays.law, 'residence.gap-within-limit', facts) }
  }

  const change = changeInTime(endedOn, next, policy, calendar)
  if (change?.inTime === true) {
    return { continues: true, gapDays, ground: ground(onTimeChangeKeeps.law, 'residence.change-in-time', change.facts) }
  }
  // A change that is late by a provisional day may yet turn out to be in time.
  const mark = change?.provisionalYear === undefined ? {} : { provisionalYear: change.provisionalYear }
  return {
    continues: false,
    gapDays,
    ground: ground(maxGapDays.law, 'residence.gap-breaks', { ...facts, ...mark }),
  }
}

/** Whether a declared change of address leaves no gap but the days between the homes; undefined when the pack does not ask. */
function changeInTime(
  endedOn: PlainDate,
  { declaredAs, movedInOn, registeredOn }: NextStay,
  { continuity, registration }: ContinuityPolicy,
  calendar: WorkCalendar,
): (Provisional & { readonly inTime: boolean; readonly facts: Facts }) | undefined {
  if (declaredAs !== 'change' || movedInOn === undefined || !continuity.onTimeChangeKeeps.value) return undefined
  const { plainOn: _plain, extendedOn: dueOn, ...mark } = registrationDueOn('change', movedInOn, registration, calendar)
  const daysAway = Math.max(0, daysBetween(endedOn, movedInOn))
  return {
    inTime: registeredOn <= dueOn && daysAway <= continuity.maxGapDays.value,
    facts: { endedOn, movedInOn, registeredOn, dueOn, ...mark },
    ...mark,
  }
}
