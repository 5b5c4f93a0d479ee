-- Who may bind an authenticator to an account, and which are bound.

create table enrolment (
  enrolment_id uuid primary key,
  official_id uuid not null references official,
  reason text not null check (reason in ('first', 'further', 'replacement')),
  proposed_by uuid references official,
  proposed_at timestamptz not null,
  approved_by uuid references official,
  approved_at timestamptz,
  code_sm3 bytea unique,
  expires_at timestamptz not null,
  used_at timestamptz,
  recorded_at timestamptz not null default now(),
  check (proposed_by <> official_id and approved_by <> official_id and proposed_by <> approved_by),
  check ((approved_by is null) = (approved_at is null) or proposed_by is null)
);
comment on table enrolment is 'Leave to bind an authenticator to an account, given face to face by two administrators; the first ones of an installation by its owner at the console';
comment on column enrolment.proposed_by is 'Null when the owner of the installation made it at the console, for its first administrators';
comment on column enrolment.code_sm3 is 'Digest of the code that the newcomer types at the desk; made at approval, shown once';
create index enrolment_official on enrolment (official_id);

create table authenticator (
  authenticator_id uuid primary key,
  official_id uuid not null references official,
  enrolment_id uuid not null unique references enrolment,
  kind text not null check (kind in ('webauthn', 'ukey')),
  credential_id bytea not null unique,
  public_key bytea not null,
  sign_count bigint not null,
  aaguid text not null default '',
  transports text[] not null default '{}',
  attestation bytea not null,
  label text not null default '',
  registered_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoke_reason text,
  recorded_at timestamptz not null default now()
);
comment on table authenticator is 'Security keys of officials 安全密钥 and their public keys; an official has no password';
comment on column authenticator.enrolment_id is 'Each leave binds one authenticator, once';
comment on column authenticator.public_key is 'COSE key of a WebAuthn authenticator, or 65 bytes of an SM2 key in a UKey';
comment on column authenticator.attestation is 'Attestation object as it was given, or the certificate of a UKey';
create index authenticator_official on authenticator (official_id) where revoked_at is null;

grant select, insert, update on enrolment, authenticator to ${app};
