-- no-transaction: built beside the writes, and safe to begin again
create index concurrently if not exists card_case_without_card on card_case (closed_on) where state in ('refused', 'stopped') and made_on is null;
