import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Parameter, Pool } from '@anju/platform/database/pool.ts'

/** A row of `shared.work_day`. */
export type WorkDayRow = {
  readonly day: PlainDate
  readonly kind: 'working' | 'rest' | 'holiday'
  readonly published: boolean
  readonly workedUpTo: number
  readonly nextWorkingOn: PlainDate
}

/** Writes only the days that stand otherwise in the table, so that a second run touches nothing. */
export const REFRESH_WORK_DAYS = `
insert into work_day as w (day, kind, published, worked_up_to, next_working_on)
select n.day, n.kind, n.published, n.worked_up_to, n.next_working_on
from unnest($1::date[], $2::text[], $3::boolean[], $4::int[], $5::date[]) as n(day, kind, published, worked_up_to, next_working_on)
left join work_day o on o.day = n.day
where o.day is null or (o.kind, o.published, o.worked_up_to, o.next_working_on) is distinct from (n.kind, n.published, n.worked_up_to, n.next_working_on)
order by n.day
on conflict (day) do update set kind = excluded.kind, published = excluded.published, worked_up_to = excluded.worked_up_to, next_working_on = excluded.next_working_on
returning 1 as written`

/** The days as the parameters of {@link REFRESH_WORK_DAYS}. */
export function workDayColumns(days: readonly WorkDayRow[]): readonly Extract<Parameter, readonly unknown[]>[] {
  return [
    days.map(({ day }) => day),
    days.map(({ kind }) => kind),
    days.map(({ published }) => published),
    days.map(({ workedUpTo }) => workedUpTo),
    days.map(({ nextWorkingOn }) => nextWorkingOn),
  ]
}

/** Brings the table of working days to what the law's year files say. @returns how many days stood otherwise. */
export async function refreshWorkDays(shared: Pool, days: readonly WorkDayRow[]): Promise<number> {
  return (await shared.ask(REFRESH_WORK_DAYS, workDayColumns(days))).length
}
