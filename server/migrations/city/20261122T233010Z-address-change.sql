create table address_change (
  address_change_id uuid primary key,
  permit_id uuid not null references permit,
  person_id uuid not null references person,
  registration_id uuid not null references registration,
  office_id uuid not null,
  division_code text not null,
  from_county text not null check (from_county ~ '^[0-9]{6}$'),
  to_county text not null check (to_county ~ '^[0-9]{6}$'),
  moved_on date not null,
  changed_on date not null,
  effect text not null check (effect in ('keep', 'reset', 'new-registration')),
  written text not null check (written in ('chip', 'paper')),
  pack text not null,
  recorded_at timestamptz not null default now(),
  constraint address_change_in_order check (moved_on <= changed_on)
);
comment on table address_change is 'Changes of address written to a permit 变更居住地址; what they do to its days follows from the registrations';
comment on column address_change.registration_id is 'The registration at the new place';
comment on column address_change.division_code is 'Of the new place';
comment on column address_change.moved_on is 'The day of the registration at the new place: from it the days count';
comment on column address_change.changed_on is 'The day on which the permit was written';
comment on column address_change.effect is 'What the city''s rules made of it on that day';
comment on column address_change.written is 'Where it was written: the chip, or the paper of an older card';
create unique index address_change_once on address_change (permit_id, registration_id);
create index address_change_person on address_change (person_id, changed_on);

create table office_letter (
  letter_id uuid primary key,
  kind text not null check (kind in ('address-changed', 'permit-inquiry')),
  person_id uuid not null references person,
  permit_id uuid references permit,
  name text not null,
  permit_no text not null,
  address text not null,
  division_code text not null,
  from_office_id uuid not null,
  to_office_id uuid,
  to_office text not null,
  sent_on date not null,
  read_on date,
  read_by uuid,
  recorded_at timestamptz not null default now(),
  constraint office_letter_read check ((read_on is null) = (read_by is null))
);
comment on table office_letter is 'What one office tells another about a holder 通报: the old office when an address changed';
comment on column office_letter.division_code is 'Of the place that the receiving office looks after';
comment on column office_letter.name is 'Of the holder, with the number and the new address as they were told: the receiving office sees the file no more';
comment on column office_letter.to_office_id is 'Null for an office outside this registry';
create index office_letter_unread on office_letter (sent_on) where read_on is null and to_office_id is not null;
create index office_letter_person on office_letter (person_id, sent_on);

alter table address_change enable row level security;
create policy scope on address_change using (${schema}.in_scope(division_code, person_id));
alter table office_letter enable row level security;
create policy scope on office_letter using (${schema}.in_scope(division_code, person_id));
grant select, insert on address_change, office_letter to ${app};
grant update on office_letter to ${app};
