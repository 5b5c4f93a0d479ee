alter table ledger add column signed_step text;
alter table ledger add column envelope_mac bytea;
comment on column ledger.signed_step is 'The step that was signed with this event; then the signature must be there';
comment on column ledger.envelope_mac is 'Keyed hash of what the leaf covers, by the program that wrote the row: one put in by hand has none. Null on rows from before this column';

create table structure (
  structure_sm3 bytea primary key,
  description text not null,
  recorded_at timestamptz not null default now()
);
comment on table structure is 'How this schema was built when a checkpoint was sealed: columns, constraints, triggers, policies, rights, migrations; one line each';

create table checkpoint (
  size bigint primary key check (size > 0),
  root bytea not null,
  note text not null,
  frontier bytea not null,
  structure_sm3 bytea not null references structure,
  sealed_at timestamptz not null,
  recorded_at timestamptz not null default now()
);
comment on table checkpoint is 'Signed heads of the log of this city; one size has one root for ever';
comment on column checkpoint.note is 'The signed text: origin, size, root, time, key, structure';
comment on column checkpoint.frontier is 'Roots of the complete subtrees, 32 bytes each, from the largest: where sealing goes on';

create table checkpoint_cosignature (
  size bigint not null references checkpoint,
  witness text not null,
  line text not null,
  received_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  primary key (size, witness)
);
comment on table checkpoint_cosignature is 'Signatures of others under a checkpoint: they hold it too, and its log can no more be exchanged';

create table ledger_subtree (
  level smallint not null check (level in (8, 16, 24, 32)),
  nth bigint not null,
  hash bytea not null,
  primary key (level, nth)
);
comment on table ledger_subtree is 'Roots over 256, 65536 … leaves of the log, so that a proof reads a few hundred rows and not all';
comment on column ledger_subtree.nth is 'It covers 2^level leaves, from number nth·2^level on';

grant select, insert on structure, checkpoint, checkpoint_cosignature, ledger_subtree to ${app};
