-- What a transaction sees: the city, then its divisions, then files opened one by one, then whatever the actor took part in.
-- Plain functions of one expression are written into each statement by the planner, so a policy costs what its text costs.

create function took_part(person uuid) returns boolean language sql stable parallel safe
return exists (select from ${schema}.ledger l where l.person_id = person and l.actor_id = nullif(current_setting('anju.actor', true), '')::uuid);
comment on function took_part is 'Whether the actor of the transaction acted in anything of that person (本人); asked only where the scope is of that kind';

create function in_scope(division text, person uuid) returns boolean language sql stable parallel safe
return nullif(current_setting('anju.city', true), '') = '${schema}'
  and (
    (
      division like any (string_to_array(nullif(current_setting('anju.scope', true), ''), ','))
      and (division like any (string_to_array(nullif(current_setting('anju.except', true), ''), ','))) is not true
    )
    or person = any (string_to_array(nullif(current_setting('anju.persons', true), ''), ',')::uuid[])
    or (nullif(current_setting('anju.own', true), '') = 'on' and ${schema}.took_part(person))
  );
comment on function in_scope is 'Whether a personal row may be seen or written (数据权限), the second net. The city stands in the text: a transaction of another city sees nothing here';

create function permit_in_scope(permit uuid) returns boolean language sql stable parallel safe
return exists (select from ${schema}.permit t where t.permit_id = permit);
comment on function permit_in_scope is 'Whether the permit of a card is seen; row-level security answers it';

drop policy scope on person;
create policy scope on person using (${schema}.in_scope(division_code, person_id));
drop policy scope on registration;
create policy scope on registration using (${schema}.in_scope(division_code, person_id));
drop policy scope on application;
create policy scope on application using (${schema}.in_scope(division_code, person_id));
drop policy scope on material;
create policy scope on material using (${schema}.in_scope(division_code, person_id));
drop policy scope on visit;
create policy scope on visit using (${schema}.in_scope(division_code, person_id));
drop policy scope on permit;
create policy scope on permit using (${schema}.in_scope(division_code, person_id));
drop policy scope on notice;
create policy scope on notice using (${schema}.in_scope(division_code, person_id));
drop policy scope on civil_event;
create policy scope on civil_event using (${schema}.in_scope(division_code, person_id));
drop policy scope on civil_event_settled;
create policy scope on civil_event_settled using (${schema}.in_scope(division_code, person_id));
drop policy scope on endorsement;
create policy scope on endorsement using (${schema}.in_scope(division_code, person_id));
drop policy scope on employment;
create policy scope on employment using (${schema}.in_scope(division_code, person_id));
drop policy scope on letting;
create policy scope on letting using (${schema}.in_scope(division_code, person_id));
drop policy scope on sms_part;
create policy scope on sms_part using (${schema}.in_scope(division_code, person_id));
drop policy scope on notice_call;
create policy scope on notice_call using (${schema}.in_scope(division_code, person_id));
drop policy scope on card;
create policy scope on card using (
  ${schema}.in_scope(division_code, null)
  or (
    coalesce(nullif(current_setting('anju.persons', true), ''), nullif(current_setting('anju.own', true), '')) is not null
    and ${schema}.permit_in_scope(permit_id)
  )
);

grant execute on function took_part, in_scope, permit_in_scope to ${app};
