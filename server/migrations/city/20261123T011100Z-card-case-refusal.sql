-- Why another card was refused: the paper for the holder says it in the official's words.

alter table card_case add column refusal_enc bytea;
comment on column card_case.refusal_enc is 'Why the case was decided against the holder 不予办理, in the official''s words, under the key of the person';
