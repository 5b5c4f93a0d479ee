-- no-transaction: built beside the writes, and safe to begin again
-- Whether somebody has asked for a permit since a day, answered or not: the nightly half years ask it of whoever was not told yet.
create index concurrently if not exists application_person on application (person_id, applied_on);
