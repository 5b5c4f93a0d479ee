-- Permits that no application of this registry led to: issued by an office elsewhere and entered at the new place, or issued before 2016 and imported.

create table permit_transfer (
  transfer_id uuid primary key,
  version integer not null,
  person_id uuid not null references person,
  registration_id uuid not null references registration,
  office_id uuid not null,
  division_code text not null,
  permit_no text not null check (permit_no <> ''),
  card_no text not null check (card_no <> ''),
  issued_on date not null,
  issued_in text not null check (issued_in ~ '^[0-9]{6}$'),
  issuing_office text not null check (issuing_office <> ''),
  endorsed_on date[] not null default '{}',
  old_address text not null check (old_address <> ''),
  finding text check (finding in ('keep', 'reset')),
  finding_reason text not null default '',
  pack text not null,
  state text not null check (state in ('asked', 'answered', 'entered', 'refused')),
  opened_by uuid not null,
  opened_on date not null,
  answer_due_on date not null,
  answer text check (answer in ('confirmed', 'contradicted', 'no-answer')),
  answered_on date,
  answered_by uuid,
  answer_document text not null default '',
  resided_from date,
  signed_off_on date,
  decided_by uuid,
  decided_on date,
  permit_id uuid references permit,
  recorded_at timestamptz not null default now(),
  constraint transfer_answer_told check ((answer is null) = (answered_on is null) and (answer is null) = (answered_by is null)),
  constraint transfer_answered check (state = 'asked' or answer is not null),
  constraint transfer_decided check ((state in ('entered', 'refused')) = (decided_on is not null) and (decided_on is null) = (decided_by is null)),
  constraint transfer_two_officials check (decided_by <> opened_by),
  constraint transfer_entered check ((state = 'entered') = (permit_id is not null)),
  constraint transfer_days check (resided_from is null or signed_off_on is null or resided_from <= signed_off_on)
);
comment on table permit_transfer is 'Permits issued by an office outside this registry 外地签发居住证: what the card says, what that office answered, who decided to enter it here';
comment on column permit_transfer.card_no is 'Number of the card itself; the number of the permit where it bears no other';
comment on column permit_transfer.issued_in is 'County of the office that issued it, or signed it last';
comment on column permit_transfer.endorsed_on is 'Endorsements as seen on the card';
comment on column permit_transfer.finding is 'What an official found, where the city leaves such a move to the police';
comment on column permit_transfer.answer is 'Of the office asked; no-answer may still give way to an answer that comes later';
comment on column permit_transfer.answer_document is 'The paper or message it came in';
comment on column permit_transfer.resided_from is 'First day of the residence there, as that office confirmed it';
comment on column permit_transfer.signed_off_on is 'Since when it is signed off there, as that office confirmed it';
comment on column permit_transfer.decided_by is 'Never who opened it';
create unique index transfer_open_once on permit_transfer (person_id) where state in ('asked', 'answered');
create index transfer_person on permit_transfer (person_id, opened_on);
create index transfer_open on permit_transfer (division_code text_pattern_ops, answer_due_on) where state in ('asked', 'answered');

create table permit_import_run (
  run_id uuid primary key,
  file_name text not null,
  legal_on date not null,
  begun_at timestamptz not null,
  finished_at timestamptz,
  lines integer,
  entered integer,
  known integer,
  rejected integer
);
comment on table permit_import_run is 'Runs of import-permits 旧证导入; one without an end was cut off, and the next run goes on after it';
comment on column permit_import_run.known is 'Lines that an earlier run had entered already';

create table permit_import (
  import_id uuid primary key,
  run_id uuid not null references permit_import_run,
  line integer not null,
  person_id uuid not null references person,
  registration_id uuid references registration,
  division_code text not null,
  kind text not null check (kind in ('residence-permit', 'temporary-permit')),
  permit_no text not null,
  issued_on date not null,
  expires_on date not null,
  issued_in text not null check (issued_in ~ '^[0-9]{6}$'),
  registered_on date not null,
  left_on date,
  address_written text not null,
  entered_as text not null check (entered_as in ('permit', 'time')),
  pack text not null,
  content_mac bytea not null,
  recorded_at timestamptz not null default now(),
  constraint import_once unique (kind, permit_no)
);
comment on table permit_import is 'Permits from before 2016 as their old register told them, one row a permit 旧证';
comment on column permit_import.registration_id is 'The registration that this row brought; null when the register knew the residence already';
comment on column permit_import.address_written is 'As it stood in the old register, whatever dwelling it was matched with';
comment on column permit_import.entered_as is 'permit: it is one, and runs on to its printed day. time: a temporary permit 暂住证, or one that had expired before the regulation; only the days count';
comment on column permit_import.content_mac is 'Keyed hash of the line: the same line again is known, another one under the same number is refused';
create index import_person on permit_import (person_id, issued_on);

alter table permit alter column application_id drop not null;
alter table permit add column transfer_id uuid unique references permit_transfer;
alter table permit add column import_id uuid unique references permit_import;
alter table permit add constraint permit_one_origin check (num_nonnulls(application_id, transfer_id, import_id) = 1) not valid;
alter table permit validate constraint permit_one_origin;
comment on column permit.application_id is 'What led to it; a permit has exactly one of application, transfer and import';
comment on column permit.transfer_id is 'Issued by an office outside this registry and entered at the new place';
comment on column permit.import_id is 'Issued before 2016 and taken over from the old register';

alter table registration add column taken_from text;
alter table registration add constraint registration_taken_from_known check (taken_from in ('import', 'letter')) not valid;
alter table registration validate constraint registration_taken_from_known;
comment on column registration.taken_from is 'import: from the old register; letter: confirmed by the office that kept it. Null: made here';
alter table endorsement add column taken_from text;
alter table endorsement add constraint endorsement_taken_from_known check (taken_from in ('import', 'card')) not valid;
alter table endorsement validate constraint endorsement_taken_from_known;
comment on column endorsement.taken_from is 'import: from the old register; card: seen on a card issued elsewhere. Null: made here';

alter table office_letter add column transfer_id uuid references permit_transfer;
alter table office_letter add column posted_on date;
alter table office_letter add column posted_by uuid;
alter table office_letter add column tracking_no text not null default '';
alter table office_letter add constraint office_letter_posted check ((posted_on is null) = (posted_by is null)) not valid;
alter table office_letter validate constraint office_letter_posted;
comment on column office_letter.transfer_id is 'The permit from elsewhere that it asks about or tells of';
comment on column office_letter.posted_on is 'When the letter to an office outside this registry was posted or handed to the courier';
create index office_letter_transfer on office_letter (transfer_id) where transfer_id is not null;

alter table permit_transfer enable row level security;
create policy scope on permit_transfer using (${schema}.in_scope(division_code, person_id));
alter table permit_import enable row level security;
create policy scope on permit_import using (${schema}.in_scope(division_code, person_id));
grant select, insert, update on permit_transfer, permit_import_run to ${app};
grant select, insert on permit_import to ${app};
