-- Blank cards come in and go out under the signature of whoever is responsible, as every other step of the police.

alter table card_stock
  add column receive_signing_id uuid references signing_evidence,
  add column void_signing_id uuid references signing_evidence;
comment on column card_stock.receive_signing_id is 'The signature under the delivery; empty for cards from before, and for those a demo begins with';
comment on column card_stock.void_signing_id is 'The signature of whoever made it void by itself; empty where a step of its order did, which is signed, or the registry told it';
-- Only the owner, who sets the service up, may enter cards that nobody signed for.
alter table card_stock enable row level security;
create policy whole on card_stock using (true);
create policy received_is_signed on card_stock as restrictive for insert with check (receive_signing_id is not null);
