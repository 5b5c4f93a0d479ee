import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Db } from '@anju/platform/database/pool.ts'

/** A signature whose signer had no post then: neither an own one nor one that was lent to them. */
export type SignerWithoutPost = {
  readonly case_id: string
  readonly case_version: number
  readonly step: string
  readonly official_id: string
  readonly post_id: string
  readonly signed_on: PlainDate
  readonly signed_at: string
}

/**
 * Looks at every signature of the city again: whoever signed held the post on the legal day of it, or it was lent to them then beside a post of their own. A
 * delegation counts from its gift or approval to its end by the system clock; a substitution on its legal days only.
 */
export async function listSignersWithoutPost(db: Db): Promise<readonly SignerWithoutPost[]> {
  return db.read<SignerWithoutPost>(
    `select s.case_id, s.case_version, s.step, s.official_id, s.post_id, s.signed_on, s.signed_at from signature s
     where not exists (
       select 1 from post p where p.post_id = s.post_id and p.official_id = s.official_id
         and p.valid_from <= s.signed_on and (p.valid_to is null or p.valid_to >= s.signed_on))
     and not exists (
       select 1 from delegation d join post p on p.post_id = d.post_id join post b on b.post_id = d.delegate_post_id and b.official_id = s.official_id
       where d.post_id = s.post_id and d.delegate_id = s.official_id
         and p.valid_from <= s.signed_on and (p.valid_to is null or p.valid_to >= s.signed_on)
         and b.valid_from <= s.signed_on and (b.valid_to is null or b.valid_to >= s.signed_on)
         and (d.revoked_at is null or d.revoked_at > s.signed_at)
         and (case d.kind when 'temporary' then s.signed_at >= d.begins_at and s.signed_at < d.ends_at
              else d.approved and s.signed_at >= d.decided_at and s.signed_on between d.valid_from and d.valid_to end))
     order by s.signed_at, s.case_id, s.case_version`,
  )
}
