alter table permit add column seal bytea;
alter table permit add column seal_kid text;
alter table card add column version integer not null default 1;
alter table card add column seal bytea;
alter table card add column seal_kid text;
alter table endorsement add column seal bytea;
alter table endorsement add column seal_kid text;
comment on column permit.seal is 'Keyed hash over what decides, the id and the version, under a key outside the database; the ledger holds it too, so an old row with its old seal is found. Null: never sealed';
comment on column permit.seal_kid is 'The key of the seal; likewise on card and endorsement';

create table legal_hold (
  hold_id uuid primary key,
  person_id uuid not null references person,
  division_code text not null,
  reason text not null check (reason <> ''),
  placed_by uuid not null,
  placed_on date not null,
  lifted_by uuid,
  lifted_on date,
  recorded_at timestamptz not null default now(),
  check ((lifted_by is null) = (lifted_on is null) and (lifted_on is null or placed_on <= lifted_on))
);
comment on table legal_hold is 'Persons whose record must not be erased while somebody looks into it 保全: a complaint, a review, a court';
create index legal_hold_person on legal_hold (person_id) where lifted_on is null;

create table erasure (
  erasure_id uuid primary key,
  version integer not null,
  person_id uuid not null references person,
  division_code text not null,
  reason text not null check (reason in ('asked', 'retention-over')),
  pack text not null,
  state text not null check (state in ('proposed', 'erased', 'rejected')),
  proposed_by uuid not null,
  proposed_on date not null,
  decided_by uuid,
  decided_on date,
  recorded_at timestamptz not null default now(),
  constraint erasure_two_officials check (decided_by <> proposed_by),
  constraint erasure_decided check ((state = 'proposed') = (decided_on is null))
);
comment on table erasure is 'Deletions of a person''s facts 删除: one official proposes, another decides. The list of those that were done is applied again to whatever is restored from before';
comment on column erasure.decided_by is 'Not the one who proposed it';
create unique index erasure_open_once on erasure (person_id) where state = 'proposed';
create index erasure_done on erasure (person_id) where state = 'erased';

alter table person add column erased_on date;
comment on column person.erased_on is 'Since when nothing of the person can be read: the key is destroyed, the row stays as a stub for the ledger';

alter table legal_hold enable row level security;
create policy scope on legal_hold using (${schema}.in_scope(division_code, person_id));
alter table erasure enable row level security;
create policy scope on erasure using (${schema}.in_scope(division_code, person_id));

grant select, insert, update on legal_hold, erasure to ${app};
grant update on blob to ${app};
