import { APPLICATION_STATES } from '@anju/domain/application/application-machine.ts'
import { CARD_CASE_STATES } from '@anju/domain/replacement/card-case-machine.ts'
import { z } from 'zod'
import { refusalSchema } from '../problem.ts'
import { route } from '../route.ts'
import {
  applicationParams,
  applicationState,
  caseAnswer,
  cityParams,
  day,
  expectedVersion,
  intentId,
  lines,
  materialForm,
  materialView,
  nextStep,
  noBody,
  noQuery,
  pastEvent,
  provisionalYear,
  text,
  uuid,
} from '../shape.ts'
import { visitForm } from './registration.ts'

export const CONDITIONS = ['employment', 'dwelling', 'study'] as const
export const MOBILITY = ['none', 'under-16', 'elderly-limited', 'disabled-limited', 'other-limited'] as const

/** Where a photo for a card comes from; the city's rules name which of them serve. */
export const PHOTO_SOURCES = ['live', 'receipt', 'print', 'chip'] as const

/** Who comes for somebody else (代办人). */
export const applicationAgent = z.object({
  name: text(50),
  relation: text(2),
  idNumber: text(18),
  phone: text(20),
  guardian: z.boolean(),
  /** Why the person cannot come. */
  ground: z.enum(MOBILITY),
  mobilityEvidence: z.boolean(),
  supervisorReason: lines(200).default(''),
})
const applicationAnswer = caseAnswer.extend({
  applicationId: uuid,
  state: applicationState,
  acceptanceNo: z.string().nullable(),
  acceptedOn: z.string().nullable(),
  dueOn: z.string().nullable(),
})
const step = z.object({ intentId, expectedVersion })
type ApplicationDuty =
  | 'accept'
  | 'verify'
  | 'review'
  | 'correct'
  | 'produce'
  | 'receive'
  | 'notify'
  | 'hand-over'
  | 'withdraw'
const applicationCommand = <B extends z.ZodObject>(
  path: string,
  zh: string,
  en: string,
  duties: readonly ApplicationDuty[],
  body: B,
) =>
  route({
    method: 'POST',
    path: `/api/:city/applications/:applicationId/${path}`,
    zh,
    en,
    access: { kind: 'duty', duties, reach: 'post' },
    decides: true,
    params: applicationParams,
    query: noQuery,
    body,
    answer: applicationAnswer,
    looks: 'nothing personal',
  })

/** One line of the closed checklist (材料清单): satisfied by any of its alternatives. */
export const checklistLine = z.object({
  key: z.string(),
  zh: z.string(),
  en: z.string(),
  law: z.string(),
  alternatives: z.array(z.object({ kind: z.string(), zh: z.string(), en: z.string() })),
  satisfied: z.boolean(),
})

export const applicationRoutes = {
  applyForPermit: route({
    method: 'POST',
    path: '/api/:city/applications',
    zh: '申办居住证',
    en: 'Apply for a permit on an active registration',
    access: { kind: 'duty', duties: ['accept'], reach: 'post' },
    decides: true,
    params: cityParams,
    query: noQuery,
    body: z.object({
      intentId,
      registrationId: uuid,
      condition: z.enum(CONDITIONS),
      materials: z.array(materialForm).max(40),
      /** The applicant stands at the window. */
      inPerson: z.boolean(),
      agent: applicationAgent.nullable().default(null),
      mandateId: uuid.nullable().default(null).describe('The mandate under which the agent acts'),
      photo: z
        .object({
          source: z.enum(PHOTO_SOURCES),
          blobId: uuid.nullable(),
          cardValidFrom: day.nullable().default(null),
        })
        .nullable(),
      applicantPortrait: uuid.nullable().default(null),
      agentPortrait: uuid.nullable().default(null),
    }),
    answer: applicationAnswer,
    looks: 'nothing personal',
  }),
  previewApplication: route({
    method: 'POST',
    path: '/api/:city/applications/preview',
    zh: '申办预审',
    en: 'What the law says to an application today: all reasons, first day, checklist; nothing is stored',
    access: { kind: 'duty', duties: ['accept'], reach: 'post' },
    decides: false,
    params: cityParams,
    query: noQuery,
    body: z.object({
      registrationId: uuid,
      condition: z.enum(CONDITIONS),
      materials: z.array(z.object({ kind: text(60), reason: lines(200).optional() })).default([]),
      byAgent: z.boolean().default(false).describe('An agent is here, who shows papers besides'),
    }),
    answer: z.object({
      personId: uuid,
      eligibleFrom: z.string().nullable(),
      refusals: z.array(refusalSchema).readonly(),
      checklist: z.array(checklistLine),
    }),
    looks: {
      kind: 'file',
      why: 'case',
      persons: ({ answer }) => [answer.personId],
      caseOf: ({ body }) => body.registrationId,
    },
  }),
  getApplication: route({
    method: 'GET',
    path: '/api/:city/applications/:applicationId',
    zh: '居住证申办',
    en: 'An application: where it stands, what comes next and by when, and why',
    access: { kind: 'post', reach: 'post' },
    decides: false,
    params: applicationParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      applicationId: uuid,
      registrationId: uuid,
      personId: uuid,
      version: z.number().int(),
      state: applicationState,
      since: z.string(),
      condition: z.enum(CONDITIONS),
      person: z.object({
        name: z.string(),
        sex: z.string(),
        birthOn: z.string(),
        idNumberMasked: z.string(),
        mobileMasked: z.string(),
        hukou: z.string(),
      }),
      agent: z.object({ name: z.string(), relation: z.string() }).nullable(),
      dwelling: z.object({ dwellingId: uuid, standardText: z.string() }),
      acceptanceNo: z.string().nullable(),
      appliedOn: z.string(),
      acceptedOn: z.string().nullable(),
      dueOn: z.string().nullable(),
      dueExtendedOn: z.string().nullable(),
      provisionalYear,
      permit: z
        .object({ permitId: uuid, permitNo: z.string(), issuedOn: z.string(), stockNo: z.string().nullable() })
        .nullable(),
      notices: z.array(
        z.object({
          givenOn: z.string(),
          items: z.array(z.string()),
          reasons: z.array(refusalSchema).readonly(),
          note: z.string(),
        }),
      ),
      /** Why the police sent the data back, each with what they wrote to it. */
      qualityReasons: z.array(z.object({ code: z.string(), text: z.string() })),
      batchNo: z.string().nullable(),
      checklist: z.array(checklistLine),
      materials: z.array(materialView),
      signatures: z.array(
        z.object({ step: z.string(), name: z.string(), role: z.string(), on: z.string(), contentSm3: z.string() }),
      ),
      path: z.array(
        z.object({ step: z.string(), status: z.enum(['done', 'now', 'later', 'stopped']), on: z.string().nullable() }),
      ),
      next: z.array(nextStep),
      history: z.array(pastEvent),
    }),
    looks: {
      kind: 'file',
      why: 'case',
      persons: ({ answer }) => [answer.personId],
      caseOf: ({ answer }) => answer.applicationId,
    },
  }),
  acceptApplication: applicationCommand(
    'acceptance',
    '受理',
    'Accept a complete application; signed',
    ['accept'],
    step,
  ),
  giveDeficiencyNotice: applicationCommand(
    'deficiency-notice',
    '一次性告知',
    'Tell once everything that is missing; a second notice with a new item needs a supervisor and a reason',
    ['accept', 'review'],
    step.extend({
      items: z.array(text(60)).min(1).max(40),
      note: lines(500).default(''),
      supervisorReason: lines(500).default(''),
    }),
  ),
  supplementApplication: applicationCommand(
    'supplement',
    '补齐材料',
    'Papers brought later; accepted on the day the last one arrives',
    ['accept'],
    step.extend({
      materials: z.array(materialForm).min(1).max(40),
      by: z.enum(['applicant', 'agent']).optional().describe('Who brings them; as the application came, when not said'),
      mandateId: uuid.nullable().default(null).describe('Of an agent; that of the application, when null'),
    }),
  ),
  verifyApplication: applicationCommand(
    'visits',
    '调查核实',
    'Record the visit made for this application; signed',
    ['verify'],
    step.extend({ visit: visitForm }),
  ),
  approveApplication: applicationCommand(
    'approval',
    '审核通过',
    'Review: conditions met and papers complete; signed',
    ['review'],
    step.extend({ occupancyReason: lines(500).default('') }),
  ),
  refuseApplication: applicationCommand(
    'refusal',
    '不予办理',
    'Refuse with reasons and remedies; signed',
    ['review'],
    step.extend({
      reasons: z
        .array(
          z.object({
            code: z.enum(['untrue', 'condition-not-met', 'not-target', 'not-residing']),
            note: lines(500),
          }),
        )
        .min(1),
    }),
  ),
  returnDocuments: applicationCommand(
    'documents-return',
    '退回材料',
    'Originals given back, listed, and signed for',
    ['accept'],
    step.extend({ materialIds: z.array(uuid).min(1), receivedBy: text(50).min(1) }),
  ),
  correctApplication: applicationCommand(
    'correction',
    '更正数据',
    'Mend what the police found wrong, without asking the citizen again where possible',
    ['correct'],
    step.extend({
      name: text(50).optional(),
      photoBlobId: uuid.optional(),
      note: lines(500).min(1),
    }),
  ),
  producePermit: applicationCommand(
    'production',
    '制证',
    'Make the card where the city makes its own; signed',
    ['produce'],
    step.extend({ stockNo: text(40).min(4) }),
  ),
  remakeCard: applicationCommand(
    'remake',
    '重制',
    'A card spoilt before pick-up is made anew, free; the old stock number is void',
    ['produce'],
    step.extend({ stockNo: text(40).min(4), reason: lines(200).min(1) }),
  ),
  receiveCard: applicationCommand(
    'receipt',
    '领回成品',
    'The card has come back to the station; counted and signed',
    ['receive'],
    step.extend({ stockNo: text(40).min(4) }),
  ),
  reportLoss: applicationCommand(
    'loss',
    '运送丢失',
    'The card on the list has not come: lost in transit, made again free',
    ['receive'],
    step.extend({ note: lines(500).default('') }),
  ),
  notifyReady: applicationCommand(
    'notification',
    '通知领证',
    'Tell the person that the card is ready',
    ['notify'],
    step,
  ),
  handOver: applicationCommand(
    'hand-over',
    '发放',
    'Hand the card to the applicant, or to an agent with a mandate for it; both sign',
    ['hand-over'],
    step.extend({
      recipient: z.enum(['applicant', 'agent']),
      recipientIdNumber: text(18),
      recipientPortrait: uuid.nullable().default(null),
      mandateId: uuid.nullable().default(null).describe('Of an agent; that of the application, when null'),
    }),
  ),
  withdrawApplication: applicationCommand(
    'withdrawal',
    '撤回申请',
    'The applicant withdraws before the card is made',
    ['withdraw'],
    step.extend({ reason: lines(500).default('') }),
  ),
  stopApplication: applicationCommand(
    'stop',
    '终止办理',
    'Stopped: death, local hukou, or the registration has ended',
    ['review'],
    step.extend({
      reason: z.enum(['died', 'hukou-converted', 'registration-ended']),
      document: text(100).default(''),
    }),
  ),
  listBatches: route({
    method: 'GET',
    path: '/api/:city/batches',
    zh: '交接清单',
    en: 'Lists of cards on their way to the offices in reach',
    access: { kind: 'duty', duties: ['receive'], reach: 'post' },
    decides: false,
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      batches: z.array(
        z.object({
          batchNo: z.string(),
          dispatchedOn: z.string(),
          cards: z.array(
            z.object({
              kind: z.enum(['application', 'card-case']),
              caseId: uuid,
              permitId: uuid,
              personId: uuid,
              version: z.number().int(),
              name: z.string(),
              stockNo: z.string(),
              state: z.enum([...APPLICATION_STATES, ...CARD_CASE_STATES]),
            }),
          ),
        }),
      ),
      /** Card stock that the police declared void, the newest lists first: none of it may be handed to anybody. */
      voidStock: z.array(
        z.object({
          stockNo: z.string(),
          listNo: z.string(),
          reason: z.string(),
          voidedOn: z.string(),
          voidedBy: z.string().nullable(),
          policeEvidenceSm3: z.string().nullable(),
        }),
      ),
    }),
    looks: {
      kind: 'list',
      why: 'work-list',
      persons: ({ answer }) => answer.batches.flatMap(({ cards }) => cards.map(({ personId }) => personId)),
    },
  }),
}
