create table installation (
  only_row boolean primary key default true check (only_row),
  key_fingerprint text not null,
  recorded_at timestamptz not null default now()
);
comment on table installation is 'One row: which key folder this database belongs to; a foreign folder stops the start';

create table legal_clock (
  only_row boolean primary key default true check (only_row),
  legal_on date not null
);
comment on table legal_clock is 'Dev mode only: the settable legal day; no row means the real day in Asia/Shanghai';

create table served_city (
  city text primary key check (city ~ '^[a-z]{2,30}$'),
  area_code text not null check (area_code ~ '^[1-9][0-9]{3}([0-9]{2})?$'),
  name_zh text not null,
  name_en text not null
);
comment on table served_city is 'Cities whose cards are made here; each has one stream of orders and one of results';
comment on column served_city.area_code is 'Division code of the city or district: four digits or six; the head of permit numbers and the reach of its staff';

create table staff (
  staff_id uuid primary key,
  city text not null references served_city,
  name text not null,
  badge text not null unique,
  active boolean not null default true,
  recorded_at timestamptz not null default now()
);
comment on table staff is 'Police card-production staff 公安机关制证人员, one account per person';
comment on column staff.badge is 'Police number 警号; stands beside the name in what goes back to the registry';

create table sign_in_link (
  token_sm3 bytea primary key,
  staff_id uuid not null references staff,
  expires_at timestamptz not null,
  used_at timestamptz
);
comment on table sign_in_link is 'One-time sign-in links of dev mode; only the digest of the token is kept';

create table session (
  token_sm3 bytea primary key,
  staff_id uuid not null references staff,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
comment on table session is 'Sessions by the digest of an opaque token';

create table intent (
  intent_id uuid primary key,
  staff_id uuid not null references staff,
  route text not null,
  request_sm3 bytea not null,
  outcome_ref text not null,
  at timestamptz not null
);
comment on table intent is 'Commands that were carried out, by the id their client made; a retry finds its outcome here';

create table inbound_stream (
  stream text primary key,
  city text not null unique references served_city,
  expected bigint not null check (expected >= 1),
  last_file_sm3 text,
  applied_at timestamptz
);
comment on table inbound_stream is 'Where we stand in each stream of orders: the next number to apply and the digest of the last file applied';

create table inbound_package (
  stream text not null references inbound_stream,
  seq bigint not null,
  package_id uuid not null unique,
  file_sm3 text not null,
  record_count integer not null,
  receipt bytea not null,
  applied_at timestamptz not null,
  primary key (stream, seq)
);
comment on table inbound_package is 'Packages applied, each with the signed receipt that is sent again whenever the package comes again';

create table held_package (
  stream text not null references inbound_stream,
  seq bigint not null,
  file_sm3 text not null,
  file_bytes bytea not null,
  held_at timestamptz not null,
  primary key (stream, seq)
);
comment on table held_package is 'Packages that came before an earlier one; at most 1000 a stream, encrypted as they came';

create table inbound_record (
  record_id uuid primary key,
  stream text not null,
  seq bigint not null,
  kind text not null,
  application_id uuid not null,
  result text not null check (result in ('applied', 'refused')),
  code text,
  foreign key (stream, seq) references inbound_package
);
comment on table inbound_record is 'What came of each record; its id makes the effect happen once, in whatever package it comes again';

create table quarantine (
  file_sm3 text primary key,
  file_name text not null,
  stream text,
  seq bigint,
  code text not null,
  detail text not null,
  times integer not null default 1,
  found_at timestamptz not null,
  cleared_at timestamptz,
  cleared_by uuid references staff
);
comment on table quarantine is 'Files that were not taken, with the reason; a person looks at each and clears it';

create table card_order (
  order_id uuid primary key,
  version integer not null,
  city text not null references served_city,
  area_code text not null,
  application_id uuid not null,
  acceptance_no text not null,
  purpose text not null check (purpose in ('first', 'replacement', 'reissue')),
  state text not null check (state in ('received', 'quality-accepted', 'quality-rejected', 'produced', 'dispatched', 'reprint-due', 'withdrawn')),
  accepted_on date not null,
  due_on date not null,
  office_code text not null,
  office_name text not null,
  signatures_sm3 text not null,
  policy_pack text not null,
  id_bidx bytea not null,
  dek_wrapped bytea not null,
  facts_enc bytea not null,
  received_on date not null,
  permit_no text unique,
  stock_no text unique,
  issued_on date,
  recorded_at timestamptz not null default now()
);
comment on table card_order is 'Orders to make a card 制证任务; the person''s facts are sealed under a key of this order';
comment on column card_order.order_id is 'Id of the record that ordered it, made once by the registry';
comment on column card_order.id_bidx is 'Blind index of the ID number: finds another permit of the same person, tells nothing else';
create unique index card_order_one_open on card_order (application_id) where state <> 'quality-rejected';
create index card_order_queue on card_order (city, state, due_on);
create index card_order_person on card_order (id_bidx);

create table order_photo (
  order_id uuid primary key references card_order,
  area_code text not null,
  media_type text not null,
  content_enc bytea not null
);
comment on table order_photo is 'The portrait of an order, sealed under the order''s key; apart, so that lists never load it';

create table order_event (
  order_id uuid not null references card_order,
  version integer not null,
  area_code text not null,
  at timestamptz not null,
  legal_on date not null,
  kind text not null,
  staff_id uuid references staff,
  facts_enc bytea not null,
  content_sm3 text not null,
  statement text,
  countersignature bytea,
  key_id text,
  recorded_at timestamptz not null default now(),
  primary key (order_id, version),
  check ((staff_id is null) = (statement is null)),
  check ((statement is null) = (countersignature is null))
);
comment on table order_event is 'What happened to each order, never changed; each step of a person with its signed statement (签名负责)';
comment on column order_event.content_sm3 is 'Digest of the event''s envelope with a keyed hash of its facts; the statement names it';

create table card_stock (
  stock_no text primary key,
  city text not null references served_city,
  chip_uid text not null unique,
  state text not null check (state in ('unused', 'used', 'void')),
  order_id uuid references card_order,
  void_reason text check (void_reason in ('spoiled', 'lost', 'stolen', 'withdrawn')),
  received_on date not null,
  used_on date,
  voided_on date,
  check ((state = 'used') <= (order_id is not null)),
  check ((state = 'void') = (void_reason is not null))
);
comment on table card_stock is 'Blank cards 空白证卡 by stock number and chip; each is used once, a void one stays on the list for ever';
create index card_stock_unused on card_stock (city, stock_no) where state = 'unused';

create table number_counter (
  city text not null references served_city,
  name text not null,
  period text not null,
  value integer not null,
  primary key (city, name, period)
);
comment on table number_counter is 'Permit, batch and list numbers: one counter per city, kind and period, so numbers are unique by construction';

create table batch (
  batch_id uuid primary key,
  city text not null references served_city,
  batch_no text not null unique,
  office_code text not null,
  office_name text not null,
  cards integer not null check (cards between 1 and 1000),
  dispatched_on date not null,
  dispatched_by uuid not null references staff,
  statement text not null,
  countersignature bytea not null,
  key_id text not null,
  recorded_at timestamptz not null default now()
);
comment on table batch is 'Cards sent to the office that handed the cases in 分发送办单位, signed over by a named person with their count';

create table batch_card (
  batch_id uuid not null references batch,
  order_id uuid not null references card_order,
  permit_no text not null,
  stock_no text not null unique,
  primary key (batch_id, order_id)
);
comment on table batch_card is 'The list that goes with a batch; a card leaves once';

create table outgoing_stream (
  stream text primary key,
  city text not null unique references served_city,
  next_seq bigint not null check (next_seq >= 1),
  prev_sm3 text,
  peer_applied_up_to bigint not null default 0,
  peer_missing integer not null default 0,
  peer_beat_at timestamptz
);
comment on table outgoing_stream is 'Where each stream of results stands, and how far the registry says it is';

create table outgoing_package (
  stream text not null references outgoing_stream,
  seq bigint not null,
  package_id uuid not null unique,
  file_sm3 text not null,
  file_bytes bytea not null,
  record_count integer not null,
  state text not null check (state in ('built', 'placed', 'acked', 'stuck')),
  made_at timestamptz not null,
  placed_at timestamptz,
  sends integer not null default 0,
  next_send_at timestamptz not null,
  nacks integer not null default 0,
  nack_code text,
  acked_at timestamptz,
  receipt bytea,
  primary key (stream, seq)
);
comment on table outgoing_package is 'Packages of results, sent as the same bytes with back-off until the registry''s receipt is here; stuck after three refusals';
create index outgoing_package_due on outgoing_package (next_send_at) where state in ('built', 'placed');

create table outgoing_record (
  record_id uuid primary key,
  city text not null references served_city,
  kind text not null,
  order_id uuid references card_order,
  dek_wrapped bytea not null,
  body_enc bytea not null,
  made_at timestamptz not null,
  stream text,
  seq bigint,
  result text check (result in ('applied', 'known', 'refused')),
  code text,
  foreign key (stream, seq) references outgoing_package
);
comment on table outgoing_record is 'Results that wait to be packed or were, sealed; written in the transaction that changes the order';
create index outgoing_record_pending on outgoing_record (city, record_id) where seq is null;
create index outgoing_record_order on outgoing_record (order_id);

alter table card_order enable row level security;
create policy reach on card_order using (area_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));
alter table order_photo enable row level security;
create policy reach on order_photo using (area_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));
alter table order_event enable row level security;
create policy reach on order_event using (area_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));

grant usage on schema ${schema} to ${app};
grant select on all tables in schema ${schema} to ${app};
grant insert on intent, session, inbound_package, held_package, inbound_record, quarantine, card_order, order_photo, order_event, card_stock, number_counter, batch, batch_card, outgoing_package, outgoing_record, legal_clock to ${app};
grant update on legal_clock, session, sign_in_link, inbound_stream, quarantine, card_order, card_stock, number_counter, outgoing_stream, outgoing_package, outgoing_record to ${app};
grant delete on held_package to ${app};
