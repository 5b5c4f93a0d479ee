-- Who looked at whom, and what for (数据访问日志).

create table look (
  look_id uuid not null,
  at timestamptz not null,
  on_day date not null,
  official_id uuid not null,
  post_id uuid not null,
  session_ref text not null,
  route text not null,
  kind text not null,
  person_ids uuid[] not null,
  fields text[] not null,
  in_full boolean not null,
  purpose text not null,
  words text not null default '',
  case_id uuid,
  client_ip text not null,
  primary key (look_id, at)
) partition by range (at);
comment on table look is 'Every look of an official at personal data, written before the answer leaves; append-only for the application role. It holds ids and no personal value, so no row-level security stands under it';
comment on column look.on_day is 'Civil day (Asia/Shanghai) of the look; the digest of a day covers its rows';
comment on column look.person_ids is 'Whose data was shown; of a list all persons on it, in one row';
comment on column look.fields is 'Personal fields of the answer, by the table of fields at that time';
comment on column look.in_full is 'Whether masked fields were shown in full';
comment on column look.purpose is 'case, work-list, oversight, or a purpose of the city''s list';
comment on column look.case_id is 'The case under which it was shown, when there was one';
create table look_rest partition of look default;
comment on table look_rest is 'Looks of months without a partition of their own';
create index look_person on look using gin (person_ids);
create index look_official on look (official_id, at);
create index look_day on look (on_day);

create table look_tally (
  official_id uuid not null,
  on_day date not null,
  what text not null check (what in ('without-case', 'reveal', 'export-rows')),
  n integer not null,
  primary key (official_id, on_day, what)
);
comment on table look_tally is 'What is limited by the day: persons looked at without a case, values shown in full, rows exported';

create table look_alert (
  official_id uuid not null,
  on_day date not null,
  what text not null,
  most integer not null,
  law text not null,
  raised_at timestamptz not null,
  primary key (official_id, on_day, what)
);
comment on table look_alert is 'An official passed a daily number (批量查阅预警); once a day each';
comment on column look_alert.most is 'The number of the pack in force then, by the clause in law';

create table look_digest (
  on_day date primary key,
  looks integer not null,
  root bytea not null,
  sealed_at timestamptz not null
);
comment on table look_digest is 'SM3 Merkle root over the looks of a day; the same stands in the ledger, so a look taken away later is missed';

grant select, insert on look, look_tally, look_alert, look_digest to ${app};
grant update on look_tally to ${app};
