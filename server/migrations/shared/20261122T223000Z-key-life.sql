create table key_change (
  name text not null,
  kid text not null,
  alg text not null,
  state text not null check (state in ('active', 'decrypt-only', 'verify-only', 'destroyed')),
  changed_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  primary key (name, kid, state)
);
comment on table key_change is 'When each key of the key folder came into use, was retired and destroyed; the keys themselves are nowhere in the database';

alter table official add column version integer not null default 1;
alter table official add column seal bytea;
alter table official add column seal_kid text;
alter table post add column version integer not null default 1;
alter table post add column seal bytea;
alter table post add column seal_kid text;
alter table authenticator add column version integer not null default 1;
alter table authenticator add column seal bytea;
alter table authenticator add column seal_kid text;
comment on column official.seal is 'Keyed hash over what decides, the id and the version, under a key outside the database: a row changed by hand no longer fits it. Null: never sealed';
comment on column official.seal_kid is 'The key of the seal; likewise on post and authenticator';

grant select on key_change to ${app};
