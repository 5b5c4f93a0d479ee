-- Leave to bind a key, and a post that is lent, open as much as a key and a post do: they carry a seal, too.
alter table enrolment add column city text references city;
alter table enrolment add column version integer not null default 1;
alter table enrolment add column seal bytea;
alter table enrolment add column seal_kid text;
comment on column enrolment.city is 'Whose ledger tells who proposed and approved it. Null on old ones of proposers who work in several cities: then every city where the official works looks for it';
comment on column enrolment.seal is 'As on authenticator: keyed hash over what decides, the id and the version. Null: never sealed';
comment on column enrolment.seal_kid is 'The key of the seal';
update enrolment e set city = one.city from (
  select n.enrolment_id, min(f.city) as city from enrolment n
  join post p on p.official_id = coalesce(n.proposed_by, n.official_id) join office f on f.office_id = p.office_id
  group by n.enrolment_id having count(distinct f.city) = 1
) one where one.enrolment_id = e.enrolment_id;

alter table delegation add column version integer not null default 1;
alter table delegation add column seal bytea;
alter table delegation add column seal_kid text;
comment on column delegation.seal is 'As on post: keyed hash over what decides, the id and the version. Null: never sealed';
comment on column delegation.seal_kid is 'The key of the seal';
