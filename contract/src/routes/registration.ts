import { z } from 'zod'
import { groundSchema } from '../problem.ts'
import { route } from '../route.ts'
import {
  addressForm,
  caseAnswer,
  channel,
  cityParams,
  day,
  expectedVersion,
  intentId,
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
  uuid,
} from '../shape.ts'

/** Where the person lives: a dwelling of the register, or an address that is not in it yet. */
const home = z.union([
  z.object({ dwellingId: uuid }),
  z.object({ address: addressForm, livingAreaM2: z.number().positive().nullable().default(null) }),
])
const declaration = z.object({
  intentId,
  person: personForm,
  form: residenceForm,
  home,
  materials: z.array(materialForm).max(20).default([]),
})
const registrationAnswer = caseAnswer.extend({
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
) =>
  route({
    method: 'POST',
    path: `/api/:city/registrations/:registrationId/${path}`,
    zh,
    en,
    access: { kind: 'duty', duties, reach: 'post' },
    decides: true,
    params: registrationParams,
    query: noQuery,
    body,
    answer: registrationAnswer,
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
  note: z.string().trim().max(500).default(''),
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
        }),
      ),
    }),
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
      next: z.array(nextStep),
      history: z.array(pastEvent),
      applicationId: uuid.nullable(),
    }),
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
    step.extend({ agrees: z.boolean(), note: z.string().trim().max(500).default('') }),
  ),
  recordLandlordConfirmation: registrationCommand(
    'landlord-confirmation',
    '房东确认',
    "Record the landlord's confirmation",
    ['visit'],
    step.extend({ confirmedBy: z.string().trim().min(1).max(50) }),
  ),
  recordContact: registrationCommand(
    'contact',
    '恢复联系',
    'The person has been in touch: a new visit is planned',
    ['keep-registration'],
    step.extend({ note: z.string().trim().max(500).default('') }),
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
  moveResidence: registrationCommand(
    'move',
    '变更居住地址',
    'Change of address: the old registration ends, the new one begins',
    ['keep-registration'],
    step.extend({
      home,
      movedOn: day,
      form: residenceForm.optional(),
      materials: z.array(materialForm).max(20).default([]),
    }),
  ),
  recordDeparture: registrationCommand(
    'departure',
    '离开申报',
    'Departure declared by the person, or reported by somebody else, which alone never ends a registration',
    ['keep-registration'],
    step.extend({
      leftOn: day,
      destination: z.string().trim().max(100).default(''),
      reportedBy: z.enum(['person', 'landlord', 'employer']),
    }),
  ),
  endByRecord: registrationCommand(
    'end',
    '依据记录注销',
    'Ended by a record of another authority',
    ['keep-registration'],
    step.extend({ reason: z.enum(['hukou-converted', 'died']), on: day, document: z.string().trim().min(1).max(100) }),
  ),
  objectToCancellation: registrationCommand(
    'objection',
    '异议或证明',
    'Objection or proof: a new visit, and the original date if it proves true',
    ['keep-registration'],
    step.extend({ statement: z.string().trim().min(1).max(2000) }),
  ),
}

export const grounds = z.array(groundSchema)
