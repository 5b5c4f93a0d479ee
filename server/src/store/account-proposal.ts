import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { Role } from '@anju/domain/policy/workflow-policy.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'

export type ProposalKind = 'account' | 'post' | 'reinstate'
export type ProposalState = 'open' | 'approved' | 'rejected'

export type ProposalRow = {
  readonly proposal_id: string
  readonly city: string
  readonly kind: ProposalKind
  readonly official_id: string
  /** Of a new account its own; of the others the account's. */
  readonly name: string
  readonly id_bidx: Buffer | null
  readonly id_enc: Buffer | null
  readonly dek_wrapped: Buffer | null
  readonly office_id: string | null
  readonly office_kind: string | null
  readonly office_zh: string | null
  readonly office_en: string | null
  readonly office_prefix: string | null
  readonly role: Role | null
  readonly division_prefix: string | null
  readonly valid_from: PlainDate | null
  readonly valid_to: PlainDate | null
  readonly reason: string
  readonly state: ProposalState
  readonly proposed_by: string
  readonly proposed_at: string
  readonly decided_by: string | null
  readonly decided_at: string | null
  readonly decision_reason: string | null
}
const SELECT = `
select a.proposal_id, a.city, a.kind, a.official_id, coalesce(a.name, o.name, '') as name, a.id_bidx, coalesce(a.id_enc, o.id_enc) as id_enc,
  coalesce(a.dek_wrapped, o.dek_wrapped) as dek_wrapped, a.office_id, f.kind as office_kind, f.name_zh as office_zh, f.name_en as office_en,
  f.division_prefix as office_prefix, a.role, a.division_prefix, a.valid_from, a.valid_to, a.reason, a.state, a.proposed_by, a.proposed_at, a.decided_by, a.decided_at, a.decision_reason
from account_proposal a left join office f on f.office_id = a.office_id left join official o on o.official_id = a.official_id`

/** About an office of city $1 below division $2, or about an account that has a post at one. */
const WITHIN = `a.city = $1 and (starts_with(f.division_prefix, $2) or (a.office_id is null and exists (
  select 1 from post p join office g on g.office_id = p.office_id where p.official_id = a.official_id and g.city = $1 and starts_with(g.division_prefix, $2))))`

export async function listProposalRows(db: Db, city: string, reach: string): Promise<readonly ProposalRow[]> {
  return db.read<ProposalRow>(
    `${SELECT} where ${WITHIN}
     order by (a.state = 'open') desc, a.proposed_at desc, a.proposal_id limit 200`,
    [city, reach],
  )
}

export async function listProposalsOf(db: Db, officialId: string): Promise<readonly ProposalRow[]> {
  return db.read<ProposalRow>(`${SELECT} where a.official_id = $1 order by a.proposed_at desc limit 100`, [officialId])
}

/** One of the proposals below a division, held until the commit. */
export async function lockProposal(
  tx: Tx,
  city: string,
  reach: string,
  proposalId: string,
): Promise<ProposalRow | undefined> {
  await tx.write('select 1 from account_proposal where proposal_id = $1 for update', [proposalId])
  return (await tx.read<ProposalRow>(`${SELECT} where ${WITHIN} and a.proposal_id = $3`, [city, reach, proposalId]))[0]
}

export type NewProposal = {
  readonly proposalId: string
  readonly city: string
  readonly kind: ProposalKind
  readonly officialId: string
  readonly person: {
    readonly name: string
    readonly idBidx: Buffer
    readonly idEnc: Buffer
    readonly dekWrapped: Buffer
  } | null
  readonly post: {
    readonly officeId: string
    readonly role: string
    readonly divisionPrefix: string
    readonly validFrom: PlainDate
    readonly validTo: PlainDate | null
  } | null
  readonly reason: string
  readonly by: string
  readonly at: string
}

/**
 * A twin breaks one of the unique indexes `account_proposal_…_once`; with `skipTwin` nothing is written then.
 * @returns whether it was written
 */
export async function recordProposal(tx: Tx, proposal: NewProposal, skipTwin = false): Promise<boolean> {
  const { person, post } = proposal
  const rows = await tx.write(
    `insert into account_proposal (proposal_id, city, kind, official_id, name, id_bidx, id_enc, dek_wrapped, office_id, role, division_prefix, valid_from, valid_to, reason, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)${skipTwin ? ' on conflict do nothing' : ''} returning 1`,
    [
      proposal.proposalId,
      proposal.city,
      proposal.kind,
      proposal.officialId,
      person?.name ?? null,
      person?.idBidx ?? null,
      person?.idEnc ?? null,
      person?.dekWrapped ?? null,
      post?.officeId ?? null,
      post?.role ?? null,
      post?.divisionPrefix ?? null,
      post?.validFrom ?? null,
      post?.validTo ?? null,
      proposal.reason,
      proposal.by,
      proposal.at,
    ],
  )
  return rows.length === 1
}

export async function recordProposalDecision(
  tx: Tx,
  proposalId: string,
  decision: { readonly approve: boolean; readonly reason: string; readonly by: string; readonly at: string },
): Promise<void> {
  await tx.write(
    `update account_proposal set state = $2, decided_by = $3, decided_at = $4, decision_reason = $5 where proposal_id = $1 and state = 'open'`,
    [proposalId, decision.approve ? 'approved' : 'rejected', decision.by, decision.at, decision.reason],
  )
}
