import { z } from 'zod'
import { route } from '../route.ts'
import { cityParams, day, fileText, intentId, noBody, noQuery, policeRoster, role, text, uuid } from '../shape.ts'

const reason = text(500).min(1)
const prefix = z.string().regex(/^\d{2,12}$/)
const instant = z.string()
const count = z.number().int()
const done = z.object({ subjectId: uuid, version: count, repeated: z.boolean() })
const accountParams = cityParams.extend({ officialId: uuid })

const wantedPost = z
  .object({ officeId: uuid, role, divisionPrefix: prefix, validFrom: day, validTo: day.nullable().default(null) })
  .refine(({ validFrom, validTo }) => validTo === null || validFrom <= validTo, {
    message: 'not-a-period',
    path: ['validTo'],
  })

export const ACCOUNT_STATES = ['active', 'suspended', 'closed'] as const
export const CONFIRMATION_STATES = ['confirmed', 'due', 'late', 'lapsed'] as const
const confirmation = z.object({
  state: z.enum(CONFIRMATION_STATES),
  dueOn: z.string(),
  lapsesOn: z.string(),
})
const standing = z.object({
  state: z.enum(ACCOUNT_STATES),
  /** Since when it does not work; null while it does. */
  since: z.string().nullable(),
  reason: z.enum(['unused', 'left']).nullable(),
  suspendsOn: z.string().nullable(),
  closesOn: z.string().nullable(),
  law: z.string().nullable(),
})
const post = z.object({
  postId: uuid,
  officialId: uuid,
  officialName: z.string(),
  role,
  roleZh: z.string(),
  roleEn: z.string(),
  officeId: uuid,
  officeZh: z.string(),
  officeEn: z.string(),
  divisionPrefix: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  inForce: z.boolean(),
  confirmation,
})
const accountLine = z.object({
  officialId: uuid,
  name: z.string(),
  idNumber: z.string().describe('Masked'),
  standing,
  posts: z.array(post),
  authenticators: count,
  /** How many an official has to have; the last one sealed. */
  authenticatorsWanted: count,
  lastSignInAt: instant.nullable(),
})

export const PROPOSAL_KINDS = ['account', 'post', 'reinstate'] as const
export const PROPOSAL_STATES = ['open', 'approved', 'rejected'] as const
const proposal = z.object({
  proposalId: uuid,
  kind: z.enum(PROPOSAL_KINDS),
  officialId: uuid,
  name: z.string(),
  idNumber: z.string().describe('Masked'),
  roleZh: z.string().nullable(),
  roleEn: z.string().nullable(),
  officeZh: z.string().nullable(),
  officeEn: z.string().nullable(),
  divisionPrefix: z.string().nullable(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  reason: z.string(),
  state: z.enum(PROPOSAL_STATES),
  proposedBy: z.string(),
  proposedAt: instant,
  decidedBy: z.string().nullable(),
  decisionReason: z.string().nullable(),
})

export const ENROLMENT_REASONS = ['first', 'further', 'replacement'] as const
const enrolment = z.object({
  enrolmentId: uuid,
  officialId: uuid,
  officialName: z.string(),
  reason: z.enum(ENROLMENT_REASONS),
  proposedBy: z.string(),
  proposedAt: instant,
  approvedBy: z.string().nullable(),
  approvedAt: instant.nullable(),
  expiresAt: instant,
  usedAt: instant.nullable(),
})

export const DELEGATION_KINDS = ['temporary', 'substitution'] as const
const delegation = z.object({
  delegationId: uuid,
  kind: z.enum(DELEGATION_KINDS),
  postId: uuid,
  holderName: z.string(),
  delegateName: z.string(),
  roleZh: z.string(),
  roleEn: z.string(),
  officeZh: z.string(),
  officeEn: z.string(),
  divisionPrefix: z.string(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  beginsAt: instant.nullable(),
  endsAt: instant.nullable(),
  reason: z.string(),
  givenAt: instant,
  /** Null while nobody has decided; a temporary authorisation needs nobody. */
  approved: z.boolean().nullable(),
  revokedAt: instant.nullable(),
  isMine: z.boolean(),
})

export const ROSTER_EFFECTS = ['leaves', 'joins', 'post', 'none', 'fault'] as const
export const ROSTER_FAULTS = ['name', 'id-number', 'office', 'role', 'day', 'twice', 'post'] as const
/** A county office of fifty thousand has some hundred officials; a prefecture's file stays below this. */
const ROSTER_MAX = 2_000_000
const roster = fileText(ROSTER_MAX).describe('CSV with a heading, or a YAML list')

const lookers = { kind: 'duty', duties: ['keep-accounts', 'approve-accounts', 'read-audit'], reach: 'post' } as const
const keepers = { kind: 'duty', duties: ['keep-accounts'], reach: 'post' } as const
const approvers = { kind: 'duty', duties: ['approve-accounts'], reach: 'post' } as const
const confirmers = { kind: 'duty', duties: ['lead-unit', 'approve-accounts'], reach: 'post' } as const
const anyPost = { kind: 'post', reach: 'post' } as const

export const accountRoutes = {
  listAccounts: route({
    method: 'POST',
    path: '/api/:city/accounts/search',
    zh: '用户管理',
    en: 'Accounts of officials with their state, posts, keys and last sign-in; ID numbers masked. POST, so that a name is in no address line',
    access: lookers,
    decides: false,
    looks: 'nothing personal',
    params: cityParams,
    query: noQuery,
    body: z.object({ named: text(50).default('') }),
    answer: z.object({ accounts: z.array(accountLine).readonly() }),
  }),
  getAccount: route({
    method: 'GET',
    path: '/api/:city/accounts/:officialId',
    zh: '用户详情',
    en: 'One account with posts, keys, proposals, delegations and its history',
    access: lookers,
    decides: false,
    looks: 'nothing personal',
    params: accountParams,
    query: noQuery,
    body: noBody,
    answer: accountLine.extend({
      keys: z.array(
        z.object({
          authenticatorId: uuid,
          kind: z.enum(['webauthn', 'ukey']),
          label: z.string(),
          registeredAt: instant,
          lastUsedAt: instant.nullable(),
          revokedAt: instant.nullable(),
          revokeReason: z.string().nullable(),
        }),
      ),
      enrolments: z.array(enrolment),
      proposals: z.array(proposal),
      delegations: z.array(delegation),
      events: z.array(
        z.object({ at: instant, on: z.string(), kind: z.string(), actorName: z.string(), signed: z.boolean() }),
      ),
    }),
  }),
  listOffices: route({
    method: 'GET',
    path: '/api/:city/offices',
    zh: '部门',
    en: 'Offices below the post, and the roles that a post there can have',
    access: { kind: 'duty', duties: ['keep-accounts', 'approve-accounts', 'read-audit', 'lead-unit'], reach: 'post' },
    decides: false,
    looks: 'nothing personal',
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      offices: z.array(
        z.object({
          officeId: uuid,
          code: z.string(),
          zh: z.string(),
          en: z.string(),
          divisionPrefix: z.string(),
          roles: z.array(z.object({ role, zh: z.string(), en: z.string() })),
        }),
      ),
    }),
  }),
  proposeAccount: route({
    method: 'POST',
    path: '/api/:city/account-proposals',
    zh: '新增用户申请',
    en: 'Propose an account with its first post; the security administrator decides',
    access: keepers,
    stepUp: true,
    decides: true,
    looks: 'nothing personal',
    params: cityParams,
    query: noQuery,
    body: z.object({
      intentId,
      name: text(50).min(1),
      idNumber: text(18).min(1),
      post: wantedPost,
      reason: text(500).default(''),
    }),
    answer: done,
  }),
  proposePost: route({
    method: 'POST',
    path: '/api/:city/accounts/:officialId/posts',
    zh: '增加岗位申请',
    en: 'Propose a further post for an account',
    access: keepers,
    stepUp: true,
    decides: true,
    looks: 'nothing personal',
    params: accountParams,
    query: noQuery,
    body: z.object({ intentId, post: wantedPost, reason: text(500).default('') }),
    answer: done,
  }),
  proposeReinstatement: route({
    method: 'POST',
    path: '/api/:city/accounts/:officialId/reinstatement',
    zh: '恢复使用申请',
    en: 'Propose that a suspended or closed account works again, with a reason',
    access: keepers,
    stepUp: true,
    decides: true,
    looks: 'nothing personal',
    params: accountParams,
    query: noQuery,
    body: z.object({ intentId, reason }),
    answer: done,
  }),
  listProposals: route({
    method: 'GET',
    path: '/api/:city/account-proposals',
    zh: '待审批',
    en: 'Proposals of accounts and posts and open enrolments, those that wait first',
    access: lookers,
    decides: false,
    looks: 'nothing personal',
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({ proposals: z.array(proposal), enrolments: z.array(enrolment), roster: policeRoster.nullable() }),
  }),
  decideProposal: route({
    method: 'POST',
    path: '/api/:city/account-proposals/:proposalId/decision',
    zh: '审批用户申请',
    en: 'Approve or reject a proposal; never what one proposed oneself or what is about oneself',
    access: approvers,
    stepUp: true,
    decides: true,
    looks: 'nothing personal',
    params: cityParams.extend({ proposalId: uuid }),
    query: noQuery,
    body: z.object({ intentId, approve: z.boolean(), reason: text(500).default('') }),
    answer: done,
  }),
  recordLeaving: route({
    method: 'POST',
    path: '/api/:city/accounts/:officialId/leaving',
    zh: '离职',
    en: 'Note that an official leaves; on the day itself sessions end and keys are revoked at once',
    access: keepers,
    stepUp: true,
    decides: true,
    looks: 'nothing personal',
    params: accountParams,
    query: noQuery,
    body: z.object({ intentId, leftOn: day, reason }),
    answer: done,
  }),
  endPost: route({
    method: 'POST',
    path: '/api/:city/accounts/:officialId/posts/:postId/end',
    zh: '免去岗位',
    en: 'End a post with its last day',
    access: keepers,
    stepUp: true,
    decides: true,
    looks: 'nothing personal',
    params: accountParams.extend({ postId: uuid }),
    query: noQuery,
    body: z.object({ intentId, on: day, reason }),
    answer: done,
  }),
  revokeAuthenticator: route({
    method: 'POST',
    path: '/api/:city/accounts/:officialId/authenticators/:authenticatorId/revocation',
    zh: '密钥挂失',
    en: 'Revoke a key that is lost; the sessions of its holder end at once',
    access: keepers,
    stepUp: true,
    decides: true,
    looks: 'nothing personal',
    params: accountParams.extend({ authenticatorId: uuid }),
    query: noQuery,
    body: z.object({ intentId, reason }),
    answer: done,
  }),
  proposeEnrolment: route({
    method: 'POST',
    path: '/api/:city/accounts/:officialId/enrolments',
    zh: '密钥登记申请',
    en: 'Propose that an official binds a key; a lost one that it replaces is revoked at once',
    access: keepers,
    stepUp: true,
    decides: true,
    looks: 'nothing personal',
    params: accountParams,
    query: noQuery,
    body: z
      .object({ intentId, reason: z.enum(ENROLMENT_REASONS), replaces: uuid.nullable().default(null) })
      .refine(({ reason: why, replaces }) => why === 'replacement' || replaces === null, {
        message: 'replaces-without-replacement',
        path: ['replaces'],
      }),
    answer: done,
  }),
  approveEnrolment: route({
    method: 'POST',
    path: '/api/:city/enrolments/:enrolmentId/approval',
    zh: '当面核验并发码',
    en: 'Approve face to face; the code is in this answer and nowhere else, and is good once',
    access: approvers,
    stepUp: true,
    decides: true,
    looks: 'nothing personal',
    params: cityParams.extend({ enrolmentId: uuid }),
    query: noQuery,
    body: z.object({ intentId, faceToFace: z.literal(true) }),
    answer: z.object({ code: z.string(), expiresAt: instant }),
  }),
  listDelegations: route({
    method: 'GET',
    path: '/api/:city/delegations',
    zh: '委托和临时授权',
    en: 'Posts that are lent, and what the caller could lend to whom',
    access: anyPost,
    decides: false,
    looks: 'nothing personal',
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      delegations: z.array(delegation),
      /** Posts that the caller may lend: own ones, and for a head those of the unit, for a shift. */
      lendable: z.array(post.extend({ isOwn: z.boolean() })),
      /** Colleagues of the same office, to whom one may be lent. */
      colleagues: z.array(z.object({ officialId: uuid, name: z.string() })),
      hoursMax: count,
      daysMax: count,
    }),
  }),
  lendPost: route({
    method: 'POST',
    path: '/api/:city/delegations',
    zh: '委托岗位',
    en: 'Lend a post to a named official: for a shift at once, for days with approval',
    access: anyPost,
    stepUp: true,
    decides: true,
    looks: 'nothing personal',
    params: cityParams,
    query: noQuery,
    body: z.object({
      intentId,
      postId: uuid,
      delegateId: uuid,
      divisionPrefix: prefix.nullable().default(null),
      time: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('temporary'), hours: z.number().int().positive().max(240) }),
        z
          .object({ kind: z.literal('substitution'), from: day, to: day })
          .refine(({ from, to }) => from <= to, { message: 'not-a-period', path: ['to'] }),
      ]),
      reason,
    }),
    answer: done,
  }),
  decideDelegation: route({
    method: 'POST',
    path: '/api/:city/delegations/:delegationId/decision',
    zh: '审批委托',
    en: 'Approve or reject a substitution',
    access: approvers,
    stepUp: true,
    decides: true,
    looks: 'nothing personal',
    params: cityParams.extend({ delegationId: uuid }),
    query: noQuery,
    body: z.object({ intentId, approve: z.boolean() }),
    answer: done,
  }),
  endDelegation: route({
    method: 'POST',
    path: '/api/:city/delegations/:delegationId/end',
    zh: '收回委托',
    en: 'End a delegation at once, with the sessions at it',
    access: anyPost,
    stepUp: true,
    decides: true,
    looks: 'nothing personal',
    params: cityParams.extend({ delegationId: uuid }),
    query: noQuery,
    body: z.object({ intentId }),
    answer: done,
  }),
  listPostsToConfirm: route({
    method: 'GET',
    path: '/api/:city/post-confirmations',
    zh: '季度复核清单',
    en: 'Posts with the day by which they have to be answered for, and whether the caller is the one to do so',
    access: { kind: 'duty', duties: ['lead-unit', 'approve-accounts', 'keep-accounts', 'read-audit'], reach: 'post' },
    decides: false,
    looks: 'nothing personal',
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({ posts: z.array(post.extend({ isMine: z.boolean() })) }),
  }),
  confirmPosts: route({
    method: 'POST',
    path: '/api/:city/post-confirmations',
    zh: '复核岗位',
    en: 'Answer for posts of the unit in this quarter',
    access: confirmers,
    stepUp: true,
    decides: true,
    looks: 'nothing personal',
    params: cityParams,
    query: noQuery,
    body: z.object({ intentId, postIds: z.array(uuid).min(1).max(500) }),
    answer: done,
  }),
  previewRoster: route({
    method: 'POST',
    path: '/api/:city/roster-previews',
    zh: '人事名册预览',
    en: 'What an HR file would do, row by row; nothing is done',
    access: keepers,
    stepUp: true,
    decides: false,
    looks: 'nothing personal',
    params: cityParams,
    query: noQuery,
    body: z.object({ roster }),
    answer: z.object({
      readable: z.boolean(),
      lines: z
        .array(
          z.object({
            row: count,
            name: z.string(),
            idNumber: z.string(),
            effect: z.enum(ROSTER_EFFECTS),
            leftOn: z.string().nullable(),
            faults: z.array(z.enum(ROSTER_FAULTS)).readonly(),
          }),
        )
        .readonly(),
      absent: z.array(z.string()).readonly(),
    }),
  }),
  importRoster: route({
    method: 'POST',
    path: '/api/:city/roster-imports',
    zh: '导入人事名册',
    en: 'Apply an HR file: who left is out at once, who came is proposed',
    access: keepers,
    stepUp: true,
    decides: true,
    looks: 'nothing personal',
    params: cityParams,
    query: noQuery,
    body: z.object({ intentId, roster }),
    answer: done.extend({ left: count, proposed: count }),
  }),
}
