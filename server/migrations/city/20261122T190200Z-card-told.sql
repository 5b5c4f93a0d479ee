-- no-transaction: built beside the writes, and safe to begin again
create index concurrently if not exists card_told on card (permit_id) where made_for <> 'first' or voided_on is not null;
