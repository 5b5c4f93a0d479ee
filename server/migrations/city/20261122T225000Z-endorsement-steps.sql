alter table endorsement add column needs_check boolean not null default false;
alter table endorsement add column checked_on date;
alter table endorsement add column written text;
alter table endorsement add column refusal_reasons text[];
alter table endorsement add constraint endorsement_written_known check (written in ('chip', 'paper', 'register')) not valid;
alter table endorsement add constraint endorsement_checked_in_order check (checked_on is null or checked_on between accepted_on and coalesce(completed_on, refused_on, checked_on)) not valid;
alter table endorsement validate constraint endorsement_written_known;
alter table endorsement validate constraint endorsement_checked_in_order;
comment on column endorsement.needs_check is 'A second official looks at it before it is written: the city asks for that, or an agent came';
comment on column endorsement.checked_on is 'The day on which the second official passed it';
comment on column endorsement.written is 'Where it was written: the chip, the paper of an older card, or the register alone when it was confirmed online';
comment on column endorsement.refusal_reasons is 'Why it was decided against the holder, in codes';

alter table material add column endorsement_id uuid references endorsement;
comment on column material.endorsement_id is 'The endorsement for which it was shown';
create index material_endorsement on material (endorsement_id) where endorsement_id is not null;

create index endorsement_open on endorsement (accepted_on) where completed_on is null and refused_on is null;
