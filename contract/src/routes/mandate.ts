import { MANDATE_SCOPES, MANDATE_WAYS } from '@anju/domain/agency/mandate.ts'
import type { Duty } from '@anju/domain/policy/workflow-policy.ts'
import { z } from 'zod'
import { MANDATE_STATES } from '../message/mandate-words.ts'
import { route } from '../route.ts'
import { caseAnswer, cityParams, day, intentId, noBody, noQuery, personParams, uuid } from '../shape.ts'
import { applicationAgent } from './application.ts'

const mandateParams = cityParams.extend({ mandateId: uuid })
const mandateAnswer = caseAnswer.extend({ mandateId: uuid })
/** Whoever takes what an agent brings; of asking the principal and of revoking also whoever goes to the door. */
const GIVERS: readonly Duty[] = ['accept', 'endorse']
const ASKERS: readonly Duty[] = ['accept', 'endorse', 'verify', 'visit', 'review']

const mandateView = z.object({
  mandateId: uuid,
  agentName: z.string(),
  agentIdNumber: z.string().describe('Masked'),
  relation: z.string(),
  scopes: z.array(z.enum(MANDATE_SCOPES)),
  way: z.enum(MANDATE_WAYS),
  state: z.enum(MANDATE_STATES),
  givenOn: z.string(),
  lastOn: z.string(),
  uses: z.number().int(),
  usesMax: z.number().int(),
  confirmedOn: z.string().nullable(),
  revokedOn: z.string().nullable(),
})

/** Mandates of agents (代办委托). */
export const mandateRoutes = {
  giveMandate: route({
    method: 'POST',
    path: '/api/:city/persons/:personId/mandates',
    zh: '登记代办委托',
    en: 'Write down who may act for a person, for what and until when; holds once the principal has confirmed it',
    access: { kind: 'duty', duties: GIVERS, reach: 'city' },
    decides: true,
    looks: 'nothing personal',
    params: personParams,
    query: noQuery,
    body: z.object({
      intentId,
      agent: applicationAgent,
      agentSeen: z.boolean().describe("The original of the agent's identity document was seen"),
      scopes: z.array(z.enum(MANDATE_SCOPES)).max(MANDATE_SCOPES.length),
      way: z.enum(MANDATE_WAYS),
      lastOn: day.nullable().default(null).describe('As long as the city allows, when null'),
      portrait: uuid.nullable().default(null),
    }),
    answer: mandateAnswer,
  }),
  sendMandateCode: route({
    method: 'POST',
    path: '/api/:city/mandates/:mandateId/codes',
    zh: '发送委托验证码',
    en: 'Send the principal another code, to their own number of record',
    access: { kind: 'duty', duties: ASKERS, reach: 'city' },
    decides: true,
    looks: 'nothing personal',
    params: mandateParams,
    query: noQuery,
    body: z.object({ intentId }),
    answer: mandateAnswer,
  }),
  confirmMandate: route({
    method: 'POST',
    path: '/api/:city/mandates/:mandateId/confirmation',
    zh: '确认代办委托',
    en: 'The principal says yes: by the code, or seen by an official, who takes their picture and signs',
    access: { kind: 'duty', duties: ASKERS, reach: 'city' },
    decides: true,
    looks: 'nothing personal',
    params: mandateParams,
    query: noQuery,
    body: z.object({
      intentId,
      code: z
        .string()
        .regex(/^\d{6}$/)
        .nullable()
        .default(null),
      portrait: uuid.nullable().default(null),
    }),
    answer: mandateAnswer,
  }),
  revokeMandate: route({
    method: 'POST',
    path: '/api/:city/mandates/:mandateId/revocation',
    zh: '撤销代办委托',
    en: "Revoke a mandate on the principal's word",
    access: { kind: 'duty', duties: ASKERS, reach: 'city' },
    decides: true,
    looks: 'nothing personal',
    params: mandateParams,
    query: noQuery,
    body: z.object({ intentId }),
    answer: mandateAnswer,
  }),
  listMandates: route({
    method: 'GET',
    path: '/api/:city/persons/:personId/mandates',
    zh: '此人的代办委托',
    en: 'The mandates that a person gave, and what an agent may be sent for in the city',
    access: { kind: 'duty', duties: ASKERS, reach: 'city' },
    decides: false,
    looks: { kind: 'file', why: 'work-list', persons: ({ params }) => [params.personId] },
    params: personParams,
    query: noQuery,
    body: noBody,
    answer: z.object({ offered: z.array(z.enum(MANDATE_SCOPES)), mandates: z.array(mandateView) }),
  }),
  listOwnMandates: route({
    method: 'GET',
    path: '/api/:city/own/mandates',
    zh: '我的委托',
    en: 'The mandates that a resident gave: to whom, for what, how often used',
    access: { kind: 'resident' },
    decides: false,
    looks: 'own matters',
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({ mandates: z.array(mandateView) }),
  }),
  revokeOwnMandate: route({
    method: 'POST',
    path: '/api/:city/own/mandates/:mandateId/revocation',
    zh: '撤销我的委托',
    en: 'A resident revokes a mandate they gave',
    access: { kind: 'resident' },
    decides: true,
    looks: 'own matters',
    params: mandateParams,
    query: noQuery,
    body: z.object({ intentId }),
    answer: mandateAnswer,
  }),
}
