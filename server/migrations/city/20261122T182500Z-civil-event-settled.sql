create table civil_event_settled (
  record_id uuid primary key references civil_event,
  person_id uuid not null references person,
  division_code text not null,
  settled_by uuid not null,
  settled_on date not null,
  reason text not null check (reason <> ''),
  recorded_at timestamptz not null default now()
);
comment on table civil_event_settled is 'What an official found after looking at a civil event: nothing follows, and why. One that ends the registration needs no row';
alter table civil_event_settled enable row level security;
create policy scope on civil_event_settled using (division_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));
grant select, insert on civil_event_settled to ${app};
