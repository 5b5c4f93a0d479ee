import { ENDORSEMENT_STATES } from '@anju/domain/endorsement/endorsement-machine.ts'
import { PERMIT_STATES } from '@anju/domain/permit/permit-standing.ts'
import { z } from 'zod'
import { amendableHere, amendableRegistration, amendmentBeside, pastAmendment } from '../amendment-shape.ts'
import { refusalSchema } from '../problem.ts'
import { route } from '../route.ts'
import {
  caseAnswer,
  channel,
  cityParams,
  day,
  duty,
  expectedVersion,
  intentId,
  lines,
  materialForm,
  noBody,
  noQuery,
  permitLook,
  permitParams,
  personParams,
  statedPurpose,
  uuid,
} from '../shape.ts'
import { applicationAgent, CONDITIONS } from './application.ts'

export const ENDORSEMENT_REFUSE_REASONS = ['not-residing', 'condition-gone', 'papers-untrue'] as const
export const WRITTEN_ON = ['chip', 'paper'] as const

const endorsementParams = cityParams.extend({ endorsementId: uuid })
const endorsementState = z.enum(ENDORSEMENT_STATES)
const step = z.object({ intentId, expectedVersion })
const endorsementAnswer = caseAnswer.extend({
  endorsementId: uuid,
  permitId: uuid,
  state: endorsementState,
  acceptedOn: z.string(),
})

/** What a step of an endorsement needs: who does it, and why the caller may not. */
const endorsementNext = z.object({
  event: z.enum(['check', 'complete', 'refuse']),
  by: duty,
  allowed: z.boolean(),
  refusals: z.array(refusalSchema).readonly(),
})

/** Where the next endorsement of a permit (签注) stands today, and why not when it cannot be made. */
const endorsementWindow = z.object({
  permitId: uuid,
  permitNo: z.string(),
  state: z.enum(PERMIT_STATES),
  window: z
    .object({ anniversaryOn: z.string(), opensOn: z.string(), lastInTimeOn: z.string(), provisional: z.boolean() })
    .nullable(),
  suspendedSince: z.string().nullable(),
  /** The holder has left the city since this day. */
  restsSince: z.string().nullable(),
  /** Whether it could be made today by whoever comes with everything; else every reason that no paper mends. */
  possible: z.boolean(),
  refusals: z.array(refusalSchema).readonly(),
})

const pastEndorsement = z.object({
  endorsementId: uuid,
  permitId: uuid,
  permitNo: z.string(),
  version: z.number().int(),
  state: endorsementState,
  channel,
  acceptedOn: z.string(),
  checkedOn: z.string().nullable(),
  completedOn: z.string().nullable(),
  refusedOn: z.string().nullable(),
  refusalReasons: z.array(z.enum(ENDORSEMENT_REFUSE_REASONS)),
  written: z.enum([...WRITTEN_ON, 'register']).nullable(),
  signatures: z.array(z.object({ step: z.string(), name: z.string(), role: z.string(), on: z.string() })),
  next: z.array(endorsementNext),
})

export const endorsementRoutes = {
  getEndorsement: route({
    method: 'GET',
    path: '/api/:city/permits/:permitId/endorsement',
    zh: '签注情况',
    en: 'The next endorsement of a permit: its window, whether it can be made today and why not, what is to be brought, and the past ones',
    access: { kind: 'post', reach: 'city' },
    decides: false,
    looks: permitLook,
    params: permitParams,
    query: noQuery,
    body: noBody,
    answer: endorsementWindow.extend({
      personId: uuid,
      name: z.string(),
      channels: z.array(channel),
      /** Kinds of papers that everybody brings, and those of which one proof is brought. */
      documents: z.array(z.string()),
      proofFrom: z.array(z.enum(CONDITIONS)),
      proofs: z.array(z.string()),
      agentsAllowed: z.boolean(),
      agencyDocuments: z.array(z.string()).describe('What an agent shows besides'),
      law: z.string(),
      /** The caller may accept one. */
      mayEndorse: z.boolean(),
      registration: amendableHere,
      past: z.array(pastEndorsement),
    }),
  }),
  endorsePermit: route({
    method: 'POST',
    path: '/api/:city/permits/:permitId/endorsements',
    zh: '办理签注',
    en: 'Accept an endorsement at the window and, where nothing stands against it, write it in the same visit',
    access: { kind: 'duty', duties: ['endorse'], reach: 'city' },
    decides: true,
    looks: 'nothing personal',
    params: permitParams,
    query: noQuery,
    body: z.object({
      intentId,
      condition: z.enum([...CONDITIONS, 'none']),
      materials: z.array(materialForm).max(40).default([]),
      inPerson: z.boolean(),
      agent: applicationAgent.nullable().default(null),
      mandateId: uuid.nullable().default(null).describe('The mandate under which the agent acts'),
      agentPortrait: uuid.nullable().default(null),
      bookedOnlineOn: day.nullable().default(null),
      write: z.enum(WRITTEN_ON).nullable(),
      amendment: amendmentBeside.nullable().default(null).describe('What else has changed, reported in the same visit'),
    }),
    answer: endorsementAnswer,
  }),
  checkEndorsement: route({
    method: 'POST',
    path: '/api/:city/endorsements/:endorsementId/check',
    zh: '复核签注',
    en: 'A second official passes an endorsement before it is written',
    access: { kind: 'duty', duties: ['check-endorsement'], reach: 'city' },
    decides: true,
    looks: 'nothing personal',
    params: endorsementParams,
    query: noQuery,
    body: step,
    answer: endorsementAnswer,
  }),
  completeEndorsement: route({
    method: 'POST',
    path: '/api/:city/endorsements/:endorsementId/complete',
    zh: '签注办结',
    en: 'Write an accepted endorsement to the chip or the paper',
    access: { kind: 'duty', duties: ['endorse'], reach: 'city' },
    decides: true,
    looks: 'nothing personal',
    params: endorsementParams,
    query: noQuery,
    body: step.extend({ write: z.enum(WRITTEN_ON) }),
    answer: endorsementAnswer,
  }),
  refuseEndorsement: route({
    method: 'POST',
    path: '/api/:city/endorsements/:endorsementId/refuse',
    zh: '不予签注',
    en: 'Decide an accepted endorsement against the holder, with every reason and what can be done against it',
    access: { kind: 'duty', duties: ['endorse', 'check-endorsement'], reach: 'city' },
    decides: true,
    looks: 'nothing personal',
    params: endorsementParams,
    query: noQuery,
    body: step.extend({
      reasons: z.array(z.object({ code: z.enum(ENDORSEMENT_REFUSE_REASONS), note: lines(500).min(1) })).min(1),
    }),
    answer: endorsementAnswer,
  }),
  listOwnPermits: route({
    method: 'GET',
    path: '/api/:city/own/permits',
    zh: '我的居住证',
    en: "A resident's own permits: how they stand, when they are endorsed, and whether that can be confirmed online",
    access: { kind: 'resident' },
    decides: false,
    looks: 'nothing personal',
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      asOf: z.string(),
      permits: z.array(endorsementWindow.extend({ validUntil: z.string(), online: z.boolean() })),
    }),
  }),
  confirmEndorsement: route({
    method: 'POST',
    path: '/api/:city/own/permits/:permitId/endorsements',
    zh: '自助签注',
    en: 'The holder confirms online that nothing has changed, where the city offers that',
    access: { kind: 'resident' },
    decides: true,
    looks: 'nothing personal',
    params: permitParams,
    query: noQuery,
    body: z.object({ intentId, confirmsNothingChanged: z.boolean() }),
    answer: endorsementAnswer,
  }),
  getPersonFile: route({
    method: 'POST',
    path: '/api/:city/persons/:personId/file',
    zh: '个人档案',
    en: 'What was done in a life here, beside the residence itself: endorsements with their signatures, cards, notices; POST, so that the reason of the look is in no address line',
    access: { kind: 'post', reach: 'city' },
    decides: true,
    looks: { kind: 'file', why: 'asked', persons: ({ params }) => [params.personId] },
    params: personParams,
    query: noQuery,
    body: statedPurpose,
    answer: z.object({
      asOf: z.string(),
      endorsements: z.array(pastEndorsement.omit({ next: true })),
      registration: amendableRegistration,
      amendments: z.array(pastAmendment),
      /** Permits that no application here led to: from the old register, or issued by an office elsewhere. */
      taken: z.array(
        z.object({
          takenId: uuid,
          origin: z.enum(['import', 'elsewhere']),
          kind: z.enum(['residence-permit', 'temporary-permit']),
          permitNo: z.string(),
          office: z.string(),
          issuedOn: z.string(),
          printedOn: z.string().nullable(),
          registeredOn: z.string().nullable(),
          address: z.string(),
          enteredAs: z.enum(['permit', 'time']),
        }),
      ),
      cards: z.array(
        z.object({
          cardId: uuid,
          permitNo: z.string(),
          stockNo: z.string(),
          state: z.enum(['good', 'void']),
          madeOn: z.string(),
          madeFor: z.string().nullable(),
          voidReason: z.string().nullable(),
          voidedOn: z.string().nullable(),
        }),
      ),
      notices: z.array(
        z.object({ noticeId: uuid, template: z.string(), text: z.string(), madeOn: z.string(), state: z.string() }),
      ),
      signatures: z.array(
        z.object({ step: z.string(), name: z.string(), role: z.string(), on: z.string(), caseId: uuid }),
      ),
    }),
  }),
}
