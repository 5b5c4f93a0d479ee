-- no-transaction: built beside the writes, and safe to begin again
create index concurrently if not exists signature_latest on signature (signed_at desc, case_id);
