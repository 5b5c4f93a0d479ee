-- Another card for a permit that goes on: replacement 换领, reissue 补领, correction 更正. The permit keeps its days.

create table card_case (
  card_case_id uuid primary key,
  version integer not null,
  permit_id uuid not null references permit,
  person_id uuid not null references person,
  office_id uuid not null,
  division_code text not null,
  business text not null check (business in ('replacement', 'reissue', 'office-error-correction')),
  reason text not null check (reason in ('damaged', 'changed', 'lost', 'office-error')),
  particulars text[] not null default '{}',
  pack text not null,
  needs_review boolean not null,
  agent_enc bytea,
  state text not null check (state in ('accepted', 'approved', 'ready', 'handed-over', 'refused', 'stopped')),
  accepted_on date not null,
  due_on date not null,
  reviewed_on date,
  made_on date,
  handed_over_on date,
  closed_on date,
  recorded_at timestamptz not null default now(),
  constraint card_case_closed_told check ((closed_on is not null) = (state in ('handed-over', 'refused', 'stopped')))
);
comment on table card_case is 'Cases in which another card is made for a permit that goes on 换领、补领、更正; one open case a permit';
comment on column card_case.particulars is 'Which printed entries changed or were wrong; what they said before and after stands in the ledger, under the key of the person';
comment on column card_case.needs_review is 'A second official passes it before a card is made: the city asks for that, or an agent came';
comment on column card_case.agent_enc is 'Who came in the place of the holder 代办人, under the key of the person; null when the holder came';
comment on column card_case.due_on is 'Last day to make the card, working days and holidays counted';
create unique index card_case_open_once on card_case (permit_id) where closed_on is null;
create index card_case_person on card_case (person_id, accepted_on);
create index card_case_open on card_case (division_code text_pattern_ops, due_on) where closed_on is null;

alter table card_case enable row level security;
create policy scope on card_case using (${schema}.in_scope(division_code, person_id));
grant select, insert, update on card_case to ${app};

alter table material add column card_case_id uuid references card_case;
comment on column material.card_case_id is 'The case of another card for which it was shown';
create index material_card_case on material (card_case_id) where card_case_id is not null;
