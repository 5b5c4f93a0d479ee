alter table material add column reason text not null default '';
comment on column material.reason is 'Why a comparable proof 同等证明 was taken where the list ends in 等: what it is and what it shows; empty for papers of the list';
