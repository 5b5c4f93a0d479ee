import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import { livedUnder } from '../untrue-stay.ts'
import { EVERYBODY, governing, LAW, periodEnd, type PersonRange, type SweepLaw } from './sweep-law.ts'

/** Since when somebody who resides has done so without a break, and when half a year is full: the twin of `residenceLedger`. */
export type ResidenceStartRow = {
  readonly person_id: string
  readonly residence_start: PlainDate
  readonly eligible_from: PlainDate
}

/** As common tables, for statements that go on from it: parameters as {@link listResidenceStarts}. */
export const RESIDENCE = `${LAW},
lived as (
  select r.person_id, r.registration_id, r.registered_on, r.moved_in_on, r.ended_on, r.follows is not null as is_change,
    lag(r.ended_on) over in_order as left_on, lead(r.registration_id) over in_order is null as is_last
  from registration r
  where r.registered_on <= $2::date and ${livedUnder('r')} and r.person_id > $3::uuid and r.person_id <= $4::uuid
  window in_order as (partition by r.person_id order by r.registered_on, r.ended_on nulls last, r.registration_id)
),
judged as (
  select v.person_id, v.registered_on, v.ended_on, v.is_last,
    v.left_on < v.registered_on and v.registered_on - v.left_on > l.max_gap
      and not coalesce(v.is_change and l.on_time_keeps and v.registered_on <= d.extended_on and greatest(0, v.moved_in_on - v.left_on) <= l.max_gap, false) as begins_anew
  from lived v ${governing('l', 'v.registered_on')}
  ${periodEnd('d', 'case when v.is_change and v.registered_on - v.left_on > l.max_gap then v.moved_in_on end', 'l.change_n', 'l.change_in_workdays', 'l.period_extends')}
),
residence as (
  select j.person_id, coalesce(max(j.registered_on) filter (where j.begins_anew), min(j.registered_on)) as start_on
  from judged j group by j.person_id
  having bool_or(j.is_last and (j.ended_on is null or j.ended_on > $2::date))
),
residence_start as (
  select r.person_id, s.residence_start, (s.residence_start + make_interval(months => l.half_months, days => l.half_days))::date as eligible_from
  from residence r join law l on $2::date >= l.from_on and $2::date < l.until_on
  cross join lateral (select case when l.earlier_counts then r.start_on else greatest(r.start_on, l.new_rules_from) end as residence_start) s
)`

export const RESIDENCE_STATEMENT = `with ${RESIDENCE} select person_id, residence_start, eligible_from from residence_start order by person_id`

/** Everybody of the range who resides on the day, and since when without a break. */
export async function listResidenceStarts(
  db: Db,
  law: SweepLaw,
  asOf: PlainDate,
  range: PersonRange = EVERYBODY,
  sql: string = RESIDENCE_STATEMENT,
): Promise<readonly ResidenceStartRow[]> {
  return db.read<ResidenceStartRow>(sql, [law.rows, asOf, range.after, range.through])
}

/** Who reaches half a year (居住半年) on this day. */
export async function listHalfYearReached(
  db: Db,
  law: SweepLaw,
  on: PlainDate,
  range: PersonRange = EVERYBODY,
): Promise<readonly ResidenceStartRow[]> {
  return db.read<ResidenceStartRow>(
    `with ${RESIDENCE} select person_id, residence_start, eligible_from from residence_start where eligible_from = $2::date order by person_id`,
    [law.rows, on, range.after, range.through],
  )
}
