import { maskIdNumber } from '@anju/standards/mask-id-number.ts'
import type { Act, Deps } from '../../deps.ts'
import { openOfficial } from '../../store/account.ts'
import { listOpenEnrolments, type EnrolmentRow } from '../../store/account-enrolment.ts'
import { listProposalRows, type ProposalRow } from '../../store/account-proposal.ts'
import { findOfficialNames } from '../../store/office.ts'
import type { RosterGap } from '../../store/roster-handover.ts'
import { reachOf } from './account-event.ts'
import { findPoliceRosterGap } from './police-roster.ts'

export type SeenEnrolment = EnrolmentRow
export type SeenProposal = ProposalRow & { readonly idNumberMasked: string }
export type Proposals = {
  readonly proposals: readonly SeenProposal[]
  readonly enrolments: readonly SeenEnrolment[]
  readonly names: ReadonlyMap<string, string>
  /** Undefined for a city whose cards no police make. */
  readonly roster: RosterGap | undefined
}

/** What waits for the security administrator (待审批), and what was decided lately. */
export async function listProposals(deps: Deps, act: Act): Promise<Proposals> {
  const { city } = act.city
  const [proposals, enrolments] = await act.city.pool.look(act.scope, (db) =>
    Promise.all([listProposalRows(db, city, reachOf(act)), listOpenEnrolments(db, city, reachOf(act), act.at)]),
  )
  const names = await namesOf(deps, [
    ...proposals.flatMap((row) => [row.proposed_by, row.decided_by]),
    ...enrolments.flatMap((row) => [row.proposed_by, row.approved_by]),
  ])
  const roster = await findPoliceRosterGap(deps, act.city)
  return { proposals: proposals.map((row) => seenProposal(deps, row)), enrolments, names, roster }
}

/** A proposal with the ID number that it is about, as far as it is shown. */
export function seenProposal(deps: Deps, row: ProposalRow): SeenProposal {
  return { ...row, idNumberMasked: maskIdNumber(openOfficial(deps.crypto, row)) }
}

/** Names of officials, for whoever proposed, approved or gave. */
export function namesOf(deps: Deps, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  return findOfficialNames(deps.shared, [...new Set(ids.filter((id) => id !== null))])
}
