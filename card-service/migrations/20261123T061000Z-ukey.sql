-- Staff may sign in and sign with a UKey (国密 UKey), too, and one key alone opens everything for a few days only.

alter table authenticator add column kind text not null default 'webauthn' check (kind in ('webauthn', 'ukey'));
comment on column authenticator.kind is 'A security key (WebAuthn), or a UKey that signs the same challenge with SM2';
comment on column authenticator.public_key is 'COSE key, ES256 or Ed25519; of a UKey its SM2 key, uncompressed';

alter table session add column verified_at timestamptz;
comment on column session.verified_at is 'Last time the person verified themselves to their key: a further key is bound within two minutes of it';
alter table session drop constraint session_assurance_check;
alter table session add constraint session_assurance_check check (assurance in ('security-key', 'ukey', 'demo'));
alter table session drop constraint session_check;
alter table session add constraint session_check check ((assurance <> 'demo') = (authenticator_id is not null));
drop index session_one_per_person;
create unique index session_one_per_person on session (staff_id) where ended_at is null and assurance <> 'demo';

alter table signing_evidence drop constraint signing_evidence_kind_check;
alter table signing_evidence add constraint signing_evidence_kind_check check (kind in ('security-key', 'ukey', 'demo'));
