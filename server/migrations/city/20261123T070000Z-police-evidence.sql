-- What an officer of the police signed with their own key is told by its digest, by which the two sides' papers are brought together. Cases keep
-- it among the facts of their events; these two rows belong to no case of ours.
alter table void_stock add column voided_by text,
  add column police_evidence_sm3 bytea check (octet_length(police_evidence_sm3) = 32);
comment on column void_stock.voided_by is 'Name and badge of the officer of the police; null in lists that came before this column';
comment on column void_stock.police_evidence_sm3 is 'SM3 of what the officer''s own security key signed; null where no key signed';
alter table civil_event add column police_evidence_sm3 bytea check (octet_length(police_evidence_sm3) = 32);
comment on column civil_event.police_evidence_sm3 is 'SM3 of what the officer''s own security key signed; null where no key signed';
