create table announcement (
  subject_id uuid not null,
  transition text not null check (transition in ('opening', 'before', 'suspended', 'after', 'restored', 'half-year')),
  on_day date not null,
  person_id uuid not null references person,
  division_code text not null,
  pack text not null,
  told boolean not null,
  recorded_at timestamptz not null default now(),
  primary key (subject_id, transition, on_day)
);
comment on table announcement is 'What the calendar brought about and that it was announced 到期告知: once for each permit, transition and day. The transition itself follows from dates and is stored nowhere';
comment on column announcement.subject_id is 'The permit; of a half year, the person';
comment on column announcement.on_day is 'The day on which it fell due, however late the sweep came to it';
comment on column announcement.pack is 'The pack in force on that day, by which it was found';
comment on column announcement.told is 'Whether a notice was made; not when a later one of the same window had already taken its place';
create index announcement_person on announcement (person_id, on_day);

create table announced_day (
  on_day date primary key,
  through_id uuid not null,
  persons integer not null default 0,
  announced integer not null default 0,
  begun_at timestamptz not null,
  finished_at timestamptz
);
comment on table announced_day is 'How far the announcing of each day has come; a sweep that was killed goes on from here';
comment on column announced_day.through_id is 'Persons up to this one are done';
comment on column announced_day.persons is 'How many were looked at';
comment on column announced_day.finished_at is 'Null while persons are left';

alter table announcement enable row level security;
create policy scope on announcement using (${schema}.in_scope(division_code, person_id));
grant select, insert on announcement to ${app};
grant select, insert, update on announced_day to ${app};
