-- What ended a permit for good 注销、收缴, who stood behind it, and what became of the card.

create table permit_ending (
  ending_id uuid primary key,
  version integer not null,
  permit_id uuid not null references permit,
  person_id uuid not null references person,
  division_code text not null,
  event text not null check (event in ('local-hukou', 'died', 'fraud', 'conditions-gone')),
  happened_on date not null,
  pack text not null,
  law text not null,
  state text not null check (state in ('proposed', 'done', 'rejected')),
  proposed_by uuid not null,
  proposed_on date not null,
  decided_by uuid,
  decided_on date,
  ends_on date,
  card text not null check (card in ('kept', 'handed-in', 'collected')),
  card_taken_on date,
  recorded_at timestamptz not null default now(),
  constraint permit_ending_decided check ((state = 'proposed') = (decided_on is null) and (decided_by is null) = (decided_on is null)),
  constraint permit_ending_dated check ((state = 'done') = (ends_on is not null))
);
comment on table permit_ending is 'Endings of permits 注销、收缴 by an event; one that takes two officials waits as proposed. What was found stands in the ledger';
comment on column permit_ending.law is 'Clause by which the event ends a permit, in the pack of the day';
comment on column permit_ending.ends_on is 'First day on which it is no permit any more';
comment on column permit_ending.card is 'What becomes of the card by the pack';
comment on column permit_ending.card_taken_on is 'When the card came back; null while it is still out';
create unique index permit_ending_proposed_once on permit_ending (permit_id) where state = 'proposed';
create unique index permit_ending_done_once on permit_ending (permit_id) where state = 'done';
create index permit_ending_person on permit_ending (person_id);

alter table permit_ending enable row level security;
create policy scope on permit_ending using (${schema}.in_scope(division_code, person_id));
grant select, insert, update on permit_ending to ${app};
