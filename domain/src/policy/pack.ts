import { z } from 'zod'

import { accessPolicySchema } from './access-policy.ts'
import { accountPolicySchema } from './account-policy.ts'
import { addressChangePolicySchema } from './address-change-policy.ts'
import { disclosurePolicySchema } from './disclosure-policy.ts'
import { employerPolicySchema } from './employer-policy.ts'
import { endingPolicySchema } from './ending-policy.ts'
import { endorsementPolicySchema } from './endorsement-policy.ts'
import { materialKey } from './material-key.ts'
import { landlordPolicySchema } from './landlord-policy.ts'
import { erasurePolicySchema } from './erasure-policy.ts'
import { lookPolicySchema } from './look-policy.ts'
import { penaltyPolicySchema } from './penalty-policy.ts'
import { entitlementPolicySchema } from './entitlement-policy.ts'
import { hukouPolicySchema } from './hukou-policy.ts'
import { dayPeriod, monthPeriod } from './period.ts'
import { permitPolicySchema } from './permit-policy.ts'
import { publicationPolicySchema } from './publication-policy.ts'
import { replacementPolicySchema } from './replacement-policy.ts'
import { clauseRef, plainDate, source, sourced } from './sourced.ts'
import { workflowPolicySchema } from './workflow-policy.ts'

const count = z.number().int().nonnegative()
const divisionCode = z.string().regex(/^\d{6}$/)
const prefectureDigits = z.string().regex(/^\d{4}$/)
const words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })

/** R01 流动人口: whom the permit is for. */
const target = z.strictObject({
  unit: sourced(z.enum(['prefecture', 'county'])),
  /** First two digits of the municipalities, each one city as a whole. */
  municipalities: sourced(z.array(z.string().regex(/^\d{2}$/))),
  /** Retired first four digits of a division code, and the prefecture's digits of today. */
  formerPrefectures: sourced(z.record(prefectureDigits, prefectureDigits)),
  /** Hukou in another county of the same prefecture. */
  samePrefecture: sourced(z.enum(['not-target', 'target', 'person-decides'])),
  /** Documents whose holders belong to another procedure. */
  otherProcedure: sourced(
    z.strictObject({ idNumberPrefixes: z.array(z.string()), documentTypes: z.array(z.string()) }),
  ),
})

/** R06 periods to declare; natural days are prolonged over a holiday. */
const registration = z.strictObject({
  dueAfterArrival: sourced(dayPeriod),
  dueAfterChange: sourced(dayPeriod),
  dueAfterLeaving: sourced(dayPeriod),
  holidayExtends: sourced(z.boolean()),
  /** Which day is the registration day (登记日期), per channel (R07). */
  dateBasis: z.strictObject({
    counter: sourced(z.enum(['entry', 'submission'])),
    online: sourced(z.enum(['entry', 'submission'])),
  }),
})

/** R03 连续居住. */
const continuity = z.strictObject({
  /** Longest gap in natural days that still keeps the start. */
  maxGapDays: sourced(count),
  onTimeChangeKeeps: sourced(z.boolean()),
})

/** What the counter asks for in writing when residence is declared. */
const form = z.strictObject({
  /** `starred`: as printed on the city's form. Else the fields without which a declaration is not entered; others warn. */
  required: sourced(z.union([z.literal('starred'), z.array(z.string()).min(1)])),
  /** How an address is written before it stands in the register. */
  address: sourced(z.enum(['to-the-flat'])),
})

/** R04: one way to show something; every paper of it is needed. */
const proof = z.strictObject({
  key: z.string(),
  allOf: z.array(materialKey).min(1),
  /** The landlord has filed the house with the station (出租屋登记备案). */
  houseFiled: z.boolean().default(false),
  ...source,
})
/** What has to be shown; any one of the ways suffices. */
const proofGroup = z.strictObject({
  key: z.enum(['employment', 'dwelling', 'study']),
  oneOf: z.array(proof).min(1),
})
const condition = z.strictObject({ groups: z.array(z.enum(['employment', 'dwelling', 'study'])).min(1), ...source })

const checklist = z.strictObject({
  common: sourced(z.array(materialKey)),
  groups: z.array(proofGroup),
  conditions: z.strictObject({ employment: condition, dwelling: condition, study: condition }),
  /** Whether the office may accept another comparable proof when it writes down why. It may never ask for one. */
  comparableProof: sourced(z.enum(['not-accepted', 'with-reason'])),
  /** What the office keeps of each kind after seeing the original. */
  keeps: sourced(
    z.strictObject({
      document: z.enum(['copy', 'original']),
      contract: z.enum(['copy', 'original']),
      proof: z.enum(['copy', 'original']),
    }),
  ),
})

/** R19 代办. */
const agency = z.strictObject({
  inPersonFromAge: sourced(count),
  elderlyFromAge: sourced(count),
  mobilityLimitRequired: sourced(z.boolean()),
  /** Others in a comparable situation (等), with a supervisor's signed reason. */
  comparableNeedsReason: sourced(z.boolean()),
  agentFromAge: sourced(count),
  /** GB/T 4761 relation codes of close relatives (近亲属). */
  closeRelatives: sourced(z.array(z.string().regex(/^\d{2}$/))),
  businesses: sourced(z.array(z.enum(['registration', 'application', 'replacement', 'reissue', 'endorsement']))),
  documents: sourced(z.array(materialKey)),
  /** A second review of every agency case. */
  secondReview: sourced(z.boolean()),
  /** Days after the day it was given on which a mandate (委托) still holds, at most. */
  mandateDays: sourced(count.positive()),
  /** Acts that one mandate covers, at most. */
  mandateUses: sourced(count.positive()),
  /** Unrelated people whom one agent may act for within a month, and within twelve months, before somebody looks at it. */
  principalsPerMonth: sourced(count.positive()),
  principalsPerYear: sourced(count.positive()),
})

/** R20 相片、人像. */
const photo = z.strictObject({
  sources: sourced(z.array(z.enum(['live', 'receipt', 'print', 'chip']))),
  chipMaxAgeYears: sourced(count.nullable()),
  /** The ID card must have been issued at this age or later for its photo to serve. */
  chipIssuedFromAge: sourced(count.nullable()),
  portraits: sourced(z.array(z.enum(['applicant', 'agent']))),
})

/** R26 以房屋居住面积设定办证总数. */
const occupancy = z.strictObject({
  /** Whether the city counts at all; if not, the figures are null. */
  counts: sourced(z.boolean()),
  squareMetresAlone: sourced(z.number().positive()).nullable(),
  squareMetresEach: sourced(z.number().positive()).nullable(),
  effect: sourced(z.enum(['supervisor-reason', 'alarm'])).nullable(),
})

export const FEE_BUSINESSES = [
  'registration',
  'address-change',
  'cancellation',
  'first-permit',
  'endorsement',
  'replacement',
  'reissue',
  'office-error-correction',
] as const

/**
 * The law of one jurisdiction from one day on (辖区规则包): every number and list that a text fixes, each with its clause
 * and what the clause says. It is in force until the next pack of the jurisdiction begins; one whose day has come is
 * never edited.
 */
export const packSchema = z.strictObject({
  id: z.string().regex(/^[a-z-]+\/\d{4}-\d{2}-\d{2}$/),
  jurisdiction: z.string().regex(/^[a-z-]+$/),
  inForceFrom: plainDate,
  title: words,
  source: clauseRef,
  /** Residence divisions (6 digits) that the pack governs. */
  divisions: sourced(z.array(divisionCode).min(1)),
  target,
  halfYear: sourced(monthPeriod),
  registration,
  form,
  continuity,
  checklist,
  inPerson: sourced(z.boolean()),
  photo,
  agency,
  notice: z.strictObject({
    atMost: sourced(count.positive()),
    /** Working days without an answer after which the application counts as accepted. */
    deemedAfterWorkdays: sourced(count.positive()),
  }),
  production: z.strictObject({
    days: sourced(count.positive()),
    longestDays: sourced(count.positive()),
    holidayExtends: sourced(z.boolean()),
    clockStops: sourced(z.enum(['handed-over', 'handed-over-or-notified'])),
  }),
  permit: permitPolicySchema,
  endorsement: endorsementPolicySchema,
  addressChange: addressChangePolicySchema,
  replacement: replacementPolicySchema,
  /** R18, in fen. A business without a row cannot be charged. */
  fees: z.partialRecord(z.enum(FEE_BUSINESSES), sourced(count)),
  transition: z.strictObject({
    /** Applications from this day on are decided by the new rules. */
    newRulesFrom: sourced(plainDate),
    /** What tells a permit of before from a new one, where they differ: the day it was applied for, or the day it was issued. */
    oldRulesBy: sourced(z.enum(['applied', 'issued'])),
    oldPermitsRunOn: sourced(z.boolean()),
    /** Holders of an old permit valid on that day endorse without the half year. */
    endorsementWithoutHalfYear: sourced(z.boolean()),
    /** Earlier registration or permit time counts when it is continuous. */
    earlierTimeCounts: sourced(z.boolean()),
  }),
  occupancy,
  remedies: z.strictObject({ review: sourced(monthPeriod), lawsuit: sourced(monthPeriod) }),
  workflow: workflowPolicySchema,
  accounts: accountPolicySchema,
  entitlements: entitlementPolicySchema,
  hukou: hukouPolicySchema,
  employer: employerPolicySchema,
  landlord: landlordPolicySchema,
  endings: endingPolicySchema,
  penalties: penaltyPolicySchema,
  access: accessPolicySchema,
  looks: lookPolicySchema,
  erasure: erasurePolicySchema,
  disclosure: disclosurePolicySchema,
  publication: publicationPolicySchema,
})

export type Pack = z.infer<typeof packSchema>

/** @throws ZodError naming each place that is not as the schema wants it. */
export function parsePack(input: unknown): Pack {
  return packSchema.parse(input)
}
