-- Money taken for a case that was closed without a card: that it stays, by whose decision.

create table kept_fee (
  kept_id uuid primary key,
  entry_id uuid not null references fee_entry,
  person_id uuid not null references person,
  division_code text not null,
  kept_by uuid not null,
  kept_on date not null,
  recorded_at timestamptz not null default now(),
  constraint kept_fee_once unique (entry_id)
);
comment on table kept_fee is 'Decisions that money taken for a case closed without a card stays 收费不退; the reason stands in the ledger. Without one, and without a reversal, the charge waits in the queue of those who check the book';
comment on column kept_fee.entry_id is 'The charge that stays';

alter table kept_fee enable row level security;
create policy scope on kept_fee using (${schema}.in_scope(division_code, person_id));
grant select, insert on kept_fee to ${app};
