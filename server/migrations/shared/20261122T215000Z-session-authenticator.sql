-- Sessions know what they were opened with; challenges and signings wait here until they are answered, once.

create extension if not exists btree_gist schema ${schema};

alter table session
  add column authenticator_id uuid references authenticator,
  add column assurance text not null default 'demo' check (assurance in ('security-key', 'ukey', 'demo', 'phone', 'identity-provider')),
  add column verified_at timestamptz,
  add column locked_at timestamptz,
  add column ip text not null default '',
  add column agent_sm3 bytea,
  add column end_reason text check (end_reason in ('signed-out', 'signed-in-elsewhere', 'ended-by-owner', 'account', 'idle', 'other'));
comment on column session.assurance is 'What the person showed at sign-in: a security key 安全密钥, a UKey, a demo link of dev mode (nothing), and for residents a phone or an identity provider';
comment on column session.verified_at is 'Last time the person verified themselves to their key (PIN or finger); a step-up makes it new';
comment on column session.locked_at is 'The screen is locked 锁屏: nothing is answered until the same person verifies again';
comment on column session.ip is 'Where the session was opened or last verified; another one asks for a step-up. Shown at the next sign-in';
comment on column session.agent_sm3 is 'Digest of the browser''s name; another one asks for a step-up';
create index session_official_open on session (official_id) where ended_at is null;

create table sign_in_challenge (
  challenge_id uuid primary key,
  purpose text not null check (purpose in ('sign-in', 'enrol', 'confirm')),
  challenge bytea not null unique,
  enrolment_id uuid references enrolment,
  session_sm3 bytea references session,
  expires_at timestamptz not null,
  used_at timestamptz,
  check ((purpose = 'enrol') = (enrolment_id is not null)),
  check ((purpose = 'confirm') = (session_sm3 is not null))
);
comment on table sign_in_challenge is 'Challenges of ceremonies with a key: short-lived, answered once';
create index sign_in_challenge_expiry on sign_in_challenge (expires_at);

create table signing (
  signing_id uuid primary key,
  session_sm3 bytea not null references session,
  official_id uuid not null references official,
  city text not null references city,
  route text not null,
  intent_id uuid not null,
  request_sm3 bytea not null,
  statement text not null,
  challenge bytea not null unique,
  display_enc bytea not null,
  dek_wrapped bytea not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
comment on table signing is 'Responsibility signatures that were asked for and wait for the official''s key: 120 seconds, one use';
comment on column signing.statement is 'Canonical JSON of what is to be signed; the challenge is made of it';
comment on column signing.display_enc is 'The text that was shown, under a key of its own until it goes under the person''s';
create index signing_expiry on signing (expires_at);

grant select, insert, update, delete on sign_in_challenge, signing to ${app};
