create table objection (
  objection_id uuid primary key,
  version integer not null,
  person_id uuid not null references person,
  division_code text not null,
  office_id uuid not null,
  against text not null check (against in ('application-refused', 'endorsement-refused', 'permit-ended')),
  subject_id uuid not null,
  told_on date not null,
  filed_on date not null,
  due_on date not null,
  statement_enc bytea not null,
  answer text check (answer in ('upheld', 'rejected')),
  answered_on date,
  reason_enc bytea,
  pack text not null,
  recorded_at timestamptz not null default now(),
  constraint objection_in_order check (told_on <= filed_on and filed_on <= coalesce(answered_on, filed_on)),
  constraint objection_answered check ((answer is null) = (answered_on is null) and (answer is null) = (reason_enc is null))
);
comment on table objection is 'Statements against an adverse act 异议, and their answers: one for each act';
comment on column objection.subject_id is 'The application, the endorsement or the permit';
comment on column objection.told_on is 'The day of the act, on which the person was told';
comment on column objection.due_on is 'The answer is owed by this day';
comment on column objection.statement_enc is 'What the person said, under their key';
comment on column objection.reason_enc is 'Why it was answered so, under the key of the person';
create unique index objection_once on objection (subject_id, told_on);
create index objection_open on objection (due_on) where answer is null;
create index objection_person on objection (person_id, filed_on);

alter table objection enable row level security;
create policy scope on objection using (${schema}.in_scope(division_code, person_id));
grant select, insert, update on objection to ${app};
