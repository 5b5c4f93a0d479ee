create table enrolment (
  enrolment_id uuid primary key,
  staff_id uuid not null references staff,
  operators text[] not null check (cardinality(operators) = 2 and operators[1] <> operators[2]),
  code_sm3 bytea not null unique,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
comment on table enrolment is 'Leave to bind one security key 安全密钥登记, given at the console by two named operators; only the digest of its code is kept';
comment on column enrolment.operators is 'Police numbers of the two who gave it, neither of them the member of staff themselves';

create table authenticator (
  authenticator_id uuid primary key,
  enrolment_id uuid not null unique references enrolment,
  staff_id uuid not null references staff,
  credential_id bytea not null unique,
  public_key bytea not null,
  sign_count bigint not null check (sign_count >= 0),
  aaguid text not null,
  transports text[] not null,
  attestation bytea not null,
  label text not null,
  registered_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoke_reason text,
  check ((revoked_at is null) = (revoke_reason is null))
);
comment on table authenticator is 'Security keys 安全密钥 of the staff; a revoked one stays, because what it signed still stands';
comment on column authenticator.public_key is 'COSE key, ES256 or Ed25519';
comment on column authenticator.sign_count is 'What the key said last; one that does not grow means a copy, and revokes the key';
create index authenticator_of_staff on authenticator (staff_id) where revoked_at is null;

create table sign_in_challenge (
  challenge_id uuid primary key,
  purpose text not null check (purpose in ('sign-in', 'enrol')),
  challenge bytea not null,
  enrolment_id uuid references enrolment,
  expires_at timestamptz not null,
  used_at timestamptz,
  check ((purpose = 'enrol') = (enrolment_id is not null))
);
comment on table sign_in_challenge is 'Challenges that keys were asked to answer, each once and within two minutes';

alter table session
  add column assurance text not null default 'demo' check (assurance in ('security-key', 'demo')),
  add column authenticator_id uuid references authenticator,
  add column ip text not null default '',
  add column agent_sm3 bytea,
  add column end_reason text check (end_reason in ('signed-out', 'signed-in-elsewhere', 'key-revoked', 'left')),
  add check ((assurance = 'security-key') = (authenticator_id is not null));
comment on column session.assurance is 'What the person showed: their key, or in dev mode a link, which shows nothing';
comment on column session.agent_sm3 is 'Digest of the browser''s name; with the address it binds the session to one desk';
create unique index session_one_per_person on session (staff_id) where ended_at is null and assurance = 'security-key';

create table signing (
  signing_id uuid primary key,
  session_sm3 bytea not null references session,
  staff_id uuid not null references staff,
  route text not null,
  intent_id uuid not null,
  request_sm3 bytea not null,
  statement text not null,
  challenge bytea not null,
  display_enc bytea not null,
  dek_wrapped bytea not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
comment on table signing is 'Steps that wait for their person''s key, two minutes at most; taken once';

create table signing_evidence (
  signing_id uuid primary key,
  area_code text not null,
  subject_id uuid not null,
  version integer not null,
  step text not null,
  staff_id uuid not null references staff,
  kind text not null check (kind in ('security-key', 'demo')),
  evidence text not null,
  evidence_sm3 text not null unique,
  display_enc bytea,
  dek_wrapped bytea,
  statement text not null,
  countersignature bytea not null,
  key_id text not null,
  at timestamptz not null,
  unique (subject_id, version),
  check ((kind = 'demo') = (display_enc is null)),
  check ((display_enc is null) = (dek_wrapped is null))
);
comment on table signing_evidence is 'What each person''s key said under each step (签名负责), never changed, countersigned by this node; demo says that nobody''s key did';
comment on column signing_evidence.subject_id is 'The order, the batch, or the record that a step is about';
comment on column signing_evidence.version is 'Version of the order that was seen; 0 for what begins with the step';
comment on column signing_evidence.display_enc is 'The text the person was shown, sealed under a key of its own';
alter table signing_evidence enable row level security;
create policy reach on signing_evidence using (area_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));

-- Steps from before keys stay as they were; none after today is without its evidence.
alter table order_event add column signing_id uuid references signing_evidence;
alter table order_event add constraint order_event_is_signed check (staff_id is null or signing_id is not null) not valid;
alter table batch add column signing_id uuid references signing_evidence;
alter table batch add constraint batch_is_signed check (signing_id is not null) not valid;

grant select on enrolment, authenticator, sign_in_challenge, signing, signing_evidence to ${app};
grant insert on authenticator, sign_in_challenge, signing, signing_evidence to ${app};
grant update (used_at) on enrolment, sign_in_challenge, signing to ${app};
grant update (sign_count, last_used_at, revoked_at, revoke_reason) on authenticator to ${app};
grant delete on sign_in_challenge, signing to ${app};
