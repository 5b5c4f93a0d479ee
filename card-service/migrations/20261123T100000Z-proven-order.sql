-- An order is begun only on what the officials' own keys signed; one whose keys nobody outside the registry has named yet waits.

alter table served_city add column first_card_steps text[] not null default '{accept,verify,review}';
alter table served_city add column other_card_steps text[] not null default '{accept,review}';
comment on column served_city.first_card_steps is 'Steps that different officials must have signed before a first card is made, the last one last (佛府办函〔2016〕14号 附件1.说明12)';
comment on column served_city.other_card_steps is 'The same for another card of a permit that goes on';

alter table card_order add column evidence_sm3 text[] not null default '{}';
alter table card_order add column approval text check (approval in ('keys', 'demo'));
comment on column card_order.evidence_sm3 is 'SM3 of what each official''s key said; an order that takes the place of a rejected one brings something new';
comment on column card_order.approval is 'keys: every key is in the pinned roster; demo: a trial run; null on orders from before signatures came along';

create table waiting_order (
  record_id uuid primary key,
  city text not null references served_city,
  area_code text not null,
  application_id uuid not null,
  acceptance_no text not null,
  code text not null,
  officials text[] not null,
  roster_sm3 text not null,
  dek_wrapped bytea not null,
  body_enc bytea not null,
  received_at timestamptz not null
);
comment on table waiting_order is 'Orders whose signatures hold, by keys that are not in the pinned roster: they wait for a newer roster and are begun by themselves; at most 1000 a city';
comment on column waiting_order.officials is 'Ids of the officials whose keys are not known';
comment on column waiting_order.code is 'order.official-unknown, or why it could not be begun under the roster that came';
comment on column waiting_order.roster_sm3 is 'The roster it was last judged by; empty when there was none';
comment on column waiting_order.body_enc is 'The record as it came, under a key of this order';
create index waiting_order_case on waiting_order (application_id);
alter table waiting_order enable row level security;
create policy reach on waiting_order using (area_code like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ',')));
grant select, insert, update, delete on waiting_order to ${app};
