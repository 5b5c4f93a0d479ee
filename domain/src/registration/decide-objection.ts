import { periodEnd } from '../calendar/period-end.ts'
import type { Provisional, WorkCalendar } from '../calendar/work-calendar.ts'
import { granted, ground, refusal, refused, type Decision } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'
import type { RegistrationState } from './registration-machine.ts'

/**
 * Decides whether a cancelled or ended registration is opened again (异议, 附件2): a new visit follows, and if it proves
 * true the original registration day stands.
 *
 * Against a cancellation as untrue and against an end, within the objection days of the pack; a person cancelled because
 * nobody was met may show up within the longer period. A last day that is a rest day gives way to the next working day.
 *
 * - 15 days: told 2016-01-08, objection until Sat 2016-01-23, so until Mon 2016-01-25; on 01-26 refused
 *
 * Reading taken: nobody is turned away by a day that is only provisional; until the working days of that year are published
 * the objection waits (I-105).
 */
export function decideObjection(
  cancelled: { readonly state: RegistrationState; readonly since: PlainDate },
  objectedOn: PlainDate,
  pack: Pick<Pack, 'workflow' | 'registration'>,
  calendar: WorkCalendar,
): Decision<Provisional & { readonly lastDayOn: PlainDate }> {
  const { objectionDays, reappearDays } = pack.workflow.registration
  const period = cancelled.state === 'cancelled-unreached' ? reappearDays : objectionDays
  const law = period.law
  const { extendedOn, provisionalYear } = periodEnd(
    cancelled.since,
    { n: period.value, unit: 'day' },
    pack.registration.holidayExtends.value,
    calendar,
  )
  const mark = provisionalYear === undefined ? {} : { provisionalYear }
  if (objectedOn > extendedOn) {
    return refused(
      provisionalYear === undefined
        ? refusal('registration.objection-too-late', law, { lastDayOn: extendedOn, objectedOn })
        : refusal('calendar.year-not-published', law, { year: provisionalYear, lastDayOn: extendedOn }),
    )
  }
  return granted({ lastDayOn: extendedOn, ...mark }, [
    ground(law, 'registration.objection-in-time', { lastDayOn: extendedOn, ...mark }),
  ])
}
