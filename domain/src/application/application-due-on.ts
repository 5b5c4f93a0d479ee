import { addWorkdays, type Provisional, provisional, type WorkCalendar } from '../calendar/work-calendar.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'
import { type ApplicationState, CLOSED_APPLICATION_STATES } from './application-machine.ts'

/** The part of an application that tells what is owed next. */
export type WaitingApplication = {
  readonly state: ApplicationState
  readonly since: PlainDate
  readonly appliedOn: PlainDate
  /** Last day of production, plain: alarms go by it. Null before acceptance. */
  readonly productionDueOn: PlainDate | null
}

/**
 * The last day of the step that the present state waits for; null when nothing is owed by a day.
 *
 * Not yet accepted, the office answers within the days after which its silence counts as acceptance (I-027). From
 * acceptance on everything lies within the production period, papers brought later included: nothing stops the clock. A
 * card that lies ready waits for its owner (I-030).
 */
export function applicationDueOn(
  waiting: WaitingApplication,
  pack: Pick<Pack, 'notice' | 'workflow'>,
  calendar: WorkCalendar,
): PlainDate | null {
  const { state, since, appliedOn, productionDueOn } = waiting
  if (state === 'submitted') return addWorkdays(calendar, appliedOn, pack.notice.deemedAfterWorkdays.value)
  if (state === 'notified') return addDays(since, pack.workflow.application.uncollectedDays.value)
  if (state === 'unclaimed' || CLOSED_APPLICATION_STATES.includes(state)) return null
  return productionDueOn
}

/**
 * The mark of the due days stored with an application: of the office's answer while it is owed, and of the prolonged end of
 * production (I-105). With it they are counted again once the working days of that year are published.
 */
export function applicationProvisional(
  due: Pick<WaitingApplication, 'state' | 'appliedOn' | 'productionDueOn'> & {
    readonly nextDueOn: PlainDate | null
    readonly productionExtendedOn: PlainDate | null
  },
  calendar: WorkCalendar,
): Provisional {
  const { state, appliedOn, nextDueOn, productionDueOn, productionExtendedOn } = due
  if (state === 'submitted' && nextDueOn !== null) return provisional(calendar, appliedOn, nextDueOn)
  if (productionDueOn === null || productionExtendedOn === null || CLOSED_APPLICATION_STATES.includes(state)) return {}
  return provisional(calendar, addDays(productionDueOn, -1), productionExtendedOn)
}

/** Whether a case counts among the permits of its dwelling: open, or ended with a permit in hand. */
export function countsAtDwelling(state: ApplicationState): boolean {
  return state !== 'refused' && state !== 'withdrawn' && state !== 'stopped'
}
