alter table exchange_stream add column peer_applied_up_to bigint not null default 0;
alter table exchange_stream add column peer_missing integer not null default 0;
comment on column exchange_stream.next_seq is 'Out: the number of the next package; in: the next number to apply';
comment on column exchange_stream.prev_sm3 is 'Digest of the file before that; empty before the first';
comment on column exchange_stream.last_beat_at is 'Out: when the police last said how far they are; silence is a fault';

alter table exchange_package add column next_send_at timestamptz;
alter table exchange_package add column nacks smallint not null default 0;
alter table exchange_package add column nack_code text;
alter table exchange_package drop constraint exchange_package_state_check;
alter table exchange_package add constraint exchange_package_state_check check (state in ('built', 'placed', 'acked', 'rejected', 'applied', 'stuck')) not valid;
alter table exchange_package validate constraint exchange_package_state_check;
comment on column exchange_package.file_bytes is 'Out: the very bytes that are sent again; in: empty, because only the receipt is ever sent again';
comment on column exchange_package.receipt is 'Out: what the police signed; in: what we signed';
create index exchange_package_due on exchange_package (next_send_at) where direction = 'out' and state in ('built', 'placed');

alter table exchange_record add column record_id uuid;
alter table exchange_record add column code text;
comment on column exchange_record.code is 'Why a record was refused';
create unique index exchange_record_once on exchange_record (direction, record_id);

create table exchange_held (
  seq bigint primary key,
  file_sm3 bytea not null,
  file_bytes bytea not null,
  held_at timestamptz not null
);
comment on table exchange_held is 'Packages from the police that came before an earlier one; at most 1000, encrypted as they came';

alter table exchange_quarantine add column file_name text not null default '';
alter table exchange_quarantine add column times integer not null default 1;

create table void_stock (
  stock_no text primary key,
  list_no text not null,
  reason text not null,
  voided_on date not null,
  recorded_at timestamptz not null default now()
);
comment on table void_stock is 'Card stock 空白证卡 that the police declared void; never to be taken for a permit';

create table civil_event (
  record_id uuid primary key,
  person_id uuid not null references person,
  division_code text not null,
  event text not null check (event in ('death', 'hukou-converted')),
  happened_on date not null,
  learned_on date not null,
  hukou_division text,
  recorded_at timestamptz not null default now()
);
comment on table civil_event is 'What the police told of a person: a death, or a hukou conversion; a person at the counter ends the registration by it';
create index civil_event_person on civil_event (person_id);
alter table civil_event enable row level security;
create policy scope on civil_event using (division_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));

grant select, insert on exchange_held, void_stock, civil_event to ${app};
grant delete on exchange_held to ${app};
grant update on exchange_quarantine to ${app};
