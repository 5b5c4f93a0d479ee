-- One person, one account, whichever index key a program knows while the key is changed.

create table account_claim (
  kind text not null check (kind in ('official', 'resident')),
  id_bidx bytea not null,
  account_id uuid not null,
  primary key (kind, id_bidx)
);
comment on table account_claim is 'Which account an ID number belongs to, under every index key that is still looked up: two accounts of one person cannot be made under two keys';
comment on column account_claim.id_bidx is 'HMAC-SM3 of the ID number; under another index key it is another row of the same account';
create index account_claim_account on account_claim (account_id);

insert into account_claim (kind, id_bidx, account_id) select 'official', id_bidx, official_id from official;
insert into account_claim (kind, id_bidx, account_id) select 'resident', id_bidx, account_id from resident_account;

grant select, insert, update, delete on account_claim to ${app};
