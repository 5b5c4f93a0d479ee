-- no-transaction: built beside the writes, and safe to begin again
create index concurrently if not exists material_card_case on material (card_case_id) where card_case_id is not null;
