import type { PeriodEnd } from '../calendar/period-end.ts'
import type { WorkCalendar } from '../calendar/work-calendar.ts'
import type { ClauseRef } from '../kernel/clause.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'
import type { PenaltyAct, PenaltyBand } from '../policy/penalty-policy.ts'
import { type EmployerEvent, employerReportDueOn } from './employer-report-due-on.ts'

/** One hire or leaver, and when it was reported, if it was. */
export type EmployerReport = {
  readonly event: EmployerEvent
  readonly on: PlainDate
  readonly reportedOn?: PlainDate
}

export type EmployerReportDuty = PeriodEnd & {
  readonly event: EmployerEvent
  /** Reported after the last day, or not reported and the last day is over. */
  readonly late: boolean
  readonly law: ClauseRef
}

export type EmployerDuties = {
  /** Kind of office that takes the reports; null where the city names none. */
  readonly recipient: string | null
  readonly reports: readonly EmployerReportDuty[]
  /** More new residents than the text lets an employer have without dedicated staff (专职人员). */
  readonly dedicatedStaff: boolean
  /** What is done for each person hired: the list of names and documents, urging them to declare. */
  readonly keeps: Pack['employer']['keeps']['value']
  /** What the city's own text has for employers who do not. */
  readonly consequences: readonly PenaltyBand[]
}

const ACTS: readonly PenaltyAct[] = ['employer-not-recording', 'employer-not-reporting']

/**
 * What an employer of new residents owes on `asOf`.
 *
 * It lists whom it hires with their documents, urges them to declare (LH-2017-36:四.用人单位), reports within the days of the
 * pack, and over a hundred hires it appoints dedicated staff (LH-2017-36:四.百人).
 *
 * - Linhe, 100 new residents: no dedicated staff; 101: owed. Foshan: never, its text does not ask
 * - who keeps no list: warning, order, then 500 to 1000 yuan in Linhe (LH-2017-36:四.单位处罚); who does not report: order and up
 *   to 1000 yuan in Foshan (FM-2014:34)
 * - due 2017-05-02: reported that day in time, on 05-03 late; unreported, late from 05-03
 */
export function employerDuties(
  facts: { readonly newResidents: number; readonly reports: readonly EmployerReport[] },
  asOf: PlainDate,
  pack: Pick<Pack, 'employer' | 'workflow' | 'penalties'>,
  calendar: WorkCalendar,
): EmployerDuties {
  const { staffAbove, keeps, reportAfterHire, reportAfterLeaving } = pack.employer
  return {
    recipient: pack.workflow.reportRecipients.employer?.officeKind ?? null,
    reports: facts.reports.map(({ event, on, reportedOn }) => {
      const due = employerReportDueOn(event, on, pack.employer, calendar)
      const { law } = event === 'hired' ? reportAfterHire : reportAfterLeaving
      return { ...due, event, late: isLate(due, reportedOn ?? asOf), law }
    }),
    dedicatedStaff: staffAbove.value !== null && facts.newResidents > staffAbove.value,
    keeps: keeps.value,
    consequences: pack.penalties.bands.filter(({ act }) => ACTS.includes(act)),
  }
}

/** A last day that is only provisional makes nobody late (I-105). */
function isLate({ extendedOn, provisionalYear }: PeriodEnd, on: PlainDate): boolean {
  return provisionalYear === undefined && on > extendedOn
}
