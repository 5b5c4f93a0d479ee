-- What is lent is held beside an own post, and no longer than that: whoever's post ends holds no lent one from then on.
create or replace view holding with (security_invoker = true) as
select p.post_id, p.official_id, null::uuid as delegation_id, p.official_id as holder_id, p.office_id, p.role, p.division_prefix,
  p.valid_from, p.valid_to, null::timestamptz as begins_at, null::timestamptz as ends_at
from post p
union all
select d.post_id, d.delegate_id, d.delegation_id, d.holder_id, p.office_id, p.role, d.division_prefix,
  greatest(p.valid_from, b.valid_from, d.valid_from), least(p.valid_to, b.valid_to, d.valid_to), d.begins_at, d.ends_at
from delegation d join post p on p.post_id = d.post_id join post b on b.post_id = d.delegate_post_id and b.official_id = d.delegate_id
where d.revoked_at is null and (d.approved or (d.kind = 'temporary' and d.approved is null));
comment on view holding is 'Posts at which an official may act: own ones, and those lent while an own one beside them is in force; days are legal days, instants are of the system clock. The own post is of no administrator by its key, so post_administrators_apart holds for lent ones, too';
create index delegation_beside on delegation (delegate_post_id);
comment on column delegation.delegate_post_id is 'The own post beside which it is held: it ends with that one';
