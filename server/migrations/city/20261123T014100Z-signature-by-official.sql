-- no-transaction: built beside the writes, and safe to begin again
create index concurrently if not exists signature_by_official on signature (official_id, signed_at desc);
