import { REGISTRATION_EVENTS, REGISTRATION_STATES } from '@anju/domain/registration/registration-machine.ts'
import { APPLICATION_EVENTS, APPLICATION_STATES } from '@anju/domain/application/application-machine.ts'
import { findPlainDate, type PlainDate } from '@anju/domain/kernel/plain-date.ts'
import { CHANNELS, DUTIES, ROLES } from '@anju/domain/policy/workflow-policy.ts'
import { z } from 'zod'
import { groundSchema, refusalSchema } from './problem.ts'
import type { Look } from './route.ts'

/** Shapes that several routes share. */
export const uuid = z.uuid().toLowerCase()
export const intentId = uuid.describe(
  'Made by the client and kept until the answer is there: a retry with the same id is the same act.',
)
export const day = z
  .string()
  .meta({ format: 'date' })
  .transform((text, context): PlainDate => {
    const date = findPlainDate(text)
    if (date !== undefined) return date
    context.addIssue({ code: 'custom', message: 'not-a-day' })
    return z.NEVER
  })
export const expectedVersion = z
  .number()
  .int()
  .positive()
  .describe('The version of the case that the caller saw; another one answers 409.')
/**
 * What no text of a person holds: control characters, the null that the database cannot keep, signs that turn the direction of
 * writing around (a name would then read otherwise than it is), and halves of characters, which become others when stored.
 */
const UNSEEN = /[\p{Cc}\p{Bidi_Control}\p{Cs}]/u
const UNSEEN_BUT_LINE_ENDS = /(?![\r\n])[\p{Cc}\p{Bidi_Control}\p{Cs}]/u
const UNSEEN_BUT_BLANKS = /(?![\r\n\t])[\p{Cc}\p{Bidi_Control}\p{Cs}]/u

const without = (unseen: RegExp) => (typed: string) => !unseen.test(typed)
const typed = (max: number) => z.string().trim().normalize('NFC').max(max)
/**
 * A line of text as somebody types it, composed (NFC) so that one name is one text however it was keyed in. What nobody can see
 * is refused here, in words, and not later by the exchange, which takes none.
 */
export const text = (max: number) => typed(max).refine(without(UNSEEN), 'control-character')
/** Text of several lines: as {@link text}, with line ends. */
export const lines = (max: number) => typed(max).refine(without(UNSEEN_BUT_LINE_ENDS), 'control-character')
/** The text of a file, word for word: with line ends and tabs, and nothing else that cannot be seen. */
export const fileText = (max: number) =>
  z.string().min(1).max(max).refine(without(UNSEEN_BUT_BLANKS), 'control-character')
/** Bytes in base64. */
export const base64 = (max: number) =>
  z
    .string()
    .max(max)
    .refine((bytes) => /^[A-Za-z0-9+/]*={0,2}$/.test(bytes), 'not-base64')

export const cityParams = z.object({ city: z.string().regex(/^[a-z]{2,30}$/) })
export const registrationParams = cityParams.extend({ registrationId: uuid })
export const applicationParams = cityParams.extend({ applicationId: uuid })
export const permitParams = cityParams.extend({ permitId: uuid })
export const personParams = cityParams.extend({ personId: uuid })
/** The look of a page that works on one matter of the person named in its path. */
export const personFileLook = {
  kind: 'file',
  why: 'case',
  persons: ({ params }) => [params.personId],
  caseOf: ({ params }) => params.personId,
} as const satisfies Look<z.output<typeof personParams>>
/** The look of a page that works on one permit and names its holder. */
export const permitLook = {
  kind: 'permit',
  why: 'case',
  persons: ({ answer }) => [answer.personId],
  caseOf: ({ params }) => params.permitId,
} as const satisfies Look<z.output<typeof permitParams>, unknown, unknown, { readonly personId: string }>
/** What a look at a person is for (查阅事由): a case of theirs, or a purpose of the city's list, with words if one likes. */
export const statedPurpose = z.object({
  purpose: text(40).optional(),
  words: lines(200).optional(),
  caseId: uuid.optional(),
})
export const noQuery = z.object({})
export const noParams = z.object({})
export const noBody = z.undefined()

/** Who the person is (基本信息). Lenient on purpose: what the form demands, the rules say, all at once and with their clause. */
export const personForm = z.object({
  name: text(50),
  sex: text(1),
  ethnicity: text(2),
  birthOn: text(10),
  documentKind: text(3).default('111'),
  idNumber: text(18),
  mobile: text(11).default(''),
  hukouDivision: text(6),
  hukouDetail: text(100),
})

/** The rest of 附件1, by the identifiers of the form table. */
export const residenceForm = z.object({
  education: text(2).default(''),
  politics: text(2).default(''),
  marital: text(2).default(''),
  sons: z.number().int().min(0).max(20).nullable().default(null),
  daughters: z.number().int().min(0).max(20).nullable().default(null),
  employment: text(1).default(''),
  employerName: text(100).default(''),
  employerAddress: text(200).default(''),
  employerPhone: text(20).default(''),
  socialInsurance: z.boolean().nullable().default(null),
  occupation: text(2).default(''),
  agency: z.boolean().default(false),
  agentName: text(50).default(''),
  agentRelation: text(2).default(''),
  agentPhone: text(20).default(''),
  agentIdNumber: text(18).default(''),
  family: z
    .array(z.object({ name: text(50), relation: text(2), idNumber: text(18), together: z.boolean().nullable() }))
    .max(30)
    .default([]),
  arrivedOn: text(10).default(''),
  movedInOn: text(10).default(''),
  placeType: text(2).default(''),
  reason: text(3).default(''),
  livingMode: text(2).default(''),
  remark: lines(500).default(''),
})

/** A standard address as it is keyed in (标准地址); `divisionCode` is the village or community of 12 digits. */
export const addressForm = z.object({
  divisionCode: z.string().regex(/^\d{12}$/),
  lane: text(60),
  door: text(30),
  building: text(30).default(''),
  unit: text(20).default(''),
  room: text(20).default(''),
  surveyReference: text(40).default(''),
})

export const PROVENANCES = [
  'window-scan',
  'citizen-upload',
  'shared-lookup',
  'on-file',
  'live-capture',
  'chip',
] as const
/** One paper of a case (材料). The image is sent before with PUT blobs; originals are seen, not kept. */
export const materialForm = z.object({
  kind: text(60),
  provenance: z.enum(PROVENANCES),
  originalSeen: z.boolean(),
  copyKept: z.boolean(),
  blobId: uuid.optional(),
  /** For a comparable proof: what it is and why it serves. */
  reason: text(200).optional(),
})

export const materialView = z.object({
  materialId: uuid,
  kind: z.string(),
  provenance: z.enum(PROVENANCES),
  originalSeen: z.boolean(),
  copyKept: z.boolean(),
  hasImage: z.boolean(),
  seenOn: z.string(),
  returnedOn: z.string().nullable(),
  reason: z.string(),
})

/** The year whose working days are not published, when a due day was counted over it and is provisional (暂定); else null. */
export const provisionalYear = z.number().int().nullable()

/** What the police know and the registry must (公安通报): a death, or a hukou moved here. */
export const CIVIL_EVENTS = ['death', 'hukou-converted'] as const

/** Something that may happen next: who does it, by when, by which clause, and why not now. */
export const nextStep = z.object({
  event: z.union([z.enum(REGISTRATION_EVENTS), z.enum(APPLICATION_EVENTS)]),
  by: z.union([z.enum(DUTIES), z.enum(['resident', 'system', 'police'])]),
  law: z.string(),
  dueOn: z.string().nullable(),
  /** The caller may do it now. When not, `refusals` says why. */
  allowed: z.boolean(),
  refusals: z.array(refusalSchema).readonly(),
})

/** One thing that happened, from the ledger. */
export const pastEvent = z.object({
  event: z.string(),
  version: z.number().int(),
  on: z.string(),
  at: z.string(),
  by: z.object({ name: z.string(), role: z.string() }).nullable(),
  signed: z.boolean(),
  pack: z.string(),
  grounds: z.array(groundSchema).readonly(),
})

export const registrationState = z.enum(REGISTRATION_STATES)
export const applicationState = z.enum(APPLICATION_STATES)
export const channel = z.enum(CHANNELS)
export const role = z.enum(ROLES)
export const duty = z.enum(DUTIES)

/** Keys that were bound after the last roster was written for the police. */
export const policeRoster = z.object({ writtenAt: z.string().nullable(), newer: z.number().int() })

/** What a command answers: where the case stands now, and why. */
export const caseAnswer = z.object({
  version: z.number().int(),
  grounds: z.array(groundSchema).readonly(),
  /** The same intent was carried out before; nothing happened twice. */
  repeated: z.boolean(),
})
