import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { PERMIT_CALENDAR } from './sweep/permit-calendar.ts'
import { RESIDENCE } from './sweep/residence-start.ts'
import type { PersonRange, SweepLaw } from './sweep/sweep-law.ts'

/** What the calendar brings about and people are told of (到期告知). */
export type Transition = 'opening' | 'before' | 'suspended' | 'after' | 'restored' | 'half-year'

/** Something that fell due on one day and is announced once. */
export type Due = {
  /** The permit; of a half year, the person. */
  readonly subject_id: string
  readonly transition: Transition
  readonly on_day: PlainDate
  readonly person_id: string
  readonly division_code: string
  /** What the notice is about: the permit, or the registration. */
  readonly about_id: string
  readonly last_in_time_on: PlainDate | null
  /** The day the notice speaks of: of a half year that is told late, the day it is told. */
  readonly told_on: PlainDate
  /** Something later has taken its place, so nobody is told any more. */
  readonly overtaken: boolean
}

/** States in which a registration that was entered stands and nothing speaks against it, visited or not: one may apply for a permit on it. */
const STANDING = `'recorded', 'visit-planned', 'active'`

/**
 * What falls due for permits on one day: reminders (到期签注提示短信), and suspensions whether or not a reminder of that day stands in the
 * pack. Of a day that was missed, a reminder is overtaken when a later one of the window is due by today, and a suspension when the permit
 * was endorsed meanwhile. Parameters: law, day, range of persons, today.
 */
export const PERMITS_DUE = `with ${PERMIT_CALENDAR},
due as (
  select distinct on (c.permit_id) c.permit_id, c.person_id, r.kind, c.opens_on, c.last_in_time_on, c.suspended_from, c.pending
  from permit_calendar c join law l on $2::date >= l.from_on and $2::date < l.until_on
  cross join lateral (
    select 0 as turn, 'suspended' as kind, c.suspended_from as on_day
    union all select 1, 'opening', c.opens_on where l.at_opening
    union all select 2, 'before', c.last_in_time_on - d from unnest(l.days_before) as d
    union all select 3, 'after', c.suspended_from + d from unnest(l.days_after) as d where d > 0
  ) r
  where c.lapsed_on is null and r.on_day = $2::date and r.on_day >= c.opens_on
  order by c.permit_id, r.turn
)
select d.permit_id as subject_id, d.kind as transition, $2::date as on_day, $2::date as told_on, d.person_id, t.division_code, d.permit_id as about_id, d.last_in_time_on,
  $5::date > $2::date and (
    exists (select from endorsement e where e.permit_id = d.permit_id and e.accepted_on >= d.opens_on and e.accepted_on <= $5::date and e.refused_on is null)
    or (d.kind in ('opening', 'before') and (d.suspended_from <= $5::date
      or exists (select from law l, unnest(l.days_before) as b where $5::date >= l.from_on and $5::date < l.until_on and d.last_in_time_on - b > $2::date and d.last_in_time_on - b <= $5::date)))
  ) as overtaken
from due d join permit t using (permit_id)
where not d.pending and t.state = 'in-force'
order by d.permit_id`

/**
 * Half a year (居住半年), told once to whoever may apply and has not: on the day it is full, or when a registration that was ended or in doubt on that day stands again
 * (I-156, I-213). Asked by what was told and not by the day alone, so that whatever brought the registration back need not think of it. No longer than another half
 * year after, and nothing from before the system ran (I-155). Of a residence that began anew the days are others, and so is the announcement.
 * Parameters: law, day, range of persons.
 */
export const HALF_YEARS_DUE = `with ${RESIDENCE}
select s.person_id as subject_id, 'half-year' as transition, s.eligible_from as on_day, $2::date as told_on, s.person_id, r.division_code, r.registration_id as about_id,
  null::date as last_in_time_on, false as overtaken
from residence_start s join law l on $2::date >= l.from_on and $2::date < l.until_on
join lateral (
  select g.registration_id, g.division_code from registration g
  where g.person_id = s.person_id and g.registered_on is not null and g.state in (${STANDING}) and g.finding is distinct from 'untrue'
  order by g.registered_on desc, g.registration_id desc limit 1
) r on true
where s.eligible_from <= $2::date and s.eligible_from + make_interval(months => l.half_months, days => l.half_days) > $2::date
  and s.eligible_from >= (select coalesce(min(d.on_day), $2::date) from announced_day d)
  and not exists (select from announcement n where n.transition = 'half-year' and n.person_id = s.person_id and n.on_day >= s.residence_start
    and n.person_id > $3::uuid and n.person_id <= $4::uuid)
  and not exists (select from permit t where t.person_id = s.person_id and t.state <> 'ended')
  and not exists (select from application a where a.person_id = s.person_id and a.closed_on is null)
  and not exists (select from application a where a.person_id = s.person_id and a.applied_on >= s.eligible_from and a.person_id > $3::uuid and a.person_id <= $4::uuid)
order by s.person_id`

/** Whose late endorsement restored the functions on the day it was written; its own use case has told most of them. */
const COMPLETED_ON = `select e.permit_id, e.person_id, e.accepted_on, t.division_code from endorsement e join permit t using (permit_id)
where e.completed_on = $1::date and e.person_id > $2::uuid and e.person_id <= $3::uuid order by e.permit_id`

/** Everything of the calendar that falls due on one day for a range of persons. */
export async function listDue(
  db: Db,
  law: SweepLaw,
  on: PlainDate,
  today: PlainDate,
  { after, through }: PersonRange,
): Promise<readonly Due[]> {
  const permits = await db.read<Due>(PERMITS_DUE, [law.rows, on, after, through, today])
  const halfYears = await db.read<Due>(HALF_YEARS_DUE, [law.rows, on, after, through])
  return [...permits, ...halfYears]
}

export type CompletedEndorsement = {
  readonly permit_id: string
  readonly person_id: string
  readonly accepted_on: PlainDate
  readonly division_code: string
}

export async function listCompletedOn(
  db: Db,
  on: PlainDate,
  { after, through }: PersonRange,
): Promise<readonly CompletedEndorsement[]> {
  return db.read<CompletedEndorsement>(COMPLETED_ON, [on, after, through])
}

/** An announcement with the notice that goes out with it. */
export type NewAnnouncement = {
  readonly subjectId: string
  readonly transition: Transition
  readonly onDay: PlainDate
  readonly personId: string
  readonly divisionCode: string
  readonly pack: string
  /** Null: it is only kept that it was due. */
  readonly notice: {
    readonly outboxId: string
    readonly topic: string
    readonly aboutId: string
    readonly payload: Readonly<Record<string, unknown>>
  } | null
}

const ANNOUNCE = `with wanted as (
  select * from unnest($1::uuid[], $2::text[], $3::date[], $4::uuid[], $5::text[], $6::text[], $7::uuid[], $8::text[], $9::uuid[], $10::text[])
    as w(subject_id, transition, on_day, person_id, division_code, pack, outbox_id, topic, about_id, payload)
), fresh as (
  insert into announcement (subject_id, transition, on_day, person_id, division_code, pack, told)
  select subject_id, transition, on_day, person_id, division_code, pack, outbox_id is not null from wanted
  on conflict (subject_id, transition, on_day) do nothing returning subject_id, transition, on_day
), effect as (
  insert into outbox (outbox_id, topic, subject_id, payload, available_at)
  select w.outbox_id, w.topic, w.about_id, w.payload::jsonb, $11::timestamptz
  from wanted w join fresh using (subject_id, transition, on_day) where w.outbox_id is not null
)
select 1 from fresh`

/**
 * Keeps that these things were announced, and puts a notice out for each that was not announced before: the row comes first, so that
 * of two sweeps at once, or of a sweep after a kill, one tells it. @returns how many were new
 */
export async function announce(tx: Tx, all: readonly NewAnnouncement[], at: string): Promise<number> {
  if (all.length === 0) return 0
  const rows = await tx.write(ANNOUNCE, [
    all.map(({ subjectId }) => subjectId),
    all.map(({ transition }) => transition),
    all.map(({ onDay }) => onDay),
    all.map(({ personId }) => personId),
    all.map(({ divisionCode }) => divisionCode),
    all.map(({ pack }) => pack),
    all.map(({ notice }) => notice?.outboxId ?? null),
    all.map(({ notice }) => notice?.topic ?? null),
    all.map(({ notice }) => notice?.aboutId ?? null),
    all.map(({ notice }) => (notice === null ? null : JSON.stringify(notice.payload))),
    at,
  ])
  return rows.length
}

/** One announcement of a permit or a person, for the file. */
export type AnnouncementRow = {
  readonly subject_id: string
  readonly transition: Transition
  readonly on_day: PlainDate
  readonly told: boolean
}

export async function listAnnouncementsOf(db: Db, personId: string): Promise<readonly AnnouncementRow[]> {
  return db.read<AnnouncementRow>(
    'select subject_id, transition, on_day, told from announcement where person_id = $1 order by on_day, transition',
    [personId],
  )
}

/** How far the announcing of one day has come. */
export type AnnouncedDay = { readonly on_day: PlainDate; readonly finished: boolean }

/** The latest day up to `through` that was begun; undefined before the first. */
export async function findLatestAnnouncedDay(db: Db, through: PlainDate): Promise<AnnouncedDay | undefined> {
  const rows = await db.read<AnnouncedDay>(
    'select on_day, finished_at is not null as finished from announced_day where on_day <= $1 order by on_day desc limit 1',
    [through],
  )
  return rows[0]
}

/** Begins a day, once. */
export async function beginAnnouncedDay(tx: Tx, on: PlainDate, firstId: string, at: string): Promise<void> {
  await tx.write(
    'insert into announced_day (on_day, through_id, begun_at) values ($1, $2, $3) on conflict (on_day) do nothing',
    [on, firstId, at],
  )
}

/** The day, locked: one sweep at a time goes on with it. Undefined while another does. */
export async function lockAnnouncedDay(
  tx: Tx,
  on: PlainDate,
): Promise<{ readonly through_id: string; readonly finished: boolean } | undefined> {
  const rows = await tx.write<{ through_id: string; finished: boolean }>(
    'select through_id, finished_at is not null as finished from announced_day where on_day = $1 for update skip locked',
    [on],
  )
  return rows[0]
}

export async function advanceAnnouncedDay(
  tx: Tx,
  on: PlainDate,
  done: {
    readonly throughId: string
    readonly persons: number
    readonly announced: number
    readonly finishedAt: string | null
  },
): Promise<void> {
  await tx.write(
    'update announced_day set through_id = $2, persons = persons + $3, announced = announced + $4, finished_at = $5 where on_day = $1',
    [on, done.throughId, done.persons, done.announced, done.finishedAt],
  )
}
