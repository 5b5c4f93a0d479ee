create table witnessed_checkpoint (
  city text not null references served_city,
  size bigint not null check (size > 0),
  root bytea not null,
  note text not null,
  cosignature bytea not null,
  witnessed_at timestamptz not null,
  primary key (city, size)
);
comment on table witnessed_checkpoint is 'Checkpoints of the registry''s ledger 台账检查点 that we hold and signed: each continues the one before, so its history can no more be exchanged';
comment on column witnessed_checkpoint.note is 'The signed text with our line below it, as it is printed';
comment on column witnessed_checkpoint.cosignature is 'Our signature alone, as it goes back in the receipt';

create table contradicting_checkpoint (
  note_sm3 bytea primary key,
  city text not null references served_city,
  request text not null,
  held_size bigint not null,
  found_at timestamptz not null
);
comment on table contradicting_checkpoint is 'Checkpoints that the registry signed and that do not continue what it signed before: proof that its ledger was changed. A person must look';

grant select, insert on witnessed_checkpoint, contradicting_checkpoint to ${app};
