-- A card is made a second time, and a lost one good again, only on what an official's own key signed; where nobody has named the key yet, it waits like an order.

alter table waiting_order add column asks text not null default 'card' check (asks in ('card', 'second-card', 'good-again'));
comment on table waiting_order is 'What holds by signatures whose keys are not in the pinned roster: it waits for a newer roster and takes effect by itself; at most 1000 a city';
comment on column waiting_order.asks is 'card: a card; second-card: one for a card lost on its way; good-again: that a card that was reported lost counts again';
comment on column card_order.evidence_sm3 is 'SM3 of each statement of an official that this order, or what became of its card, rests on: none serves twice';
