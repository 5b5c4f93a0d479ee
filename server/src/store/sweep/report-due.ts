import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import { governing, LAW, periodEnd, type SweepLaw } from './sweep-law.ts'

/** A report of an employer (用人单位) and its last day: the twin of `employerReportDueOn` and `employerDuties`. */
export type EmployerReportRow = {
  readonly employment_id: string
  readonly employer_id: string
  readonly event: 'hired' | 'left'
  readonly due_on: PlainDate
  readonly provisional: boolean
  /** Reported after the last day, or not yet and it is over; never by a provisional day. */
  readonly late: boolean
  readonly reported_on: PlainDate | null
}

const LATE = (reported: string) => `not d.provisional and coalesce(${reported}, $2::date) > d.extended_on`

export const EMPLOYER_REPORTS_STATEMENT = `with ${LAW}
select m.employment_id, m.employer_id, 'hired' as event, d.extended_on as due_on, d.provisional, ${LATE('m.hire_reported_on')} as late, m.hire_reported_on as reported_on
from employment m ${governing('l', 'm.hired_on')} ${periodEnd('d', 'm.hired_on', 'l.hire_n', 'l.hire_in_workdays', 'l.employer_extends')}
union all
select m.employment_id, m.employer_id, 'left', d.extended_on, d.provisional, ${LATE('m.leave_reported_on')}, m.leave_reported_on
from employment m ${governing('l', 'm.left_on')} ${periodEnd('d', 'm.left_on', 'l.leave_n', 'l.leave_in_workdays', 'l.employer_extends')}
where m.left_on is not null`

/** Every hire and leaver of the city with the last day of its report. */
export async function listEmployerReports(
  db: Db,
  law: SweepLaw,
  asOf: PlainDate,
  sql: string = EMPLOYER_REPORTS_STATEMENT,
): Promise<readonly EmployerReportRow[]> {
  return db.read<EmployerReportRow>(`${sql} order by employment_id, event`, [law.rows, asOf])
}

/** Reports that are owed and late. */
export async function listLateEmployerReports(
  db: Db,
  law: SweepLaw,
  asOf: PlainDate,
): Promise<readonly EmployerReportRow[]> {
  return db.read<EmployerReportRow>(
    `select employment_id, employer_id, event, due_on, provisional, late, reported_on from (${EMPLOYER_REPORTS_STATEMENT}) as r
     where late and reported_on is null order by due_on, employment_id`,
    [law.rows, asOf],
  )
}

/**
 * What a landlord (房屋出租人) owes for one letting: the twin of `tenantLogDueAt` and `landlordReportDueOn`. Null where the city's
 * text does not ask, or there is nothing to report yet.
 */
export type LandlordReportRow = {
  readonly letting_id: string
  readonly log_due_at: string | null
  readonly log_late: boolean
  readonly report_due_on: PlainDate | null
  readonly report_late: boolean
  readonly end_due_on: PlainDate | null
  readonly end_late: boolean
}

export const LANDLORD_REPORTS_STATEMENT = `with ${LAW},
begun as (
  select t.letting_id, t.moved_in_at, t.logged_at, t.reported_on, t.ended_on, t.end_reported_on,
    (t.moved_in_at at time zone 'Asia/Shanghai')::date as moved_in_on, coalesce(t.contract_on, (t.moved_in_at at time zone 'Asia/Shanghai')::date) as from_on
  from letting t
)
select b.letting_id, g.log_due_at, coalesce(coalesce(b.logged_at, $3::timestamptz) > g.log_due_at, false) as log_late,
  d.extended_on as report_due_on, coalesce(${LATE('b.reported_on')}, false) as report_late,
  f.extended_on as end_due_on, coalesce(not f.provisional and coalesce(b.end_reported_on, $2::date) > f.extended_on, false) as end_late
from begun b ${governing('l', 'b.from_on')}
left join law lm on b.moved_in_on >= lm.from_on and b.moved_in_on < lm.until_on
left join law le on b.ended_on >= le.from_on and b.ended_on < le.until_on
cross join lateral (select b.moved_in_at + make_interval(hours => lm.log_hours) as log_due_at) g
${periodEnd('d', 'b.from_on', 'l.let_n', 'l.let_in_workdays', 'l.landlord_extends')}
${periodEnd('f', 'b.ended_on', 'le.let_end_n', 'le.let_end_in_workdays', 'le.landlord_extends')}`

/** Every letting of the city with what its landlord owes. @param asOfAt - an instant of `asOf`, for the log counted in hours */
export async function listLandlordReports(
  db: Db,
  law: SweepLaw,
  asOf: PlainDate,
  asOfAt: string,
  sql: string = LANDLORD_REPORTS_STATEMENT,
): Promise<readonly LandlordReportRow[]> {
  return db.read<LandlordReportRow>(`${sql} order by letting_id`, [law.rows, asOf, asOfAt])
}
