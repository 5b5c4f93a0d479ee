import { SCOPE_KINDS } from '@anju/domain/access/compile-scope.ts'
import { EXPLAINED_BY } from '@anju/domain/access/explain-access.ts'
import { z } from 'zod'
import { route } from '../route.ts'
import { cityParams, intentId, lines, noBody, noQuery, role, text, uuid } from '../shape.ts'

const prefix = z.string().regex(/^\d{4,12}$/)
const scopeKind = z.enum(SCOPE_KINDS)
const reason = lines(300).min(1)
const done = z.object({ repeated: z.boolean() })

const scopeShape = {
  kind: scopeKind,
  prefixes: z.array(z.string()).readonly(),
  officeIds: z.array(z.string()).readonly(),
}
const postScope = z.object({
  postId: uuid,
  officialId: uuid,
  name: z.string(),
  role,
  officeZh: z.string(),
  officeEn: z.string(),
  divisionPrefix: z.string(),
  ...scopeShape,
  /** Nobody sets the scope of a post of their own. */
  isOwn: z.boolean(),
  /** A wider scope that waits for the second administrator. */
  waiting: z
    .object({ proposalId: uuid, ...scopeShape, reason: z.string(), proposer: z.string(), mayDecide: z.boolean() })
    .nullable(),
})

const colleague = z.object({
  officialId: uuid,
  name: z.string(),
  role,
  officeZh: z.string(),
  officeEn: z.string(),
})

const crossArea = z.object({
  grantId: uuid,
  personId: uuid,
  /** Null where the caller may not see who it is. */
  personName: z.string().nullable(),
  divisionCode: z.string(),
  askedBy: z.string(),
  reason: z.string(),
  hours: z.number().int(),
  askedOn: z.string(),
  standing: z.enum(['asked', 'open', 'over', 'ended', 'refused']),
  grantedBy: z.string().nullable(),
  untilAt: z.string().nullable(),
  endReason: z.string(),
  /** Whether the caller may grant it. */
  mayGrant: z.boolean(),
  mayEnd: z.boolean(),
})

export const accessRoutes = {
  listPostScopes: route({
    method: 'GET',
    path: '/api/:city/post-scopes',
    zh: '岗位的数据权限',
    en: 'The posts held today and how far each sees',
    access: { kind: 'post', reach: 'city' },
    looks: 'nothing personal',
    decides: false,
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      posts: z.array(postScope),
      offices: z.array(z.object({ officeId: uuid, zh: z.string(), en: z.string(), divisionPrefix: z.string() })),
    }),
  }),
  setPostScope: route({
    method: 'POST',
    path: '/api/:city/posts/:postId/scope',
    zh: '设置数据权限',
    en: "Set how far a post sees, never one's own; a wider scope waits for the system administrator",
    access: { kind: 'duty', duties: ['set-scope'], reach: 'city' },
    looks: 'nothing personal',
    stepUp: true,
    decides: true,
    params: cityParams.extend({ postId: uuid }),
    query: noQuery,
    body: z.object({
      intentId,
      kind: scopeKind,
      prefixes: z.array(prefix).max(200).default([]),
      officeIds: z.array(uuid).max(200).default([]),
      reason,
    }),
    answer: done,
  }),
  decideScopeProposal: route({
    method: 'POST',
    path: '/api/:city/scope-proposals/:proposalId/decision',
    zh: '审批数据权限',
    en: 'Approve or reject a wider scope of a post; never what one proposed oneself',
    access: { kind: 'duty', duties: ['keep-accounts'], reach: 'city' },
    looks: 'nothing personal',
    stepUp: true,
    decides: true,
    params: cityParams.extend({ proposalId: uuid }),
    query: noQuery,
    body: z.object({ intentId, approve: z.boolean() }),
    answer: done,
  }),
  askCrossArea: route({
    method: 'POST',
    path: '/api/:city/cross-area',
    zh: '申请跨区协查',
    en: 'Ask to look at one file of another area for some hours, with a reason',
    access: { kind: 'post', reach: 'city' },
    looks: 'nothing personal',
    decides: true,
    params: cityParams,
    query: noQuery,
    body: z.object({ intentId, personId: uuid, reason, hours: z.number().int().positive().max(9999) }),
    answer: done.extend({ grantId: uuid }),
  }),
  listCrossArea: route({
    method: 'GET',
    path: '/api/:city/cross-area',
    zh: '跨区协查清单',
    en: "Cross-area looks that were asked for or granted: one's own, and those into the divisions of the post",
    access: { kind: 'post', reach: 'post' },
    looks: {
      kind: 'list',
      why: 'oversight',
      persons: ({ answer }) => answer.grants.filter((one) => one.personName !== null).map((one) => one.personId),
    },
    decides: false,
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({ hoursMax: z.number().int(), grants: z.array(crossArea) }),
  }),
  grantCrossArea: route({
    method: 'POST',
    path: '/api/:city/cross-area/:grantId/grant',
    zh: '批准跨区协查',
    en: "Grant a cross-area look into the divisions of the post; never one's own",
    access: { kind: 'duty', duties: ['open-area'], reach: 'post' },
    looks: 'nothing personal',
    stepUp: true,
    decides: true,
    params: cityParams.extend({ grantId: uuid }),
    query: noQuery,
    body: z.object({ intentId }),
    answer: done,
  }),
  endCrossArea: route({
    method: 'POST',
    path: '/api/:city/cross-area/:grantId/end',
    zh: '结束或不同意跨区协查',
    en: 'End a cross-area look, refuse it, or take the request back',
    access: { kind: 'post', reach: 'post' },
    looks: 'nothing personal',
    stepUp: true,
    decides: true,
    params: cityParams.extend({ grantId: uuid }),
    query: noQuery,
    body: z.object({ intentId, reason }),
    answer: done,
  }),
  assignCase: route({
    method: 'POST',
    path: '/api/:city/assignments',
    zh: '指派承办人',
    en: 'Give a case to a colleague, or take it back',
    access: { kind: 'duty', duties: ['assign-case'], reach: 'post' },
    looks: 'nothing personal',
    stepUp: true,
    decides: true,
    params: cityParams,
    query: noQuery,
    body: z.object({ intentId, caseId: uuid, officialId: uuid.nullable(), reason }),
    answer: done,
  }),
  getAssignment: route({
    method: 'GET',
    path: '/api/:city/assignments/:caseId',
    zh: '承办人',
    en: 'Who works on a case by assignment, and to whom the caller may give it',
    access: { kind: 'post', reach: 'post' },
    looks: 'nothing personal',
    decides: false,
    params: cityParams.extend({ caseId: uuid }),
    query: noQuery,
    body: noBody,
    answer: z.object({
      assignee: colleague
        .pick({ officialId: true, name: true })
        .extend({ by: z.string(), since: z.string(), reason: z.string() })
        .nullable(),
      /** Empty for whoever may not assign. Those of the caller's own office first. */
      colleagues: z.array(colleague),
    }),
  }),
  explainAccess: route({
    method: 'POST',
    path: '/api/:city/access/explanation',
    zh: '权限体检',
    en: 'Which rule lets an official do a thing to a record, or keeps them from it; the question is recorded',
    access: { kind: 'duty', duties: ['explain-access'], reach: 'city' },
    looks: {
      kind: 'explain',
      why: 'oversight',
      persons: ({ answer }) => (answer.personId === null ? [] : [answer.personId]),
    },
    stepUp: true,
    decides: false,
    params: cityParams,
    query: noQuery,
    body: z.object({
      officialId: uuid,
      route: text(60),
      recordId: uuid
        .nullable()
        .default(null)
        .describe('A registration, application, person, permit, or another case or message'),
    }),
    answer: z.object({
      /** Whose record it is, so that the question stands in the person's own list of looks; null where none was asked about. */
      personId: uuid.nullable(),
      answers: z.array(
        z.object({
          /** One post may come twice: as one's own, and lent. */
          postId: uuid,
          /** Who lent it; null at an own post. */
          lentBy: z.string().nullable(),
          postZh: z.string(),
          postEn: z.string(),
          allowed: z.boolean(),
          steps: z.array(
            z.object({
              by: z.enum(EXPLAINED_BY),
              passed: z.boolean().nullable(),
              zh: z.string(),
              en: z.string(),
              law: z.string().nullable(),
            }),
          ),
        }),
      ),
    }),
  }),
}
