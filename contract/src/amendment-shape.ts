import { AMENDMENT_REPORTERS } from '@anju/domain/registration/decide-amendment.ts'
import { z } from 'zod'
import { refusalSchema } from './problem.ts'
import { day, lines, text, uuid, expectedVersion } from './shape.ts'

const familyRow = z.object({ name: text(50), relation: text(2), idNumber: text(18), together: z.boolean().nullable() })
const typed = text(200).optional()

/**
 * New values by field of 附件1: one that is left out stays as it is, a blank one is emptied. Fields that change on another way are
 * known here so that each is refused with that way; any other name is malformed.
 */
const changes = z.strictObject({
  mobile: text(20).optional(),
  education: text(2).optional(),
  politics: text(2).optional(),
  marital: text(2).optional(),
  sons: z.number().int().min(0).max(20).nullable().optional(),
  daughters: z.number().int().min(0).max(20).nullable().optional(),
  employment: text(1).optional(),
  employerName: text(100).optional(),
  employerAddress: text(200).optional(),
  employerPhone: text(20).optional(),
  socialInsurance: z.boolean().nullable().optional(),
  occupation: text(2).optional(),
  family: z.array(familyRow).max(30).optional(),
  placeType: text(2).optional(),
  reason: text(3).optional(),
  livingMode: text(2).optional(),
  remark: lines(500).optional(),
  name: typed,
  sex: typed,
  ethnicity: typed,
  birthOn: typed,
  documentKind: typed,
  idNumber: typed,
  hukouDivision: typed,
  hukouDetail: typed,
  district: typed,
  town: typed,
  committee: typed,
  lane: typed,
  door: typed,
  unit: typed,
  room: typed,
  movedInOn: typed,
  arrivedOn: typed,
  leftOn: typed,
  destination: typed,
})

/** What somebody reported as changed (变更登记). */
export const reportedAmendment = z.object({
  reportedBy: z.enum(AMENDMENT_REPORTERS),
  changedOn: day.nullable().default(null).describe('Since when it is so, where somebody said'),
  changes,
})

/** The same beside another act of one visit: which registration, and as which version it was seen. */
export const amendmentBeside = reportedAmendment.extend({ registrationId: uuid, expectedVersion })

/** The registration that an amendment would be made on, and why the caller may not make it. */
export const amendableRegistration = z
  .object({ registrationId: uuid, mayAmend: z.boolean(), refusals: z.array(refusalSchema).readonly() })
  .nullable()

/** The same where it can be made on the spot: with what is registered now, so that old and new stand side by side. */
export const amendableHere = z
  .object({
    registrationId: uuid,
    mayAmend: z.boolean(),
    refusals: z.array(refusalSchema).readonly(),
    registered: z
      .object({
        version: z.number().int(),
        form: z.record(z.string(), z.unknown()),
        person: z.object({ mobileMasked: z.string() }),
      })
      .nullable(),
  })
  .nullable()

/** An amendment that was made: what was and what is, by field. */
export const pastAmendment = z.object({
  registrationId: uuid,
  version: z.number().int(),
  on: z.string(),
  reportedBy: z.enum(AMENDMENT_REPORTERS),
  changedOn: z.string().nullable(),
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
})
