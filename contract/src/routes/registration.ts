import { z } from 'zod'
import { pastAmendment, reportedAmendment } from '../amendment-shape.ts'
import { route, type Reach } from '../route.ts'
import {
  addressForm,
  caseAnswer,
  channel,
  cityParams,
  CIVIL_EVENTS,
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
  personForm,
  registrationParams,
  registrationState,
  residenceForm,
  text,
  uuid,
} from '../shape.ts'

/** Where the person lives: a dwelling of the register, or an address that is not in it yet. */
export const home = z.union([
  z.object({ dwellingId: uuid }),
  z.object({ address: addressForm, livingAreaM2: z.number().positive().nullable().default(null) }),
])
/** Where the text leaves open whether the person is meant (hukou in another county of the same city): what an official found, and why. */
const targetFinding = z.object({ isTarget: z.boolean(), reason: lines(500).min(1) })
const declaration = z.object({
  targetFinding: targetFinding.nullable().default(null),
  intentId,
  person: personForm,
  form: residenceForm,
  home,
  materials: z.array(materialForm).max(20).default([]),
})
export const registrationAnswer = caseAnswer.extend({
  registrationId: uuid,
  personId: uuid,
  state: registrationState,
  receiptNo: z.string().nullable(),
  registeredOn: z.string().nullable(),
  /** The first day on which a permit may be applied for, were the residence to go on without a gap. */
  eligibleFrom: z.string().nullable(),
  declaredLate: z.boolean(),
  /** Doubtful but not refused: shown to the clerk, who decides. */
  warnings: z.array(z.object({ field: z.string(), code: z.string() })),
})
const step = z.object({ intentId, expectedVersion })
const registrationCommand = <B extends z.ZodObject>(
  path: string,
  zh: string,
  en: string,
  duties: readonly ('register' | 'visit' | 'confirm-untrue' | 'keep-registration')[],
  body: B,
  reach: Reach = 'post',
) =>
  route({
    method: 'POST',
    path: `/api/:city/registrations/:registrationId/${path}`,
    zh,
    en,
    access: { kind: 'duty', duties, reach },
    decides: true,
    params: registrationParams,
    query: noQuery,
    body,
    answer: registrationAnswer,
    looks: 'nothing personal',
  })

export const VISIT_OUTCOMES = ['true', 'untrue', 'missed'] as const
export const UNTRUE_REASONS = [
  'nobody-known-here',
  'address-does-not-exist',
  'moved-out',
  'other-person',
  'other',
] as const
/** What the officer brings back from the door; which parts are required, the pack says. */
export const visitForm = z.object({
  outcome: z.enum(VISIT_OUTCOMES),
  visitedOn: day,
  areaM2: z.number().positive().nullable().default(null),
  untrueReason: z.enum(UNTRUE_REASONS).nullable().default(null),
  note: lines(500).default(''),
  doorPlatePhoto: uuid.nullable().default(null),
  identitySeen: z.boolean().default(false),
  /** One position fix at the moment of recording, if the pack asks; never a track. */
  position: z.object({ latitude: z.number(), longitude: z.number(), accuracyM: z.number() }).nullable().default(null),
})

export const registrationRoutes = {
  registerResidence: route({
    method: 'POST',
    path: '/api/:city/registrations',
    zh: '受理并录入居住登记',
    en: 'Register residence at the counter: declared, accepted and entered in one act',
    access: { kind: 'duty', duties: ['register'], reach: 'city' },
    decides: true,
    params: cityParams,
    query: noQuery,
    body: declaration,
    answer: registrationAnswer,
    looks: 'nothing personal',
  }),
  holdDeclaration: route({
    method: 'POST',
    path: '/api/:city/registrations/held',
    zh: '收表待补',
    en: 'Keep a declaration made at the window that cannot be entered yet; nothing typed is lost',
    access: { kind: 'duty', duties: ['register'], reach: 'city' },
    decides: true,
    params: cityParams,
    query: noQuery,
    body: declaration,
    answer: registrationAnswer,
    looks: 'nothing personal',
  }),
  declareOnline: route({
    method: 'POST',
    path: '/api/:city/declarations',
    zh: '网上申报居住登记',
    en: 'Declare residence online, for oneself',
    access: { kind: 'resident' },
    decides: true,
    params: cityParams,
    query: noQuery,
    body: declaration,
    answer: registrationAnswer,
    looks: 'nothing personal',
  }),
  listOwnMatters: route({
    method: 'GET',
    path: '/api/:city/my/matters',
    zh: '我的办件',
    en: "The resident's own registrations and applications",
    access: { kind: 'resident' },
    decides: false,
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      matters: z.array(
        z.object({
          kind: z.enum(['registration', 'application']),
          id: uuid,
          state: z.string(),
          since: z.string(),
          dueOn: z.string().nullable(),
          standardText: z.string(),
          registeredOn: z.string().nullable(),
          eligibleFrom: z.string().nullable(),
          /** What the person may tell or take back of leaving; null where there is nothing to tell. */
          departure: z.enum(['to-tell', 'told']).nullable(),
        }),
      ),
    }),
    looks: 'own matters',
  }),
  getRegistration: route({
    method: 'GET',
    path: '/api/:city/registrations/:registrationId',
    zh: '居住登记',
    en: 'A registration: where it stands, what comes next and by when, and why',
    access: { kind: 'post', reach: 'post' },
    decides: false,
    params: registrationParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      registrationId: uuid,
      personId: uuid,
      version: z.number().int(),
      state: registrationState,
      since: z.string(),
      channel,
      person: z.object({
        name: z.string(),
        sex: z.string(),
        birthOn: z.string(),
        idNumberMasked: z.string(),
        mobileMasked: z.string(),
        hukou: z.string(),
      }),
      form: z.record(z.string(), z.unknown()),
      dwelling: z.object({ dwellingId: uuid, standardText: z.string(), status: z.string() }),
      declaredOn: z.string(),
      registeredOn: z.string().nullable(),
      dueOn: z.string().nullable(),
      eligibleFrom: z.string().nullable(),
      endedOn: z.string().nullable(),
      endReason: z.string().nullable(),
      receiptNo: z.string().nullable(),
      visitsMissed: z.number().int(),
      finding: z.enum(VISIT_OUTCOMES).nullable(),
      landlordConfirmedOn: z.string().nullable(),
      materials: z.array(materialView),
      /** What was amended after the entry, oldest first. */
      amendments: z.array(pastAmendment),
      next: z.array(nextStep),
      history: z.array(pastEvent),
      applicationId: uuid.nullable(),
      /** What the police told of the person; it ends nothing until an official has looked at it. */
      civilEvents: z.array(
        z.object({
          recordId: uuid,
          event: z.enum(CIVIL_EVENTS),
          happenedOn: z.string(),
          learnedOn: z.string(),
          hukou: z.string(),
          /** Of what the officer of the police signed with their own key; null where no key signed. */
          policeEvidenceSm3: z.string().nullable(),
          settled: z.object({ on: z.string(), by: z.string(), reason: z.string() }).nullable(),
        }),
      ),
    }),
    looks: {
      kind: 'file',
      why: 'case',
      persons: ({ answer }) => [answer.personId],
      caseOf: ({ answer }) => answer.registrationId,
    },
  }),
  enterDeclaration: registrationCommand(
    'entry',
    '受理录入',
    'Accept and enter a held or visited declaration',
    ['register'],
    step.extend({
      person: personForm.optional(),
      form: residenceForm.optional(),
      materials: z.array(materialForm).max(20).default([]),
    }),
  ),
  recordVisit: registrationCommand(
    'visits',
    '上门核实结果',
    'Record what the visit found',
    ['visit'],
    step.extend({ visit: visitForm }),
  ),
  giveSecondOpinion: registrationCommand(
    'second-opinion',
    '复核不属实',
    'A second person confirms or contests that the declaration is untrue',
    ['confirm-untrue'],
    step.extend({ agrees: z.boolean(), note: lines(500).default('') }),
  ),
  recordLandlordConfirmation: registrationCommand(
    'landlord-confirmation',
    '房东确认',
    "Record the landlord's confirmation",
    ['visit'],
    step.extend({ confirmedBy: text(50).min(1) }),
  ),
  recordContact: registrationCommand(
    'contact',
    '恢复联系',
    'The person has been in touch: a new visit is planned',
    ['keep-registration'],
    step.extend({ note: lines(500).default('') }),
  ),
  recordPatrol: registrationCommand(
    'patrols',
    '巡查走访',
    'Record a patrol',
    ['visit'],
    step.extend({ outcome: z.enum(['present', 'absent']), patrolledOn: day, called: z.boolean().default(false) }),
  ),
  recordStillHere: registrationCommand(
    'presence',
    '仍在居住',
    'The person answers and is seen: still here',
    ['visit'],
    step.extend({ visit: visitForm }),
  ),
  amendRegistration: registrationCommand(
    'amendments',
    '变更登记',
    'Amend a registration: what the person reported as changed, with what was before kept',
    ['keep-registration'],
    step.extend({ ...reportedAmendment.shape, materials: z.array(materialForm).max(20).default([]) }),
  ),
  moveResidence: registrationCommand(
    'move',
    '变更居住地址',
    'Change of address: the old registration ends, the new one begins, with what else has changed in one act where that is asked',
    ['keep-registration'],
    step.extend({
      home,
      movedOn: day,
      form: residenceForm.optional(),
      materials: z.array(materialForm).max(20).default([]),
      amendment: reportedAmendment
        .nullable()
        .default(null)
        .describe('What else has changed, on the registration as it was seen; it is made on the one that follows'),
    }),
    // At the window of the new place, which the old station's divisions need not contain.
    'city',
  ),
  recordDeparture: registrationCommand(
    'departure',
    '离开申报',
    'Departure declared by the person, or reported by somebody else, which alone never ends a registration',
    ['keep-registration'],
    step.extend({
      leftOn: day,
      destination: text(100).default(''),
      reportedBy: z.enum(['person', 'landlord', 'employer']),
    }),
  ),
  endByRecord: registrationCommand(
    'end',
    '依据记录注销',
    'Ended by a record of another authority',
    ['keep-registration'],
    step.extend({ reason: z.enum(['hukou-converted', 'died']), on: day, document: text(100).min(1) }),
  ),
  settleCivilEvent: route({
    method: 'POST',
    path: '/api/:city/registrations/:registrationId/civil-events/:recordId/settlement',
    zh: '公安通报核对',
    en: 'After looking at what the police told: nothing follows, because',
    access: { kind: 'duty', duties: ['keep-registration'], reach: 'post' },
    decides: true,
    params: registrationParams.extend({ recordId: uuid }),
    query: noQuery,
    body: z.object({ intentId, reason: lines(300).min(1) }),
    answer: z.object({ recordId: uuid, repeated: z.boolean() }),
    looks: 'nothing personal',
  }),
  objectToCancellation: registrationCommand(
    'objection',
    '异议或证明',
    'Objection or proof: a new visit, and the original date if it proves true',
    ['keep-registration'],
    step.extend({ statement: lines(2000).min(1) }),
  ),
}
