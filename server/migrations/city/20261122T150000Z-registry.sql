create table person (
  person_id uuid primary key,
  version integer not null default 1,
  document_kind text not null,
  index_key_version smallint not null,
  id_bidx bytea not null,
  id_enc bytea not null,
  mobile_enc bytea,
  mobile_bidx bytea,
  dek_wrapped bytea not null,
  name text not null,
  sex text not null,
  ethnicity text not null,
  birth_on date not null,
  hukou_division text not null,
  hukou_detail text not null,
  division_code text not null,
  recorded_at timestamptz not null default now(),
  constraint person_once unique (index_key_version, id_bidx)
);
comment on table person is 'A resident 流动人口; one row per natural person and city';
comment on column person.id_bidx is 'HMAC-SM3 of the normalised ID number under the index key of index_key_version';
comment on column person.id_enc is 'ID number, SM4-GCM under the person''s key; likewise mobile_enc';
comment on column person.dek_wrapped is 'The person''s key, wrapped; destroying it makes every cell and ledger fact of the person unreadable';
comment on column person.division_code is 'Where the person lives now, 12 digits; row-level security goes by it';
create index person_division_name on person (division_code text_pattern_ops, name);
create index person_mobile on person (mobile_bidx) where mobile_bidx is not null;

create table lane (
  division_code text not null,
  name text not null,
  recorded_at timestamptz not null default now(),
  primary key (division_code, name)
);
comment on table lane is 'Registered lanes 街路巷 of each village or community';

create table address (
  address_id uuid primary key,
  division_code text not null,
  lane text not null,
  door text not null,
  building text not null default '',
  unit text not null default '',
  room text not null default '',
  standard_text text not null,
  normal_text text not null,
  status text not null check (status in ('standard', 'pending-survey')),
  survey_reference text not null default '',
  latitude double precision,
  longitude double precision,
  recorded_at timestamptz not null default now(),
  constraint address_once unique (division_code, normal_text)
);
comment on table address is 'Standard addresses 标准地址';
comment on column address.normal_text is 'The text after normalisation; the same place cannot be entered twice';
create index address_text on address using gin (standard_text gin_trgm_ops);

create table dwelling (
  dwelling_id uuid primary key,
  version integer not null default 1,
  address_id uuid not null unique references address,
  division_code text not null,
  living_area_m2 numeric(9, 2),
  filing_no text not null default '',
  landlord_name text not null default '',
  occupants integer not null default 0,
  permits integer not null default 0,
  recorded_at timestamptz not null default now()
);
comment on table dwelling is 'Dwellings 居所; one per standard address';
comment on column dwelling.filing_no is '出租屋登记备案 number, empty when not filed';
comment on column dwelling.occupants is 'Persons whose registration is open here; kept in the same transaction';
comment on column dwelling.permits is 'Permits in force plus open permit cases here; kept in the same transaction';

create table registration (
  registration_id uuid primary key,
  version integer not null,
  person_id uuid not null references person,
  dwelling_id uuid not null references dwelling,
  office_id uuid not null,
  division_code text not null,
  channel text not null check (channel in ('counter', 'online')),
  state text not null,
  state_since date not null,
  pack text not null,
  declared_on date not null,
  due_on date,
  arrived_on date not null,
  moved_in_on date,
  registered_on date,
  receipt_no text unique,
  next_due_on date,
  form_enc bytea not null,
  finding text check (finding in ('true', 'untrue', 'missed')),
  finding_by uuid,
  visits_missed smallint not null default 0,
  absent_on date,
  landlord_confirmed_on date,
  ended_on date,
  end_reason text,
  reopened boolean not null default false,
  follows uuid references registration,
  recorded_at timestamptz not null default now(),
  check (ended_on is null or registered_on is null or registered_on <= ended_on)
);
comment on table registration is 'Residence registrations 居住登记';
comment on column registration.registered_on is '登记日期: the legal start of the half year';
comment on column registration.due_on is 'Last day on which the declaration was in time';
comment on column registration.next_due_on is 'When the next step of the present state is owed; null when nothing is';
comment on column registration.form_enc is 'The fields of the form beyond the person row, canonical JSON under the person''s key';
comment on column registration.absent_on is 'First of the two patrols that found nobody';
comment on column registration.follows is 'The registration that this one continues after a change of address';
create unique index registration_open_once on registration (person_id)
  where state in ('declared-window', 'declared-online', 'visit-planned', 'recorded', 'visited', 'active', 'unreached', 'presumed-left');
create index registration_queue on registration (state, division_code text_pattern_ops, next_due_on);
create index registration_dwelling on registration (dwelling_id) where state in ('recorded', 'active', 'unreached', 'presumed-left', 'visit-planned', 'visited');
create index registration_person on registration (person_id, declared_on);

create table application (
  application_id uuid primary key,
  version integer not null,
  person_id uuid not null references person,
  registration_id uuid not null references registration,
  dwelling_id uuid not null references dwelling,
  office_id uuid not null,
  division_code text not null,
  state text not null,
  state_since date not null,
  pack text not null,
  condition text not null check (condition in ('employment', 'dwelling', 'study')),
  applied_on date not null,
  accepted_on date,
  acceptance_no text unique,
  due_on date,
  due_extended_on date,
  next_due_on date,
  presence text not null check (presence in ('applicant', 'agent', 'nobody')),
  agent_enc bytea,
  agent_relation text,
  photo_source text,
  photo_card_from date,
  visited_true boolean not null default false,
  visits_missed smallint not null default 0,
  area_m2 numeric(9, 2),
  occupancy_reason text,
  quality_reasons jsonb not null default '[]',
  batch_no text,
  approved_on date,
  exported_on date,
  produced_on date,
  dispatched_on date,
  notified_on date,
  reminders smallint not null default 0,
  handed_over_on date,
  closed_on date,
  close_reasons jsonb not null default '[]',
  recorded_at timestamptz not null default now()
);
comment on table application is 'Applications for a residence permit 居住证申办';
comment on column application.due_on is 'Last day of the production period, plain; due_extended_on: moved to the next working day';
comment on column application.presence is 'Who stood at the counter: the applicant, or an agent 代办人 whose particulars are in agent_enc under the applicant''s key';
comment on column application.photo_source is 'Where the photo came from; the photo itself is the standing material of kind photo';
comment on column application.photo_card_from is 'For a chip photo: since when the ID card is valid';
comment on column application.visited_true is 'A visit made for this application found the facts true';
create unique index application_open_once on application (person_id)
  where state in ('submitted', 'returned', 'accepted', 'verified', 'verify-failed', 'approved', 'exported', 'at-police', 'quality-rejected', 'produced', 'in-transit', 'lost-in-transit', 'at-station', 'notified', 'unclaimed');
create index application_queue on application (state, division_code text_pattern_ops, next_due_on);
create index application_registration on application (registration_id);

create table material (
  material_id uuid primary key,
  person_id uuid not null references person,
  registration_id uuid references registration,
  application_id uuid references application,
  division_code text not null,
  kind text not null,
  provenance text not null,
  original_seen boolean not null,
  copy_kept boolean not null,
  blob_id uuid,
  seen_by uuid,
  seen_on date not null,
  superseded_on date,
  returned_on date,
  returned_to_enc bytea,
  recorded_at timestamptz not null default now()
);
comment on table material is 'Papers of a case 材料, each with where it came from and who saw the original';
comment on column material.superseded_on is 'Found wanting by a one-time notice or replaced by a better one: no longer counts, and stays on the list';
create index material_application on material (application_id) where application_id is not null;
create index material_registration on material (registration_id) where registration_id is not null;

create table blob (
  blob_id uuid primary key,
  person_id uuid references person,
  kept_by uuid not null,
  mime text not null,
  bytes integer not null,
  cipher_sm3 bytea not null,
  plain_mac bytea not null,
  dek_wrapped bytea not null,
  recorded_at timestamptz not null default now()
);
comment on table blob is 'Images in the blob store, addressed by the SM3 of their ciphertext';
comment on column blob.plain_mac is 'Keyed hash of the plaintext: the same image used twice is recognised without reading it';

create table visit (
  visit_id uuid primary key,
  person_id uuid not null references person,
  registration_id uuid references registration,
  application_id uuid references application,
  division_code text not null,
  official_id uuid not null,
  visited_on date not null,
  kind text not null check (kind in ('declaration', 'application', 'patrol', 'presence')),
  outcome text not null,
  findings_enc bytea not null,
  recorded_at timestamptz not null default now()
);
comment on table visit is 'Visits to the door 上门核实 and patrols 巡查走访';
create index visit_registration on visit (registration_id) where registration_id is not null;
create index visit_application on visit (application_id) where application_id is not null;

create table deficiency_notice (
  application_id uuid not null references application,
  number smallint not null check (number between 1 and 9),
  given_on date not null,
  given_by uuid not null,
  items jsonb not null,
  forgotten jsonb not null default '[]',
  note text not null default '',
  supervisor_reason text not null default '',
  recorded_at timestamptz not null default now(),
  primary key (application_id, number),
  check (number = 1 or supervisor_reason <> '')
);
comment on table deficiency_notice is 'One-time notices 一次性告知; a second one needs a supervisor''s reason and counts against the first checker';

comment on column deficiency_notice.forgotten is 'Items that the notice before left out, without the facts having changed';

create table signature (
  case_id uuid not null,
  case_version integer not null,
  step text not null,
  official_id uuid not null,
  post_id uuid not null,
  signed_on date not null,
  signed_at timestamptz not null,
  content_sm3 bytea not null,
  statement text not null,
  countersignature bytea not null,
  key_id text not null,
  recorded_at timestamptz not null default now(),
  primary key (case_id, case_version)
);
comment on table signature is 'The responsible person''s confirmation of a step 签名负责, bound to the content of the case at that version';
comment on column signature.statement is 'Canonical JSON: case, version, step, official, post, session, content hash, day';
comment on column signature.countersignature is 'SM2 by the registry over the statement; the official''s own key joins it when sign-in by security key comes';
create index signature_official on signature (case_id, official_id);

create table permit (
  permit_id uuid primary key,
  version integer not null,
  person_id uuid not null references person,
  application_id uuid not null unique references application,
  dwelling_id uuid not null references dwelling,
  division_code text not null,
  permit_no text not null unique,
  state text not null check (state in ('pending-pick-up', 'in-force', 'ended')),
  issued_on date not null,
  base_on date not null,
  handed_over_on date,
  recorded_at timestamptz not null default now()
);
comment on table permit is 'Residence permits 居住证; suspended is a consequence of dates and never stored';
comment on column permit.base_on is 'Anniversaries count from here: the issue date, or a later reset';
create unique index permit_one_in_force on permit (person_id) where state in ('pending-pick-up', 'in-force');
create index permit_dwelling on permit (dwelling_id) where state in ('pending-pick-up', 'in-force');

create table card (
  card_id uuid primary key,
  permit_id uuid not null references permit,
  division_code text not null,
  stock_no text not null unique,
  chip_uid text,
  state text not null check (state in ('good', 'void')),
  void_reason text,
  made_on date not null,
  recorded_at timestamptz not null default now()
);
comment on table card is 'Physical cards, by stock number; a void one stays on the list for ever';
create unique index card_one_good on card (permit_id) where state = 'good';

create table counter_row (
  office_id uuid not null,
  name text not null,
  on_day date not null,
  value integer not null,
  primary key (office_id, name, on_day)
);
comment on table counter_row is 'Visible numbers: one counter per office, kind and day; unique by construction';

create table intent (
  intent_id uuid primary key,
  actor_id uuid not null,
  route text not null,
  request_sm3 bytea not null,
  outcome_ref text not null,
  at timestamptz not null
);
comment on table intent is 'Commands that were carried out, by the id their client made; a retry finds its outcome here. Kept at least 30 days';
comment on column intent.outcome_ref is 'Reference of what came of it (case and version), never a reply with personal facts';
create index intent_at on intent (at);

create table ledger (
  stream_id uuid not null,
  stream_version integer not null,
  at timestamptz not null,
  kind text not null,
  legal_on date not null,
  actor_id uuid,
  post_id uuid,
  pack text not null,
  grounds jsonb not null,
  person_id uuid,
  facts_enc bytea,
  facts_mac bytea not null,
  recorded_at timestamptz not null default now(),
  primary key (stream_id, stream_version, at)
) partition by range (at);
comment on table ledger is 'What happened, append-only: the application role may not change or delete a row';
comment on column ledger.facts_enc is 'Facts of the event under the person''s key; the leaf covers facts_mac, so shredding the key leaves the tree verifiable';
create table ledger_rest partition of ledger default;
comment on table ledger_rest is 'Rows of months without a partition of their own';
create index ledger_person on ledger (person_id, at);

create table ledger_pending (
  stream_id uuid not null,
  stream_version integer not null,
  at timestamptz not null,
  leaf bytea not null,
  primary key (stream_id, stream_version)
);
comment on table ledger_pending is 'Leaves not yet sequenced; the sealer moves them to ledger_leaf';

create table ledger_leaf (
  seq bigint primary key,
  stream_id uuid not null,
  stream_version integer not null,
  at timestamptz not null,
  leaf bytea not null,
  unique (stream_id, stream_version)
);
comment on table ledger_leaf is 'The log of this city in its order';

create table lease (
  name text primary key,
  holder text not null,
  until timestamptz not null
);
comment on table lease is 'Who does a job that only one may do, until when';

create table outbox (
  outbox_id uuid primary key,
  topic text not null,
  subject_id uuid not null,
  payload jsonb not null,
  state text not null default 'new' check (state in ('new', 'taken', 'done', 'failed')),
  attempts smallint not null default 0,
  available_at timestamptz not null,
  claimed_until timestamptz,
  claimed_by text,
  last_error text,
  recorded_at timestamptz not null default now()
);
comment on table outbox is 'Effects to be made outside, written with the change; references only, no personal facts';
create index outbox_due on outbox (available_at) where state in ('new', 'taken');

create table notice (
  notice_id uuid primary key,
  person_id uuid not null references person,
  division_code text not null,
  outbox_id uuid not null unique,
  template text not null,
  text_enc bytea not null,
  made_on date not null,
  state text not null check (state in ('shown', 'no-number')),
  recorded_at timestamptz not null default now()
);
comment on table notice is 'Notices handed to the built-in viewer, which stands where a gateway will be';
comment on column notice.outbox_id is 'One outbox row makes one notice, however often it is delivered';
create index notice_made on notice (division_code text_pattern_ops, made_on);

create table exchange_stream (
  direction text primary key check (direction in ('out', 'in')),
  stream text not null,
  next_seq bigint not null,
  prev_sm3 bytea not null,
  last_beat_at timestamptz
);
comment on table exchange_stream is 'Where the numbered streams to and from the police stand';

create table exchange_package (
  direction text not null references exchange_stream,
  seq bigint not null,
  package_id uuid not null unique,
  state text not null check (state in ('built', 'placed', 'acked', 'rejected', 'applied')),
  file_sm3 bytea not null,
  file_bytes bytea not null,
  made_at timestamptz not null,
  placed_at timestamptz,
  acked_at timestamptz,
  sends smallint not null default 0,
  receipt bytea,
  primary key (direction, seq)
);
comment on table exchange_package is 'Packages across the boundary; re-sent as the same bytes until a signed receipt is here';

create table exchange_record (
  direction text not null,
  seq bigint not null,
  record_no integer not null,
  kind text not null,
  case_id uuid,
  outcome text not null,
  primary key (direction, seq, record_no)
);
comment on table exchange_record is 'What came of each record; the pair (package, record) has its effect once';

create table exchange_quarantine (
  file_sm3 bytea primary key,
  reason text not null,
  found_at timestamptz not null
);
comment on table exchange_quarantine is 'Files that were not what they claimed; a person empties it';

alter table person enable row level security;
create policy scope on person using (division_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));
alter table registration enable row level security;
create policy scope on registration using (division_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));
alter table application enable row level security;
create policy scope on application using (division_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));
alter table material enable row level security;
create policy scope on material using (division_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));
alter table visit enable row level security;
create policy scope on visit using (division_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));
alter table permit enable row level security;
create policy scope on permit using (division_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));
alter table card enable row level security;
create policy scope on card using (division_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));
alter table notice enable row level security;
create policy scope on notice using (division_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));

grant usage on schema ${schema} to ${app};
grant select on all tables in schema ${schema} to ${app};
grant insert on all tables in schema ${schema} to ${app};
grant update on person, address, dwelling, registration, application, material, permit, card, counter_row, lease, outbox, exchange_stream, exchange_package, exchange_record to ${app};
grant delete on ledger_pending, lease to ${app};
revoke insert on schema_history from ${app};
