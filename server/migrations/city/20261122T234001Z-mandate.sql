-- Mandates of agents (代办委托): nobody acts for somebody else without one.

create table mandate (
  mandate_id uuid primary key,
  version integer not null,
  person_id uuid not null references person,
  division_code text not null,
  agent_enc bytea not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  way text not null check (way in ('guardian', 'code', 'face-to-face', 'visit')),
  pack text not null,
  given_on date not null,
  last_on date not null check (last_on >= given_on),
  uses_max integer not null check (uses_max > 0),
  uses integer not null default 0,
  confirmed_on date,
  revoked_on date,
  revoked_by text check (revoked_by in ('principal', 'office')),
  recorded_at timestamptz not null default now(),
  check (uses between 0 and uses_max),
  check ((revoked_on is null) = (revoked_by is null))
);
comment on table mandate is 'Who may act for whom, for what, until when and how often 委托. Expired and used up follow from it and are stored nowhere';
comment on column mandate.person_id is 'The principal 委托人';
comment on column mandate.agent_enc is 'The agent''s particulars 代办人 as seen on their document, under the principal''s key';
comment on column mandate.way is 'How the principal stands behind it: guardian of a child, a code to the number of record, seen by an official who signed, or at the visit of the application';
comment on column mandate.last_on is 'The last day on which it holds';
comment on column mandate.confirmed_on is 'Null while the principal has not been asked';
comment on column mandate.revoked_by is 'principal: on their own page; office: at the window or by telephone, on the principal''s word';
create index mandate_person on mandate (person_id, given_on);

create table mandate_use (
  mandate_id uuid not null references mandate,
  use_no integer not null check (use_no > 0),
  person_id uuid not null references person,
  division_code text not null,
  scope text not null,
  case_id uuid not null,
  used_on date not null,
  recorded_at timestamptz not null default now(),
  primary key (mandate_id, use_no)
);
comment on table mandate_use is 'Each act of an agent, counted; the key makes a count good once';
comment on column mandate_use.case_id is 'The application, endorsement or card case that was acted in';
create index mandate_use_person on mandate_use (person_id);

create table mandate_code (
  code_id uuid primary key,
  mandate_id uuid not null references mandate,
  person_id uuid not null references person,
  division_code text not null,
  code_enc bytea,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  tries integer not null default 0,
  used_at timestamptz
);
comment on table mandate_code is 'Codes by which principals confirm a mandate 委托验证码, sent to their own number of record and nowhere else';
comment on column mandate_code.code_enc is 'Six digits under the principal''s key; emptied when used, or when another was sent';
create index mandate_code_mandate on mandate_code (mandate_id, created_at);
create index mandate_code_person on mandate_code (person_id, created_at);

create table agent_tally (
  agent_bidx bytea not null,
  household uuid not null,
  on_day date not null,
  primary key (agent_bidx, household, on_day)
);
comment on table agent_tally is 'For whom an agent acted on which day, over the whole city; a keyed index and ids, no personal value, so no row-level security stands under it';
comment on column agent_tally.household is 'The principal; of a child, the dwelling, so that brothers and sisters at one place count once';

create table agent_alert (
  agent_bidx bytea not null,
  span text not null check (span in ('month', 'year')),
  on_day date not null,
  principals integer not null,
  most integer not null,
  law text not null,
  mandate_id uuid not null references mandate,
  raised_at timestamptz not null,
  primary key (agent_bidx, span, on_day)
);
comment on table agent_alert is 'An agent acted for more people than the pack''s number within a month or twelve months (代办预警); nobody is refused for it';
comment on column agent_alert.mandate_id is 'The mandate of the act that passed the number';

alter table mandate enable row level security;
create policy scope on mandate using (${schema}.in_scope(division_code, person_id));
alter table mandate_use enable row level security;
create policy scope on mandate_use using (${schema}.in_scope(division_code, person_id));
alter table mandate_code enable row level security;
create policy scope on mandate_code using (${schema}.in_scope(division_code, person_id));

alter table application add column mandate_id uuid references mandate;
comment on column application.mandate_id is 'The mandate under which an agent made the application';

grant select, insert, update on mandate, mandate_code to ${app};
grant select, insert on mandate_use, agent_tally, agent_alert to ${app};
