-- no-transaction: built beside the writes, and safe to begin again
create index concurrently if not exists permit_person on permit (person_id, issued_on);
