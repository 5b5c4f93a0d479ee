import { mayPerform } from '@anju/domain/access/may-perform.ts'
import { granted, refusal, refused, type Decision, type Refusal } from '@anju/domain/kernel/decision.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../../deps.ts'
import { lockAccount, recordAccount, recordReinstatement } from '../../store/account.ts'
import { lockProposal, recordProposalDecision, type ProposalRow } from '../../store/account-proposal.ts'
import { intentOf } from '../../store/intent.ts'
import { listPostsOf, recordPost } from '../../store/post.ts'
import { carryOut, type CarriedOut } from '../carry-out.ts'
import { known, officialIdOf, packOf, reachOf, recordAccountEvent } from './account-event.ts'
import { closedRefusals, refusalsOfWanted, type WantedPost } from './propose-account.ts'

export type DecideProposal = {
  readonly intentId: string
  readonly proposalId: string
  readonly approve: boolean
  readonly reason: string
}

/**
 * The security administrator decides what was proposed (审批): only then the account, the post or the work again is there. Nobody
 * decides what he proposed or what is about himself. What was right at the proposal is asked again: in between the person may
 * have got an account or a post elsewhere.
 */
export async function decideProposal(deps: Deps, act: Act, command: DecideProposal): Promise<Decision<CarriedOut>> {
  const pack = packOf(deps, act)
  const authority = mayPerform(act.actor, 'approve-accounts', pack.workflow)
  if (!authority.ok) return authority
  const intent = intentOf(command.intentId, 'decide-proposal', command)
  return carryOut(
    deps,
    act,
    intent,
    async (tx) => {
      const proposal = known(await lockProposal(tx, act.city.city, reachOf(act), command.proposalId))
      const wrong = await refusalsOfDecision(tx, act, pack, proposal, command.approve)
      if (wrong.length > 0) return refused(...wrong)
      if (command.approve) await apply(tx, deps, act, proposal)
      await recordProposalDecision(tx, proposal.proposal_id, { ...command, by: officialIdOf(act), at: act.at })
      const version = await recordAccountEvent(tx, deps, act, intent, {
        subjectId: proposal.official_id,
        kind: `${command.approve ? 'approve' : 'reject'}-${proposal.kind}`,
        facts: { proposalId: proposal.proposal_id, officialId: proposal.official_id, reason: command.reason },
        grounds: authority.grounds,
        signedStep: authority.value.signed ? 'approve-accounts' : undefined,
      })
      return granted({ subjectId: proposal.official_id, version }, authority.grounds)
    },
    (constraint) => {
      const law = pack.accounts.suspendAfterUnusedDays.law
      if (constraint === 'account_claim_pkey' || constraint === 'official_id_bidx_key')
        return refused(refusal('account.person-has-account', law))
      return undefined
    },
  )
}

async function refusalsOfDecision(
  tx: Tx,
  act: Act,
  pack: Pack,
  proposal: ProposalRow,
  approve: boolean,
): Promise<readonly Refusal[]> {
  const law = pack.accounts.suspendAfterUnusedDays.law
  const by = officialIdOf(act)
  const wrong = [
    ...(proposal.state === 'open' ? [] : [refusal('account.already-decided', law)]),
    ...(proposal.proposed_by === by ? [refusal('account.proposed-by-same-person', law)] : []),
    ...(proposal.official_id === by ? [refusal('account.own-account', law)] : []),
  ]
  const post = wantedOf(proposal)
  if (!approve || proposal.state !== 'open' || post === undefined) return wrong
  const account = proposal.kind === 'post' ? known(await lockAccount(tx, proposal.official_id)) : undefined
  const held = account === undefined ? [] : await listPostsOf(tx, [account.official_id])
  const closed = account === undefined ? [] : closedRefusals(account, act, pack)
  return [...wrong, ...closed, ...(await refusalsOfWanted(tx, act, pack, post, held))]
}

function wantedOf({ office_id, role, division_prefix, valid_from, valid_to }: ProposalRow): WantedPost | undefined {
  if (office_id === null || role === null || division_prefix === null || valid_from === null) return undefined
  return { officeId: office_id, role, divisionPrefix: division_prefix, validFrom: valid_from, validTo: valid_to }
}

async function apply(tx: Tx, deps: Deps, act: Act, proposal: ProposalRow): Promise<void> {
  const { official_id: officialId, name, id_enc: idEnc, dek_wrapped: dekWrapped } = proposal
  const sealing = { crypto: deps.crypto, act }
  if (proposal.kind === 'reinstate') return recordReinstatement(tx, sealing, officialId, act.at)
  if (proposal.kind === 'account') {
    if (idEnc === null || dekWrapped === null) throw new Error('A new account without its number')
    await recordAccount(tx, sealing, { officialId, name, idEnc, dekWrapped })
  }
  const post = wantedOf(proposal)
  if (post === undefined) throw new Error('A proposal without its post')
  await recordPost(tx, sealing, { postId: deps.newId(), officialId, ...post })
}
