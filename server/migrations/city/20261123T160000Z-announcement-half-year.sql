-- no-transaction: built beside the writes, and safe to begin again
-- Every night whoever reached half a year and was not told of it is looked for, among announcements of every kind.
create index concurrently if not exists announcement_half_year on announcement (person_id, on_day) where transition = 'half-year';
