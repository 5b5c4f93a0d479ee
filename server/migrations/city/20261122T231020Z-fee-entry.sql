-- The fee book 收费台账: what was taken, waived or reversed, numbered, never changed.

create table fee_entry (
  entry_id uuid primary key,
  office_id uuid not null,
  receipt_no text not null unique,
  kind text not null check (kind in ('charge', 'waiver', 'reversal')),
  business text not null,
  card_case_id uuid not null references card_case,
  person_id uuid not null references person,
  division_code text not null,
  fen integer not null,
  waived_fen integer not null,
  law text not null,
  pack text not null,
  reason text not null default '',
  reverses uuid unique references fee_entry,
  taken_by uuid not null,
  taken_on date not null,
  taken_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  constraint fee_entry_amounts check (
    (kind = 'charge' and fen > 0 and waived_fen = 0)
    or (kind = 'waiver' and fen = 0 and waived_fen > 0)
    or (kind = 'reversal' and fen <= 0 and waived_fen <= 0 and fen + waived_fen < 0)
  ),
  constraint fee_entry_reversal_told check ((kind = 'reversal') = (reverses is not null)),
  constraint fee_entry_reason_told check (kind = 'charge' or reason <> '')
);
comment on table fee_entry is 'The fee book 收费台账 in fen; the programs may only add to it, so an error is corrected by a reversing entry';
comment on column fee_entry.receipt_no is 'Number of the receipt: office, year and a serial without gaps, from the counter row of office and year';
comment on column fee_entry.waived_fen is 'What the tariff states and was not asked for; of a reversal negative';
comment on column fee_entry.law is 'Clause of the tariff';
comment on column fee_entry.reason is 'Code of the reason of a waiver or reversal; its words stand in the ledger';
create index fee_entry_case on fee_entry (card_case_id);
create index fee_entry_day on fee_entry (office_id, taken_on);

alter table fee_entry enable row level security;
create policy scope on fee_entry using (${schema}.in_scope(division_code, person_id));
grant select, insert on fee_entry to ${app};
