import type { accountRoutes } from '@anju/contract/routes/account.ts'
import { confirmPosts, listPostsToConfirm } from '../../usecases/account/confirm-posts.ts'
import { decideProposal } from '../../usecases/account/decide-proposal.ts'
import { approveEnrolment, proposeEnrolment } from '../../usecases/account/enrol.ts'
import { importRoster, previewRoster } from '../../usecases/account/import-roster.ts'
import { keepAccount } from '../../usecases/account/keep-account.ts'
import { decideDelegation, endDelegation, lendPost } from '../../usecases/account/lend-post.ts'
import { getAccount, listAccounts } from '../../usecases/account/list-accounts.ts'
import { listLendable } from '../../usecases/account/list-lendable.ts'
import { listOffices } from '../../usecases/account/list-offices.ts'
import { listProposals } from '../../usecases/account/list-proposals.ts'
import { proposeAccount } from '../../usecases/account/propose-account.ts'
import { accountView, delegationView, enrolmentView, postView, proposalView } from '../account-view.ts'
import type { HandlersOf } from '../mount.ts'

export const accountHandlers: HandlersOf<typeof accountRoutes> = {
  listAccounts: async ({ deps, act, body }) => ({
    accounts: (await listAccounts(deps, act, body.named)).map((line) => accountView(deps, act, line)),
  }),
  async getAccount({ deps, act, params }) {
    const { file, names } = await getAccount(deps, act, params.officialId)
    return {
      ...accountView(deps, act, file),
      keys: file.authenticatorRows.map((row) => ({
        authenticatorId: row.authenticator_id,
        kind: row.kind,
        label: row.label,
        registeredAt: row.registered_at,
        lastUsedAt: row.last_used_at,
        revokedAt: row.revoked_at,
        revokeReason: row.revoke_reason,
      })),
      enrolments: file.enrolments.map((row) => enrolmentView(row, names)),
      proposals: file.proposals.map((row) => proposalView(deps, act, row, names)),
      delegations: file.delegations.map((row) => delegationView(deps, act, row)),
      events: file.events.map((event) => ({
        at: event.at,
        on: event.legal_on,
        kind: event.kind,
        actorName: names.get(event.actor_id ?? '') ?? '',
        signed: event.signed_step !== null,
      })),
    }
  },
  listOffices: ({ deps, act }) => listOffices(deps, act),
  proposeAccount: ({ deps, act, body }) => proposeAccount(deps, act, { ...body, kind: 'account' }),
  proposePost: ({ deps, act, params, body }) =>
    proposeAccount(deps, act, { ...body, kind: 'post', officialId: params.officialId }),
  proposeReinstatement: ({ deps, act, params, body }) =>
    proposeAccount(deps, act, { ...body, kind: 'reinstate', officialId: params.officialId }),
  async listProposals({ deps, act }) {
    const { proposals, enrolments, names, roster } = await listProposals(deps, act)
    return {
      proposals: proposals.map((row) => proposalView(deps, act, row, names)),
      enrolments: enrolments.map((row) => enrolmentView(row, names)),
      roster: roster === undefined ? null : { writtenAt: roster.writtenAt, newer: roster.newer },
    }
  },
  decideProposal: ({ deps, act, params, body }) =>
    decideProposal(deps, act, { ...body, proposalId: params.proposalId }),
  recordLeaving: ({ deps, act, params, body }) =>
    keepAccount(deps, act, { ...body, kind: 'record-leaving', officialId: params.officialId }),
  endPost: ({ deps, act, params, body }) =>
    keepAccount(deps, act, { ...body, kind: 'end-post', officialId: params.officialId, postId: params.postId }),
  revokeAuthenticator: ({ deps, act, params, body }) =>
    keepAccount(deps, act, {
      ...body,
      kind: 'revoke-authenticator',
      officialId: params.officialId,
      authenticatorId: params.authenticatorId,
    }),
  proposeEnrolment: ({ deps, act, params, body }) =>
    proposeEnrolment(deps, act, { ...body, officialId: params.officialId }),
  approveEnrolment: ({ deps, act, params, body }) =>
    approveEnrolment(deps, act, { ...body, enrolmentId: params.enrolmentId }),
  async listDelegations({ deps, act }) {
    const known = await listLendable(deps, act)
    return {
      delegations: known.delegations.map((row) => delegationView(deps, act, row)),
      lendable: known.lendable.map(({ isOwn, ...each }) => ({ ...postView(deps, act, each), isOwn })),
      colleagues: [...known.colleagues],
      hoursMax: known.hoursMax,
      daysMax: known.daysMax,
    }
  },
  lendPost: ({ deps, act, body }) => lendPost(deps, act, body),
  decideDelegation: ({ deps, act, params, body }) =>
    decideDelegation(deps, act, { ...body, delegationId: params.delegationId }),
  endDelegation: ({ deps, act, params, body }) =>
    endDelegation(deps, act, { ...body, delegationId: params.delegationId }),
  listPostsToConfirm: async ({ deps, act }) => ({
    posts: (await listPostsToConfirm(deps, act)).map(({ post, confirmation, isMine }) => ({
      ...postView(deps, act, { row: post, confirmation, inForce: true }),
      isMine,
    })),
  }),
  confirmPosts: ({ deps, act, body }) => confirmPosts(deps, act, body),
  previewRoster: ({ deps, act, body }) => previewRoster(deps, act, body.roster),
  importRoster: ({ deps, act, body }) => importRoster(deps, act, { intentId: body.intentId, text: body.roster }),
}
