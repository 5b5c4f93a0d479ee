-- Residents sign in with their real name 实名登录: by a code to their mobile, or through a government identity provider.

alter table resident_account
  add column assurance text not null default 'phone' check (assurance in ('phone', 'identity-provider', 'seen-at-counter')),
  add column assured_at timestamptz,
  add column mobile_enc bytea,
  add column mobile_bidx bytea;
comment on column resident_account.assurance is 'How sure we are that the account is the person''s: a code to a phone, a government identity provider, or an official who saw them with their ID card. It only rises';
comment on column resident_account.mobile_bidx is 'The mobile that the first sign-in bound; the number of record in a city''s register goes before it';

create table sign_in_setting (
  name text primary key,
  value integer not null check (value >= 0),
  source text not null,
  recorded_at timestamptz not null default now()
);
comment on table sign_in_setting is 'Numbers of the residents'' sign-in and where each comes from; changed by the owner of the installation';
comment on column sign_in_setting.name is 'most.<subject>.<seconds>: codes in a sliding window; proof.<subject>.<seconds>: from this many on a proof of work is asked; the rest say what they are';
insert into sign_in_setting (name, value, source) values
  ('code-seconds', 300, 'ASVS 5.0 6.5: one-time codes by message live at most ten minutes; five are enough'),
  ('code-tries', 3, 'ASVS 5.0 6.5; three guesses at a million'),
  ('most.phone.60', 1, 'what networks allow for codes to one number'),
  ('most.phone.3600', 5, 'what networks allow for codes to one number'),
  ('most.phone.86400', 10, 'what networks allow for codes to one number'),
  ('most.id.3600', 5, 'as for a phone: one person has one or two'),
  ('most.id.86400', 10, 'as for a phone'),
  ('most.device.3600', 10, 'a family at one telephone'),
  ('most.device.86400', 20, 'a family at one telephone'),
  ('most.network.60', 20, 'our default: a service hall or a network that many telephones share'),
  ('most.network.3600', 200, 'our default'),
  ('most.network.86400', 1000, 'our default'),
  ('most.everyone.60', 120, 'our default: the budget of the gateway'),
  ('most.everyone.3600', 3000, 'our default'),
  ('most.everyone.86400', 20000, 'our default'),
  ('proof.phone.3600', 2, 'our default'),
  ('proof.id.3600', 2, 'our default'),
  ('proof.device.3600', 3, 'our default'),
  ('proof.network.3600', 20, 'our default'),
  ('proof.everyone.60', 60, 'half the budget'),
  ('proof-bits', 16, 'about a second in the browser of an old telephone, measured'),
  ('proof-seconds', 300, 'as the code'),
  ('breaker-seconds', 600, 'our default'),
  ('completed-percent-min', 30, 'fewer codes that are ever used mean that somebody plays'),
  ('completed-window-seconds', 900, 'our default'),
  ('completed-sent-min', 100, 'below this a share says nothing'),
  ('lock-failures', 3, 'codes that were guessed to the end'),
  ('lock-seconds-first', 60, 'doubled by each further failure'),
  ('lock-seconds-max', 3600, 'never for ever: the window and the identity provider stay open'),
  ('session-minutes-idle', 30, 'ASVS 5.0 7.3'),
  ('session-minutes-max', 240, 'ASVS 5.0 7.3');

create table sign_in_subject (
  kind text not null check (kind in ('device', 'everyone', 'id', 'network', 'pair', 'phone')),
  subject bytea not null,
  failures integer not null default 0,
  locked_until timestamptz,
  touched_at timestamptz not null,
  primary key (kind, subject)
);
comment on table sign_in_subject is 'Whom sign-in codes are counted for; the row is locked while one is counted, so two servers count as one';
comment on column sign_in_subject.subject is 'Keyed index of the value; pair: ID number and phone together, so that nobody locks out somebody else from another phone';
comment on column sign_in_subject.failures is 'Codes guessed to the end since the last success';

create table sign_in_attempt (
  attempt_id uuid primary key,
  city text not null references city,
  id_bidx bytea not null,
  mobile_bidx bytea not null,
  network bytea not null,
  device bytea not null,
  content_enc bytea,
  dek_wrapped bytea,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  tries integer not null default 0,
  used_at timestamptz,
  delivery text not null check (delivery in ('viewer', 'gateway')),
  state text not null check (state in ('shown', 'queued', 'unknown', 'handed-over', 'failed', 'expired')),
  gateway text,
  reference text,
  handed_at timestamptz,
  why text not null default '',
  recorded_at timestamptz not null default now()
);
comment on table sign_in_attempt is 'One code that was asked for 验证码: who, how often tried, whether used. Counted for the limits, removed after two days';
comment on column sign_in_attempt.content_enc is 'Name, ID number, mobile and code under a key of their own; both are emptied when the code is used or has run out';
comment on column sign_in_attempt.state is 'unknown is written before the gateway is asked: a code that may have been taken is never sent again';
create index sign_in_attempt_phone on sign_in_attempt (mobile_bidx, created_at);
create index sign_in_attempt_id on sign_in_attempt (id_bidx, created_at);
create index sign_in_attempt_network on sign_in_attempt (network, created_at);
create index sign_in_attempt_device on sign_in_attempt (device, created_at);
create index sign_in_attempt_at on sign_in_attempt (created_at);
create index sign_in_attempt_due on sign_in_attempt (city, created_at) where state = 'queued';
create index sign_in_attempt_reference on sign_in_attempt (gateway, reference) where reference is not null;

create table sign_in_breaker (
  opened_at timestamptz primary key,
  until timestamptz not null,
  why text not null check (why in ('budget', 'few-completed')),
  recorded_at timestamptz not null default now()
);
comment on table sign_in_breaker is 'Times in which no codes are sent, because the budget was used up or hardly any code was used';

create table sign_in_proof (
  proof_sm3 bytea primary key,
  expires_at timestamptz not null
);
comment on table sign_in_proof is 'Proofs of work that were taken: each opens one door';

create table identity_sign_in (
  state_sm3 bytea primary key,
  identity_id uuid not null unique,
  city text not null references city,
  browser_sm3 bytea not null,
  content_enc bytea not null,
  dek_wrapped bytea not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
comment on table identity_sign_in is 'Sign-ins that were sent to an identity provider and come back once, in the same browser';
comment on column identity_sign_in.content_enc is 'What the answer is checked with: nonce and code verifier, under a key of their own';

grant select on sign_in_setting to ${app};
grant insert on sign_in_breaker to ${app};
grant select on sign_in_breaker to ${app};
grant select, insert, update, delete on sign_in_subject, sign_in_attempt, sign_in_proof, identity_sign_in to ${app};
