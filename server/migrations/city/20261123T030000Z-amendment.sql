-- What was amended of a registration after its entry (变更登记): what was and what is, so that nothing is overwritten without a trace.
create table amendment (
  amendment_id uuid primary key,
  registration_id uuid not null references registration,
  version integer not null,
  person_id uuid not null references person,
  division_code text not null,
  reported_by text not null check (reported_by in ('person', 'guardian', 'employer')),
  changed_on date,
  amended_on date not null,
  pack text not null,
  changes_enc bytea not null,
  former_mobile_enc bytea,
  recorded_at timestamptz not null default now(),
  constraint amendment_once unique (registration_id, version)
);
comment on table amendment is 'Amendments of a registration 变更登记: facts of the form that the person reported as changed, each with what was before';
comment on column amendment.version is 'Version of the registration that it led to';
comment on column amendment.reported_by is 'person: the holder; guardian: guardian or close relative of a holder that cannot come; employer: of employment only';
comment on column amendment.changed_on is 'Since when it is so, where somebody said; the day it was recorded is amended_on';
comment on column amendment.changes_enc is 'The same fields before and after, under the person''s key';
comment on column amendment.former_mobile_enc is 'The mobile number that was given up, as it stood in the person''s row: one notice still goes there. Null: it stayed, or there was none';
create index amendment_person on amendment (person_id, amended_on);

alter table notice add column to_mobile_enc bytea;
comment on column notice.to_mobile_enc is 'A number that it goes to instead of the one on record, as it stood in the person''s row. Null: the one on record when it is sent';

alter table amendment enable row level security;
create policy scope on amendment using (${schema}.in_scope(division_code, person_id));
grant select, insert on amendment to ${app};
