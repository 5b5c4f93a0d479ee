create extension if not exists pg_trgm schema ${schema};

create table installation (
  only_row boolean primary key default true check (only_row),
  key_fingerprint text not null,
  recorded_at timestamptz not null default now()
);
comment on table installation is 'One row: which key folder this database belongs to';
comment on column installation.key_fingerprint is 'Compared with the key folder at every start; a foreign folder stops the start';

create table legal_clock (
  only_row boolean primary key default true check (only_row),
  legal_on date not null
);
comment on table legal_clock is 'Dev mode only: the settable legal day of all processes; no row means the real day in Asia/Shanghai';

create table division (
  code text primary key check (code ~ '^[0-9]{2,12}$'),
  name text not null,
  level smallint not null check (level between 1 and 5),
  parent_code text,
  valid_from date,
  valid_to date,
  statistical boolean not null default false
);
comment on table division is 'Administrative divisions 行政区划, province (1) to village or community (5)';
comment on column division.valid_to is 'Retired codes stay: ID numbers and hukou addresses of the past carry them';
comment on column division.statistical is 'A unit that exists for statistics only, such as a farm or a park; not offered for choice';
create index division_parent on division (parent_code, code);

create table city (
  city text primary key check (city ~ '^[a-z]{2,30}$'),
  jurisdiction text not null,
  division_prefix text not null,
  name_zh text not null,
  name_en text not null
);
comment on table city is 'Cities of this installation; the city is also the name of its schema and a part of every address line';
comment on column city.jurisdiction is 'Which packs of the law apply';

create table office (
  office_id uuid primary key,
  city text not null references city,
  kind text not null,
  code text not null check (code ~ '^[0-9]{3}$'),
  name_zh text not null,
  name_en text not null,
  division_prefix text not null,
  unique (city, code)
);
comment on table office is 'Offices 机构; the kinds come from the city''s pack';
comment on column office.code is 'Three digits within the city; part of acceptance numbers';

create table official (
  official_id uuid primary key,
  name text not null,
  id_bidx bytea not null unique,
  active boolean not null default true,
  recorded_at timestamptz not null default now()
);
comment on table official is 'One account per natural person 一人一账号; unique by the blind index of the ID number';

create table post (
  post_id uuid primary key,
  official_id uuid not null references official,
  office_id uuid not null references office,
  role text not null,
  division_prefix text not null,
  valid_from date not null,
  valid_to date,
  check (valid_to is null or valid_from <= valid_to)
);
comment on table post is 'A role at an office for a time; its division prefix is what the holder sees';
create index post_official on post (official_id);

create table resident_account (
  account_id uuid primary key,
  name text not null,
  id_bidx bytea not null unique,
  id_enc bytea not null,
  dek_wrapped bytea not null,
  recorded_at timestamptz not null default now()
);
comment on table resident_account is 'A resident who signed in with their real name; declares for themselves only';

create table sign_in_link (
  token_sm3 bytea primary key,
  official_id uuid references official,
  post_id uuid references post,
  account_id uuid references resident_account,
  city text not null references city,
  expires_at timestamptz not null,
  used_at timestamptz,
  check ((official_id is null) <> (account_id is null))
);
comment on table sign_in_link is 'One-time sign-in links of dev mode; only the digest of the token is kept';

create table session (
  token_sm3 bytea primary key,
  official_id uuid references official,
  post_id uuid references post,
  account_id uuid references resident_account,
  city text not null references city,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  check ((official_id is null) <> (account_id is null)),
  check ((official_id is null) = (post_id is null))
);
comment on table session is 'Sessions by the digest of an opaque token';

create table id_index (
  index_key_version smallint not null,
  id_bidx bytea not null,
  person_id uuid not null,
  primary key (index_key_version, id_bidx)
);
comment on table id_index is 'One natural person, one person_id over all cities; names no city. Claimed before the business transaction, idempotently';

grant usage on schema ${schema} to ${app};
grant select on all tables in schema ${schema} to ${app};
grant insert on id_index to ${app};
grant insert, update on legal_clock, session, sign_in_link, resident_account to ${app};
