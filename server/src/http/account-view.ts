import { findPackInForce } from '@anju/domain/policy/select-pack.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import type { Act, Deps } from '../deps.ts'
import type { AccountLine, AccountPost } from '../usecases/account/list-accounts.ts'
import type { SeenDelegation } from '../usecases/account/list-lendable.ts'
import type { SeenEnrolment, SeenProposal } from '../usecases/account/list-proposals.ts'

type View = AnswerOf<Routes['getAccount']>

/** A role in the words of the city. */
function roleWords(deps: Deps, act: Act, role: string): { readonly roleZh: string; readonly roleEn: string } {
  const pack = findPackInForce(deps.packs, act.city.jurisdiction, act.legalOn)
  const words = pack?.workflow.roles.find((row) => row.role === role)
  return { roleZh: words?.zh ?? role, roleEn: words?.en ?? role }
}

export function postView(deps: Deps, act: Act, { row, confirmation, inForce }: AccountPost): View['posts'][number] {
  return {
    postId: row.post_id,
    officialId: row.official_id,
    officialName: row.official_name,
    role: row.role,
    ...roleWords(deps, act, row.role),
    officeId: row.office_id,
    officeZh: row.office_zh,
    officeEn: row.office_en,
    divisionPrefix: row.division_prefix,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    inForce,
    confirmation: { state: confirmation.state, dueOn: confirmation.dueOn, lapsesOn: confirmation.lapsesOn },
  }
}

export function accountView(
  deps: Deps,
  act: Act,
  line: AccountLine,
): AnswerOf<Routes['listAccounts']>['accounts'][number] {
  const { standing } = line
  return {
    officialId: line.officialId,
    name: line.name,
    idNumber: line.idNumber,
    standing: {
      state: standing.state,
      since: standing.state === 'active' ? null : standing.since,
      reason: standing.state === 'active' ? null : standing.reason,
      suspendsOn: standing.state === 'active' ? standing.suspendsOn : null,
      closesOn: standing.state === 'closed' ? null : standing.closesOn,
      law: standing.state === 'active' ? null : standing.law,
    },
    posts: line.posts.map((each) => postView(deps, act, each)),
    authenticators: line.authenticators,
    authenticatorsWanted: line.authenticatorsWanted,
    lastSignInAt: line.lastSignInAt,
  }
}

type Names = ReadonlyMap<string, string>

export function proposalView(deps: Deps, act: Act, row: SeenProposal, names: Names): View['proposals'][number] {
  const words = row.role === null ? { roleZh: null, roleEn: null } : roleWords(deps, act, row.role)
  return {
    proposalId: row.proposal_id,
    kind: row.kind,
    officialId: row.official_id,
    name: row.name,
    idNumber: row.idNumberMasked,
    ...words,
    officeZh: row.office_zh,
    officeEn: row.office_en,
    divisionPrefix: row.division_prefix,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    reason: row.reason,
    state: row.state,
    proposedBy: names.get(row.proposed_by) ?? '',
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by === null ? null : (names.get(row.decided_by) ?? ''),
    decisionReason: row.decision_reason,
  }
}

/** `proposedBy` is empty for the first administrators, whom the owner of the installation entered at the console. */
export function enrolmentView(row: SeenEnrolment, names: Names): View['enrolments'][number] {
  return {
    enrolmentId: row.enrolment_id,
    officialId: row.official_id,
    officialName: row.official_name,
    reason: row.reason,
    proposedBy: names.get(row.proposed_by ?? '') ?? '',
    proposedAt: row.proposed_at,
    approvedBy: row.approved_by === null ? null : (names.get(row.approved_by) ?? ''),
    approvedAt: row.approved_at,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  }
}

export function delegationView(deps: Deps, act: Act, row: SeenDelegation): View['delegations'][number] {
  const own = act.actor.kind === 'official' ? act.actor.officialId : ''
  return {
    delegationId: row.delegation_id,
    kind: row.kind,
    postId: row.post_id,
    holderName: row.holder_name,
    delegateName: row.delegate_name,
    ...roleWords(deps, act, row.role),
    officeZh: row.office_zh,
    officeEn: row.office_en,
    divisionPrefix: row.division_prefix,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    beginsAt: row.begins_at,
    endsAt: row.ends_at,
    reason: row.reason,
    givenAt: row.given_at,
    approved: row.approved,
    revokedAt: row.revoked_at,
    isMine: [row.holder_id, row.delegate_id, row.given_by].includes(own),
  }
}
