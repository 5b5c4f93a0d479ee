import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Role } from '@anju/domain/policy/workflow-policy.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { writeSealed, type Sealing } from './row-seal.ts'

export type DelegationRow = {
  readonly delegation_id: string
  readonly city: string
  readonly kind: 'temporary' | 'substitution'
  readonly post_id: string
  readonly holder_id: string
  readonly holder_name: string
  readonly delegate_id: string
  readonly delegate_name: string
  readonly role: Role
  readonly office_id: string
  readonly office_zh: string
  readonly office_en: string
  readonly division_prefix: string
  readonly valid_from: PlainDate | null
  readonly valid_to: PlainDate | null
  readonly begins_at: string | null
  readonly ends_at: string | null
  readonly reason: string
  readonly given_by: string
  readonly given_at: string
  readonly decided_by: string | null
  readonly approved: boolean | null
  readonly revoked_at: string | null
}
const SELECT = `
select d.delegation_id, d.city, d.kind, d.post_id, d.holder_id, h.name as holder_name, d.delegate_id, g.name as delegate_name, p.role, p.office_id,
  f.name_zh as office_zh, f.name_en as office_en, d.division_prefix, d.valid_from, d.valid_to, d.begins_at, d.ends_at, d.reason, d.given_by, d.given_at,
  d.decided_by, d.approved, d.revoked_at
from delegation d join post p on p.post_id = d.post_id join office f on f.office_id = p.office_id
join official h on h.official_id = d.holder_id join official g on g.official_id = d.delegate_id`

/** Delegations of posts below a division, or those that an official has to do with. */
export async function listDelegationRows(
  db: Db,
  city: string,
  { reach, officialId }: { readonly reach: string | null; readonly officialId: string },
): Promise<readonly DelegationRow[]> {
  return db.read<DelegationRow>(
    `${SELECT} where d.city = $1 and (starts_with(f.division_prefix, $2::text) or $3::uuid in (d.holder_id, d.delegate_id, d.given_by))
     order by d.given_at desc, d.delegation_id limit 200`,
    [city, reach, officialId],
  )
}

/** Whether the post that is lent belongs to an office below a division. */
export async function isDelegationWithin(tx: Tx, delegationId: string, reach: string): Promise<boolean> {
  const rows = await tx.read(
    `select 1 from delegation d join post p on p.post_id = d.post_id join office f on f.office_id = p.office_id
     where d.delegation_id = $1 and starts_with(f.division_prefix, $2)`,
    [delegationId, reach],
  )
  return rows.length > 0
}

export async function lockDelegation(tx: Tx, city: string, delegationId: string): Promise<DelegationRow | undefined> {
  return (
    await tx.write<DelegationRow>(`${SELECT} where d.delegation_id = $1 and d.city = $2 for update of d`, [
      delegationId,
      city,
    ])
  )[0]
}

export type NewDelegation = {
  readonly delegationId: string
  readonly city: string
  readonly kind: 'temporary' | 'substitution'
  readonly postId: string
  readonly holderId: string
  readonly postPrefix: string
  readonly divisionPrefix: string
  readonly delegateId: string
  readonly delegatePostId: string
  readonly validFrom: PlainDate | null
  readonly validTo: PlainDate | null
  readonly beginsAt: string | null
  readonly endsAt: string | null
  readonly reason: string
  readonly by: string
  readonly at: string
}

const byId = (id: string | readonly string[]) => ({ column: 'delegation_id', id })

export async function recordDelegation(tx: Tx, sealing: Sealing, delegation: NewDelegation): Promise<void> {
  await writeSealed(tx, sealing, 'delegation', byId(delegation.delegationId), () => insertDelegation(tx, delegation))
}

function insertDelegation(tx: Tx, d: NewDelegation): Promise<readonly unknown[]> {
  return tx.write(
    `insert into delegation (delegation_id, city, kind, post_id, holder_id, post_prefix, division_prefix, delegate_id, delegate_post_id,
       valid_from, valid_to, begins_at, ends_at, reason, given_by, given_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      d.delegationId,
      d.city,
      d.kind,
      d.postId,
      d.holderId,
      d.postPrefix,
      d.divisionPrefix,
      d.delegateId,
      d.delegatePostId,
      d.validFrom,
      d.validTo,
      d.beginsAt,
      d.endsAt,
      d.reason,
      d.by,
      d.at,
    ],
  )
}

export async function recordDelegationDecision(
  tx: Tx,
  sealing: Sealing,
  delegationId: string,
  decision: { readonly approve: boolean; readonly by: string; readonly at: string },
): Promise<void> {
  await writeSealed(tx, sealing, 'delegation', byId(delegationId), () =>
    tx.write(
      'update delegation set approved = $2, decided_by = $3, decided_at = $4 where delegation_id = $1 and decided_by is null',
      [delegationId, decision.approve, decision.by, decision.at],
    ),
  )
}

/** A lending that still stands, or waits for its approval. */
export type StandingLoan = {
  readonly delegation_id: string
  readonly post_id: string
  readonly delegate_id: string
}

/**
 * What is lent beside a post of the borrower, or by and to an official, and was not taken back, held until the commit. It may be over by its days.
 */
export async function lockLoans(
  tx: Tx,
  of: { readonly delegatePostId: string } | { readonly officialId: string },
): Promise<readonly StandingLoan[]> {
  const [where, id] =
    'officialId' in of
      ? ['$1 in (holder_id, delegate_id)', of.officialId]
      : ['delegate_post_id = $1', of.delegatePostId]
  return tx.write<StandingLoan>(
    `select delegation_id, post_id, delegate_id from delegation where ${where} and revoked_at is null order by delegation_id for update`,
    [id],
  )
}

/** Ends lendings at once, and with them every session at the posts that were lent. @property by null for a nightly file */
export async function recordDelegationEnd(
  tx: Tx,
  sealing: Sealing,
  delegationIds: readonly string[],
  by: string | null,
): Promise<void> {
  const { at } = sealing.act
  await Promise.all([
    writeSealed(tx, sealing, 'delegation', byId(delegationIds), () =>
      tx.write(
        'update delegation set revoked_at = $3, revoked_by = $2 where delegation_id = any($1) and revoked_at is null',
        [delegationIds, by, at],
      ),
    ),
    tx.write(
      `update session set ended_at = $2, end_reason = 'account' where delegation_id = any($1) and ended_at is null`,
      [delegationIds, at],
    ),
  ])
}

/** A post that somebody has, had or will have by a lending, by legal days and system instants. */
export type HeldLoan = {
  readonly role: Role
  readonly valid_from: PlainDate
  readonly valid_to: PlainDate | null
  readonly ends_at: string | null
  readonly revoked_at: string | null
}

/** What was lent to an official, ended lendings too; not what was refused. One that stands ends with the own post beside it. */
export async function listLoansTo(db: Db, officialId: string): Promise<readonly HeldLoan[]> {
  return db.read<HeldLoan>(
    `select p.role, greatest(p.valid_from, d.valid_from) as valid_from, least(p.valid_to, d.valid_to, case when d.revoked_at is null then b.valid_to end) as valid_to, d.ends_at, d.revoked_at
     from delegation d join post p on p.post_id = d.post_id join post b on b.post_id = d.delegate_post_id
     where d.delegate_id = $1 and d.approved is not false order by d.given_at, d.delegation_id`,
    [officialId],
  )
}
