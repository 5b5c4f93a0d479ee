import type { PostScope, ScopeKind } from '@anju/domain/access/compile-scope.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Role } from '@anju/domain/policy/workflow-policy.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { writeSealed, type Sealing } from './row-seal.ts'

/** A post with whoever holds it, and how far it sees. */
export type PostScopeRow = {
  readonly post_id: string
  readonly official_id: string
  readonly name: string
  readonly role: Role
  readonly office_id: string
  readonly office_code: string
  readonly office_kind: string
  readonly office_zh: string
  readonly office_en: string
  readonly division_prefix: string
  readonly scope_kind: ScopeKind
  readonly scope_prefixes: readonly string[]
  readonly scope_offices: readonly string[]
}
const COLUMNS = `p.post_id, p.official_id, o.name, p.role, p.office_id, f.code as office_code, f.kind as office_kind, f.name_zh as office_zh,
  f.name_en as office_en, p.division_prefix, p.scope_kind, p.scope_prefixes, p.scope_offices`
const FROM = `from shared.post p join shared.official o using (official_id) join shared.office f using (office_id)
  where f.city = $1 and o.active and p.valid_from <= $2 and coalesce(p.valid_to, 'infinity') >= $2`

/** The posts of a city that are held on a day, by office. */
export async function listPostScopeRows(db: Db, city: string, on: PlainDate): Promise<readonly PostScopeRow[]> {
  return db.read<PostScopeRow>(`select ${COLUMNS} ${FROM} order by f.code, p.role, o.name, p.post_id`, [city, on])
}

export async function findPostScope(
  db: Db,
  city: string,
  on: PlainDate,
  postId: string,
): Promise<PostScopeRow | undefined> {
  const rows = await db.read<PostScopeRow>(`select ${COLUMNS} ${FROM} and p.post_id = $3`, [city, on, postId])
  return rows[0]
}

/** The posts of one official in a city on a day. */
export async function listPostsOf(
  db: Db,
  city: string,
  on: PlainDate,
  officialId: string,
): Promise<readonly PostScopeRow[]> {
  return db.read<PostScopeRow>(`select ${COLUMNS} ${FROM} and p.official_id = $3 order by f.code, p.post_id`, [
    city,
    on,
    officialId,
  ])
}

/** A post at which an official may act, an own one or one that was lent, as far as an explanation of it goes. */
export type HeldPostRow = PostScopeRow & {
  /** Null at an own post. */
  readonly delegation_id: string | null
  readonly lent_by: string
  /** Of a lending for days, and for hours. */
  readonly valid_to: PlainDate | null
  readonly ends_at: string | null
  /** The day the post was last answered for. */
  readonly answered_on: PlainDate
}

/**
 * Posts at which an official may act on a legal day and at an instant, own ones first. Of somebody who left, the posts of the last day:
 * why they do not let in any more is told by the account.
 */
export async function listHeldPosts(
  db: Db,
  city: string,
  officialId: string,
  { legalOn, at }: { readonly legalOn: PlainDate; readonly at: string },
): Promise<readonly HeldPostRow[]> {
  return db.read<HeldPostRow>(
    `select p.post_id, h.official_id, o.name, p.role, p.office_id, f.code as office_code, f.kind as office_kind, f.name_zh as office_zh,
       f.name_en as office_en, h.division_prefix, p.scope_kind, p.scope_prefixes, p.scope_offices, h.delegation_id, l.name as lent_by,
       h.valid_to, h.ends_at, coalesce(p.confirmed_on, (p.recorded_at at time zone 'Asia/Shanghai')::date) as answered_on
     from shared.holding h join shared.post p using (post_id) join shared.official o on o.official_id = h.official_id
     join shared.official l on l.official_id = h.holder_id join shared.office f on f.office_id = p.office_id
     where f.city = $1 and h.official_id = $2 and h.valid_from <= least($3, coalesce(o.left_on, $3)) and coalesce(h.valid_to, 'infinity') >= least($3, coalesce(o.left_on, $3))
       and coalesce(h.begins_at, '-infinity') <= $4 and coalesce(h.ends_at, 'infinity') > $4
     order by h.delegation_id nulls first, f.code, p.post_id`,
    [city, officialId, legalOn, at],
  )
}

export async function recordPostScope(tx: Tx, sealing: Sealing, postId: string, scope: PostScope): Promise<void> {
  await writeSealed(tx, sealing, 'post', { column: 'post_id', id: postId }, () =>
    tx.write(
      'update shared.post set scope_kind = $2, scope_prefixes = $3, scope_offices = $4 where post_id = $1 returning 1',
      [postId, scope.kind, scope.prefixes, scope.officeIds],
    ),
  )
}

export type OfficeLine = {
  readonly office_id: string
  readonly name_zh: string
  readonly name_en: string
  readonly division_prefix: string
}

export async function listOfficeLines(db: Db, city: string): Promise<readonly OfficeLine[]> {
  return db.read<OfficeLine>(
    'select office_id, name_zh, name_en, division_prefix from shared.office where city = $1 order by code',
    [city],
  )
}

/** A wider scope of a post that waits for the second administrator. */
export type ScopeProposalRow = {
  readonly proposal_id: string
  readonly post_id: string
  readonly scope_kind: ScopeKind
  readonly scope_prefixes: readonly string[]
  readonly scope_offices: readonly string[]
  readonly reason: string
  readonly state: 'open' | 'approved' | 'rejected'
  readonly proposed_by: string
  readonly proposer: string
}
const PROPOSED = `select s.proposal_id, s.post_id, s.scope_kind, s.scope_prefixes, s.scope_offices, s.reason, s.state, s.proposed_by, o.name as proposer
  from shared.scope_proposal s join shared.official o on o.official_id = s.proposed_by where s.city = $1`

export async function listOpenScopeProposals(db: Db, city: string): Promise<readonly ScopeProposalRow[]> {
  return db.read<ScopeProposalRow>(`${PROPOSED} and s.state = 'open'`, [city])
}

/** A proposal, locked: two decisions on it come one after the other. */
export async function lockScopeProposal(
  tx: Tx,
  city: string,
  proposalId: string,
): Promise<ScopeProposalRow | undefined> {
  const rows = await tx.write<ScopeProposalRow>(`${PROPOSED} and s.proposal_id = $2 for update of s`, [
    city,
    proposalId,
  ])
  return rows[0]
}

export type NewScopeProposal = {
  readonly proposalId: string
  readonly city: string
  readonly postId: string
  readonly scope: PostScope
  readonly reason: string
  readonly by: string
  readonly at: string
}

/** A second one for the same post while one waits breaks `scope_proposal_once`. */
export async function recordScopeProposal(tx: Tx, proposal: NewScopeProposal): Promise<void> {
  const { proposalId, city, postId, scope, reason, by, at } = proposal
  await tx.write(
    `insert into shared.scope_proposal (proposal_id, city, post_id, scope_kind, scope_prefixes, scope_offices, reason, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [proposalId, city, postId, scope.kind, scope.prefixes, scope.officeIds, reason, by, at],
  )
}

export async function recordScopeDecision(
  tx: Tx,
  proposalId: string,
  decision: { readonly approve: boolean; readonly by: string; readonly at: string },
): Promise<void> {
  await tx.write(
    `update shared.scope_proposal set state = $2, decided_by = $3, decided_at = $4 where proposal_id = $1 and state = 'open'`,
    [proposalId, decision.approve ? 'approved' : 'rejected', decision.by, decision.at],
  )
}
