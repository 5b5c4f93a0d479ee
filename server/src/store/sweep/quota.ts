import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import { LAW, type SweepLaw } from './sweep-law.ts'

/** What a dwelling holds beside what its living area is enough for: the twin of `occupancyOf`. */
export type QuotaRow = {
  readonly dwelling_id: string
  /** Null where the city does not count or nobody measured the dwelling. */
  readonly cap: number | null
  readonly permits: number
  readonly occupants: number
  /** More permits and open cases than the cap. */
  readonly permit_alarm: boolean
  readonly density_alarm: boolean
}

export const QUOTA_STATEMENT = `with ${LAW},
counted as (
  select d.dwelling_id, d.living_area_m2::float8 as area,
    (select count(*)::int from permit t where t.dwelling_id = d.dwelling_id and t.state in ('pending-pick-up', 'in-force'))
      + (select count(*)::int from application x where x.dwelling_id = d.dwelling_id and x.state = any($4)
         and not exists (select 1 from permit t where t.application_id = x.application_id and t.state <> 'ended')) as permits,
    (select count(*)::int from registration r where r.dwelling_id = d.dwelling_id and r.state = any($3) and r.registered_on is not null) as occupants
  from dwelling d
),
capped as (
  select c.dwelling_id, c.permits, c.occupants,
    case when l.counts and l.area_alone is not null and l.area_each is not null then
      case when c.area < l.area_alone then 0 else greatest(1, floor(c.area / l.area_each)::int) end end as cap
  from counted c join law l on $2::date >= l.from_on and $2::date < l.until_on
)
select dwelling_id, cap, permits, occupants, coalesce(permits > cap, false) as permit_alarm, coalesce(occupants > cap, false) as density_alarm from capped`

/**
 * Dwellings with an alarm (办证人数超量), counted from the cases themselves and not from the dwelling's counters.
 * @param openRegistrations - states of a registration in force; @param openApplications - states of an open permit case
 */
export async function listQuotaAlarms(
  db: Db,
  law: SweepLaw,
  asOf: PlainDate,
  openRegistrations: readonly string[],
  openApplications: readonly string[],
): Promise<readonly QuotaRow[]> {
  return db.read<QuotaRow>(
    `select dwelling_id, cap, permits, occupants, permit_alarm, density_alarm from (${QUOTA_STATEMENT}) as q where permit_alarm or density_alarm order by dwelling_id`,
    [law.rows, asOf, openRegistrations, openApplications],
  )
}

/** Every dwelling with its cap and counts. */
export async function listQuotas(
  db: Db,
  law: SweepLaw,
  asOf: PlainDate,
  openRegistrations: readonly string[],
  openApplications: readonly string[],
  sql: string = QUOTA_STATEMENT,
): Promise<readonly QuotaRow[]> {
  return db.read<QuotaRow>(`${sql} order by dwelling_id`, [law.rows, asOf, openRegistrations, openApplications])
}
