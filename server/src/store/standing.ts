import type { Official } from '@anju/domain/access/actor.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Standing } from '@anju/platform/database/pool.ts'
import { RegistryError } from '../registry-error.ts'

/**
 * The post as the request found it, locked against change until the commit; for a lent one the lending and the own post beside it, too. A revocation
 * that commits first takes the row away, so the act is undone; one that comes later waits for the acts under way. Nothing is
 * committed after it.
 *
 * The lock is not shared: acts of one post queue, and a withdrawal has its turn among them. Shared locks would let somebody
 * put off their own withdrawal by never leaving a gap between two requests.
 */
const STANDING = `
select 1 from shared.post p join shared.official o on o.official_id = $2
left join lateral (
  select d.division_prefix from shared.delegation d join shared.post b on b.post_id = d.delegate_post_id and b.official_id = $2
  where p.official_id <> $2 and d.post_id = p.post_id and d.delegate_id = $2 and d.revoked_at is null
    and (d.approved or (d.kind = 'temporary' and d.approved is null))
    and coalesce(d.begins_at, '-infinity') <= $9 and coalesce(d.ends_at, 'infinity') > $9
    and coalesce(d.valid_from, '-infinity') <= $3 and coalesce(d.valid_to, 'infinity') >= $3
    and b.valid_from <= $3 and coalesce(b.valid_to, 'infinity') >= $3
  for no key update
) l on true
where p.post_id = $1 and (p.official_id = $2 or l.division_prefix is not null)
  and o.active and coalesce(o.left_on, 'infinity') > $3 and p.valid_from <= $3 and coalesce(p.valid_to, 'infinity') >= $3
  and p.role = $4 and coalesce(l.division_prefix, p.division_prefix) = $5 and p.scope_kind = $6 and p.scope_prefixes = $7 and p.scope_offices = $8
for no key update of p, o`

/** What must hold in every writing transaction of an official: the post, the role and how far it sees. */
export function standingOfPost(actor: Official, legalOn: PlainDate, at: string): Standing {
  const { postId, officialId, role, divisionPrefix, dataScope } = actor
  const { kind, prefixes, officeIds } = dataScope
  return {
    statement: {
      sql: STANDING,
      parameters: [postId, officialId, legalOn, role, divisionPrefix, kind, prefixes, officeIds, at],
    },
    lost: () => new RegistryError('signed-out', 'The post was withdrawn or changed while the request was under way'),
  }
}
