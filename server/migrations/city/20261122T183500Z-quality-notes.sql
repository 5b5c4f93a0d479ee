alter table application add column quality_notes_enc bytea;
comment on column application.quality_notes_enc is 'What the police wrote to each reason of a quality rejection, JSON by reason, under the applicant''s key; null once mended';
