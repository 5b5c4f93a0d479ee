-- What an official's own key said under a step, and the rule that some steps of a case have different signers.

create table signing_evidence (
  signing_id uuid primary key,
  kind text not null check (kind in ('security-key', 'ukey', 'demo')),
  official_id uuid not null,
  person_id uuid,
  evidence text not null,
  evidence_sm3 bytea not null,
  display_enc bytea,
  used_at timestamptz not null,
  recorded_at timestamptz not null default now()
);
comment on table signing_evidence is 'One row a signed command: the statement, what the official''s key answered, and its public key. The primary key makes a signature good once';
comment on column signing_evidence.kind is 'demo: a sign-in link of dev mode, nobody''s key';
comment on column signing_evidence.evidence is 'Canonical JSON; the registry''s countersignature covers its SM3';
comment on column signing_evidence.display_enc is 'The text that the official saw, under the key of the person of the case, to be shown again by an audit';
create index signing_evidence_official on signing_evidence (official_id, used_at);

create table signer_class (
  step text primary key,
  class text not null,
  unique (step, class)
);
comment on table signer_class is 'Steps whose signers must be different people share a class; every other step is its own. Written by migrate from the city''s pack, never by the programs';

alter table signature
  add column signing_id uuid,
  add column signer_class text;
alter table signature add constraint signature_has_class check (signer_class is not null) not valid;
alter table signature add constraint signature_class foreign key (step, signer_class) references signer_class (step, class) not valid;
alter table signature add constraint signature_distinct exclude using gist
  (case_id with =, official_id with =, signer_class with =, step with <>) where (signer_class <> step);
comment on column signature.signing_id is 'The evidence under it; two steps of one command share one';
comment on column signature.signer_class is 'Follows from the step by signer_class, so that nobody can choose it';

grant select, insert on signing_evidence to ${app};
grant select on signer_class to ${app};
