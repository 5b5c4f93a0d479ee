-- Files opened to one official beside the divisions of the post: assigned cases and cross-area grants.

create table case_assignment (
  assignment_id uuid primary key,
  case_id uuid not null,
  person_id uuid not null references person,
  division_code text not null,
  official_id uuid not null,
  assigned_by uuid not null,
  reason text not null,
  assigned_on date not null,
  ended_on date,
  ended_by uuid,
  recorded_at timestamptz not null default now(),
  check ((ended_on is null) = (ended_by is null))
);
comment on table case_assignment is 'Who a case was given to (承办件); the assignee sees the file of that person and works on it until it ends';
comment on column case_assignment.case_id is 'A registration or an application';
comment on column case_assignment.official_id is 'The assignee (承办人), of shared.official; likewise assigned_by and ended_by';
create unique index case_assigned_once on case_assignment (case_id) where ended_on is null;
create index case_assignment_official on case_assignment (official_id) where ended_on is null;

create table cross_area_grant (
  grant_id uuid primary key,
  version integer not null default 1,
  person_id uuid not null references person,
  division_code text not null,
  official_id uuid not null,
  post_id uuid not null,
  reason text not null check (reason <> ''),
  hours integer not null check (hours > 0),
  asked_on date not null,
  granted_by uuid,
  granted_at timestamptz,
  until_at timestamptz,
  ended_by uuid,
  ended_at timestamptz,
  end_reason text not null default '',
  recorded_at timestamptz not null default now(),
  constraint cross_area_two_people check (granted_by <> official_id),
  check ((granted_by is null) = (granted_at is null) and (granted_at is null) = (until_at is null)),
  check ((ended_by is null) = (ended_at is null))
);
comment on table cross_area_grant is 'Looks at one file of another area (跨区协查): asked for with a reason, granted by somebody else, over by itself at until_at';
comment on column cross_area_grant.division_code is 'Where the person lived when it was asked; whoever is in charge there decides';
comment on column cross_area_grant.post_id is 'The post it was asked from: another post of the same person gains nothing';
comment on column cross_area_grant.until_at is 'Instant by the system clock at which it is over; nothing has to run for that';
create index cross_area_official on cross_area_grant (official_id, until_at) where ended_at is null;

alter table case_assignment enable row level security;
create policy scope on case_assignment using (
  ${schema}.in_scope(division_code, person_id)
  or (
    nullif(current_setting('anju.city', true), '') = '${schema}'
    and official_id = nullif(current_setting('anju.actor', true), '')::uuid
  )
);
alter table cross_area_grant enable row level security;
create policy scope on cross_area_grant using (
  ${schema}.in_scope(division_code, person_id)
  or (
    nullif(current_setting('anju.city', true), '') = '${schema}'
    and official_id = nullif(current_setting('anju.actor', true), '')::uuid
  )
);
grant select, insert, update on case_assignment, cross_area_grant to ${app};
