import type { Official } from '@anju/domain/access/actor.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Standing } from '@anju/platform/database/pool.ts'
import { RegistryError } from '../registry-error.ts'

/**
 * The post as the request found it, locked against change until the commit. A revocation that commits first takes the row
 * away, so the act is undone; one that comes later waits for the acts under way. Nothing is committed after it.
 */
const STANDING = `
select 1 from shared.post p join shared.official o using (official_id)
where p.post_id = $1 and p.official_id = $2 and o.active and p.valid_from <= $3 and coalesce(p.valid_to, 'infinity') >= $3
  and p.role = $4 and p.division_prefix = $5 and p.scope_kind = $6 and p.scope_prefixes = $7 and p.scope_offices = $8
for share`

/** What must hold in every writing transaction of an official: the post, the role and how far it sees. */
export function standingOfPost(actor: Official, legalOn: PlainDate): Standing {
  const { postId, officialId, role, divisionPrefix, dataScope } = actor
  return {
    statement: {
      sql: STANDING,
      parameters: [
        postId,
        officialId,
        legalOn,
        role,
        divisionPrefix,
        dataScope.kind,
        dataScope.prefixes,
        dataScope.officeIds,
      ],
    },
    lost: () => new RegistryError('signed-out', 'The post was withdrawn or changed while the request was under way'),
  }
}
