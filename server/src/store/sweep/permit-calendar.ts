import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import { livedUnder } from '../untrue-stay.ts'
import { EVERYBODY, governing, LAW, type PersonRange, type SweepLaw } from './sweep-law.ts'

/** Where one permit in force stands on a day: the twin of `permitLife` and `windowOf`. */
export type PermitCalendarRow = {
  readonly permit_id: string
  readonly person_id: string
  /** Anniversaries are counted from here. */
  readonly base_on: PlainDate
  readonly times_endorsed: number
  readonly anniversary_on: PlainDate
  readonly opens_on: PlainDate
  readonly last_in_time_on: PlainDate
  readonly provisional: boolean
  /** First day without functions if nobody comes; past or today: suspended. */
  readonly suspended_from: PlainDate
  readonly pending: boolean
  /** Ended by the passing of days alone. */
  readonly lapsed_on: PlainDate | null
}

/** The window of a run `r`, from the law of its days and the published working days; adds up to `suspended_from`. */
const windowOf = (base: string, times: string, printed: string, held: string, given: string) => `
  ${governing('lb', base)}
  cross join lateral (select coalesce(${printed}, (${base} + make_interval(years => lb.valid_years * (${times} + 1)))::date) as anniversary_on) a
  ${governing('lw', 'a.anniversary_on')}
  join work_day wl on wl.day = a.anniversary_on - case when lw.anniversary_day_in then 0 else 1 end
  join work_day wn on wn.day = wl.next_working_on
  cross join lateral (
    select (a.anniversary_on - make_interval(months => lw.opens_months, days => lw.opens_days))::date as opens_on,
      greatest(case when lw.holiday_extends then wl.next_working_on else wl.day end, ${given}) as last_in_time_on,
      lw.holiday_extends and not (wl.published and wn.published) as provisional
  ) w
  cross join lateral (
    select greatest(${held}, w.last_in_time_on, case when w.provisional then a.anniversary_on + lw.longest_rest end) + 1 as suspended_from
  ) s`

/**
 * Follows every permit of the range event by event, all permits one step at a time. Parameters: the law, the day, the range of
 * persons. Ends in `permit_calendar`.
 */
export const PERMIT_CALENDAR = `recursive ${LAW},
held as (
  select t.permit_id, t.person_id, t.transfer_id, t.issued_on, t.printed_expiry_on, t.ends_taken_back,
    case when t.printed_expiry_on < la.new_rules_from then t.printed_expiry_on + 1 end as expired_on, la.cancel_years
  from permit t join law la on $2::date >= la.from_on and $2::date < la.until_on
  where t.state <> 'ended' and t.issued_on <= $2::date and t.person_id > $3::uuid and t.person_id <= $4::uuid
),
lived as (
  select r.person_id, r.registered_on, left(r.division_code, 6) as county,
    lag(left(r.division_code, 6)) over (partition by r.person_id order by r.registered_on, r.registration_id) as came_from
  from registration r
  where r.registered_on is not null and ${livedUnder('r')} and r.person_id > $3::uuid and r.person_id <= $4::uuid
),
event as (
  select permit_id, on_day, ord, completed_on, refused_on, same_county, resets, given, row_number() over (partition by permit_id order by on_day, ord)::int as n
  from (
    select e.permit_id, e.accepted_on as on_day, 0 as ord, e.completed_on, e.refused_on, null::boolean as same_county, null::boolean as resets, null::date as given
    from endorsement e join held h using (permit_id)
    where e.person_id > $3::uuid and e.person_id <= $4::uuid and e.accepted_on between h.issued_on and $2::date
    union all
    select h.permit_id, v.registered_on, 1, null, null, v.county = v.came_from, null, null
    from lived v join held h using (person_id) where v.came_from is not null and v.registered_on between h.issued_on and $2::date
    union all
    select h.permit_id, m.moved_on, 1, null, null, m.from_county = m.to_county, m.effect = 'reset', null
    from address_change m join held h on h.transfer_id = m.address_change_id where m.moved_on between h.issued_on and $2::date
    union all
    select h.permit_id, lower(b), 2, null, null, null, null, upper(b) - 1
    from held h cross join unnest(h.ends_taken_back) as b where lower(b) between h.issued_on and $2::date
  ) as happened
),
run as (
  select h.permit_id, h.person_id, 0 as n, h.cancel_years, h.issued_on as base_on, 0 as times, h.printed_expiry_on as printed_on, null::date as held_until, null::date as given, false as pending,
    h.expired_on as lapsed_on, a.anniversary_on, w.opens_on, w.last_in_time_on, w.provisional, s.suspended_from
  from held h ${windowOf('h.issued_on', '0', 'h.printed_expiry_on', 'null::date', 'null::date')}
  union all
  select r.permit_id, r.person_id, e.n, r.cancel_years, t.base_on, t.times, t.printed_on, t.held_until, t.given, t.pending, t.lapsed_on,
    a.anniversary_on, w.opens_on, w.last_in_time_on, w.provisional, s.suspended_from
  from run r join event e on e.permit_id = r.permit_id and e.n = r.n + 1
  ${governing('le', 'e.on_day')}
  cross join lateral (select (r.suspended_from + make_interval(years => le.cancel_years))::date as cancelled_on) c
  cross join lateral (select coalesce(r.lapsed_on, case when not r.pending and c.cancelled_on <= e.on_day then c.cancelled_on end) as lapsed_on, e.on_day < r.suspended_from as in_time) d
  cross join lateral (
    select case
      when d.lapsed_on is not null then 'nothing'
      when e.ord = 1 and d.in_time and r.printed_on is null and coalesce(e.resets, case when e.same_county then le.resets_same_county else le.resets_same_city end) then 'reset'
      when e.ord = 1 then 'nothing'
      when e.ord = 2 then case when d.in_time then 'given' else 'nothing' end
      when e.on_day < (r.anniversary_on - make_interval(months => le.opens_months, days => le.opens_days))::date then 'nothing'
      when e.completed_on <= $2::date and d.in_time then 'in-time'
      when e.completed_on <= $2::date then 'late'
      when e.refused_on <= $2::date and d.in_time then 'held'
      when e.refused_on <= $2::date then 'nothing'
      else 'pending' end as kind
  ) k
  cross join lateral (
    select case when k.kind = 'in-time' then coalesce(r.printed_on, r.base_on) when k.kind in ('late', 'reset') then e.on_day else r.base_on end as base_on,
      case when k.kind = 'in-time' and r.printed_on is null then r.times + 1 when k.kind in ('in-time', 'late', 'reset') then 0 else r.times end as times,
      case when k.kind in ('in-time', 'late') then null else r.printed_on end as printed_on,
      case when k.kind in ('in-time', 'late') then null when k.kind = 'held' then e.refused_on when k.kind = 'pending' and d.in_time then $2::date else r.held_until end as held_until,
      case when k.kind = 'given' then greatest(r.given, e.given) else r.given end as given,
      case when k.kind in ('in-time', 'late') then false when k.kind = 'pending' then true else r.pending end as pending,
      d.lapsed_on
  ) t
  ${windowOf('t.base_on', 't.times', 't.printed_on', 't.held_until', 't.given')}
),
permit_calendar as (
  select distinct on (r.permit_id) r.permit_id, r.person_id, r.base_on, r.times as times_endorsed, r.anniversary_on, r.opens_on, r.last_in_time_on, r.provisional, r.suspended_from, r.pending,
    coalesce(r.lapsed_on, case when not r.pending and (r.suspended_from + make_interval(years => r.cancel_years))::date <= $2::date then (r.suspended_from + make_interval(years => r.cancel_years))::date end) as lapsed_on
  from run r order by r.permit_id, r.n desc
)`

const COLUMNS = `c.permit_id, c.person_id, c.base_on, c.times_endorsed, c.anniversary_on, c.opens_on, c.last_in_time_on, c.provisional, c.suspended_from, c.pending, c.lapsed_on`

const LIST = `with ${PERMIT_CALENDAR} select ${COLUMNS} from permit_calendar c order by c.permit_id`

/** How every permit in force of these persons stands on a day. */
export async function listPermitCalendar(
  db: Db,
  law: SweepLaw,
  asOf: PlainDate,
  range: PersonRange = EVERYBODY,
  sql: string = LIST,
): Promise<readonly PermitCalendarRow[]> {
  return db.read<PermitCalendarRow>(sql, [law.rows, asOf, range.after, range.through])
}

/** The statement of {@link listPermitCalendar}, for a test that spoils it. */
export const PERMIT_CALENDAR_STATEMENT = LIST

/** Permits whose first day without functions (中止) is this day: the announcement is due. */
export async function listSuspendedOn(
  db: Db,
  law: SweepLaw,
  on: PlainDate,
  range: PersonRange = EVERYBODY,
): Promise<readonly PermitCalendarRow[]> {
  return db.read<PermitCalendarRow>(
    `with ${PERMIT_CALENDAR} select ${COLUMNS} from permit_calendar c where c.suspended_from = $2::date and c.lapsed_on is null order by c.permit_id`,
    [law.rows, on, range.after, range.through],
  )
}

/** Permits whose endorsement window (签注期) opens on this day. */
export async function listWindowsOpening(
  db: Db,
  law: SweepLaw,
  on: PlainDate,
  range: PersonRange = EVERYBODY,
): Promise<readonly PermitCalendarRow[]> {
  return db.read<PermitCalendarRow>(
    `with ${PERMIT_CALENDAR} select ${COLUMNS} from permit_calendar c where c.opens_on = $2::date and c.lapsed_on is null order by c.permit_id`,
    [law.rows, on, range.after, range.through],
  )
}

/** A reminder that is due (到期签注提示), of which kind and how many days before or after: the twin of `reminderDays`. */
export type ReminderRow = {
  readonly permit_id: string
  readonly person_id: string
  readonly kind: 'opening' | 'before' | 'suspended' | 'after'
  readonly days: number
  readonly last_in_time_on: PlainDate
  /** An endorsement is being decided: nobody has to come. */
  readonly pending: boolean
}

export const REMINDERS_STATEMENT = `with ${PERMIT_CALENDAR}
select distinct on (c.permit_id) c.permit_id, c.person_id, r.kind, r.days, c.last_in_time_on, c.pending
from permit_calendar c join law l on $2::date >= l.from_on and $2::date < l.until_on
cross join lateral (
  select 0 as turn, 'opening' as kind, 0 as days, c.opens_on as on_day where l.at_opening
  union all select 1, 'before', d, c.last_in_time_on - d from unnest(l.days_before) as d
  union all select 2, case when d = 0 then 'suspended' else 'after' end, d, c.suspended_from + d from unnest(l.days_after) as d
) r
where c.lapsed_on is null and r.on_day = $2::date and r.on_day >= c.opens_on
order by c.permit_id, r.turn`

export async function listRemindersDue(
  db: Db,
  law: SweepLaw,
  on: PlainDate,
  range: PersonRange = EVERYBODY,
  sql: string = REMINDERS_STATEMENT,
): Promise<readonly ReminderRow[]> {
  return db.read<ReminderRow>(sql, [law.rows, on, range.after, range.through])
}
