-- Questions about the use of accounts (滥用监测): what rules noticed of a day that is over, and what a person answered. Nothing is blocked by one.

create table misuse_day (
  on_day date primary key,
  acts integer not null,
  alerts integer not null,
  swept_at timestamptz not null
);
comment on table misuse_day is 'Days whose acts were gone through; the key makes that happen once';
comment on column misuse_day.on_day is 'Civil day (Asia/Shanghai) by the system clock';
comment on column misuse_day.acts is 'How many signed acts that day had';

create table misuse_alert (
  alert_id uuid primary key,
  version integer not null default 1,
  rule text not null,
  official_id uuid not null,
  office_id uuid not null,
  division_code text not null,
  on_day date not null,
  case_ids uuid[] not null check (cardinality(case_ids) > 0),
  figure double precision not null,
  most double precision not null,
  peers double precision,
  pack text not null,
  law text not null,
  raised_at timestamptz not null,
  answer text check (answer in ('explained', 'handed-over')),
  words text not null default '',
  answered_by uuid,
  answered_on date,
  recorded_at timestamptz not null default now(),
  constraint misuse_alert_once unique (rule, official_id, on_day),
  constraint misuse_alert_by_somebody_else check (answered_by <> official_id),
  constraint misuse_alert_answered_in_words check (
    (answer is null) = (answered_by is null) and (answer is null) = (answered_on is null) and (answer is null) = (words = '')
    and version = case when answer is null then 1 else 2 end
  )
);
comment on table misuse_alert is 'A question to a person about what an official did (滥用预警), never a decision; ids and counts, no personal value';
comment on column misuse_alert.division_code is 'Where the office of the act is; row-level security goes by it';
comment on column misuse_alert.case_ids is 'The cases that the question is about';
comment on column misuse_alert.figure is 'What was counted, by the rule; most: the number of the pack it passed; peers: the middle of colleagues, where the rule compares';
comment on column misuse_alert.answer is 'explained 已说明, or handed-over 已移交 to whoever inquires; null while nobody answered';
comment on column misuse_alert.answered_by is 'Never the official whom it is about';
create index misuse_alert_day on misuse_alert (on_day desc);
create index misuse_alert_official on misuse_alert (official_id, on_day);
create index misuse_alert_open on misuse_alert (on_day) where answer is null;

alter table misuse_alert enable row level security;
create policy scope on misuse_alert using (${schema}.in_scope(division_code, null));

grant select, insert on misuse_day, misuse_alert to ${app};
grant update (version, answer, words, answered_by, answered_on) on misuse_alert to ${app};
