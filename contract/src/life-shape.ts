import { OWED } from '@anju/domain/residence/owed.ts'
import { PERMIT_PERIOD_KINDS } from '@anju/domain/permit/permit-periods.ts'
import { PERMIT_STATES } from '@anju/domain/permit/permit-standing.ts'
import { z } from 'zod'
import { groundSchema } from './problem.ts'
import { uuid } from './shape.ts'

const date = z.string().meta({ format: 'date' })

/** Why, as a rule gives it, and the same in words for a person. */
export const reason = groundSchema.extend({ zh: z.string(), en: z.string() })

/** Consecutive days with one meaning (居住明细的一段), both ends included. */
export const lifeSegment = reason.extend({ from: date, to: date, counts: z.boolean() })

/** Consecutive days of one permit, both ends included; also those to come, up to the last day in time. */
export const permitPeriod = reason.extend({ from: date, to: date, kind: z.enum(PERMIT_PERIOD_KINDS) })

/** How one permit stands, by the calendar of its anniversaries. */
export const permitStanding = reason.extend({
  permitId: z.string(),
  state: z.enum(PERMIT_STATES),
  /** Day of issue as it counts now. */
  issuedOn: date,
  /** Anniversaries count from here. */
  baseOn: date,
  timesEndorsed: z.number().int(),
  validUntil: date,
  window: z
    .object({
      anniversaryOn: date,
      opensOn: date,
      lastInTimeOn: date,
      /** The working days of that year are not published yet; coming by this day is never too late. */
      provisional: z.boolean(),
    })
    .nullable(),
  endorsementPending: z.boolean(),
  suspendedSince: date.nullable(),
  /** The holder has left the city since this day: the permit rests here. */
  restsSince: date.nullable(),
  restoredOn: z.array(date).readonly(),
  endedOn: date.nullable(),
  cardMissing: z.boolean(),
  periods: z.array(permitPeriod).readonly(),
})

/** Something to do, and the last day on which it is in time. */
export const owed = reason.extend({ what: z.enum(OWED), byOn: date, permitId: z.string().nullable() })

/** A day that matters, past or to come. */
export const milestone = reason.extend({ on: date, permitId: z.string().nullable() })

/** The residence of one person over the whole life (居住明细), and the figures that follow from it on one day. */
export const lifeView = z.object({
  asOf: date,
  segments: z.array(lifeSegment).readonly(),
  residing: z.boolean(),
  /** Residence years count from here (居住年限计算起始日期). */
  residenceStart: date.nullable(),
  /** First day with half a year of residence. */
  eligibleFrom: date.nullable(),
  daysToGo: z.number().int().nullable(),
  residenceYears: z.number().int(),
  nextYearOn: date.nullable(),
  permits: z.array(permitStanding).readonly(),
  owed: z.array(owed).readonly(),
  milestones: z.array(milestone).readonly(),
})
export type LifeView = z.infer<typeof lifeView>

export const residenceView = lifeView.extend({ personId: uuid, name: z.string() })

/** One service, right or convenience (权益), and whether it is open: verified here, granted by the department. */
export const entitlementView = z.object({
  key: z.string(),
  zh: z.string(),
  en: z.string(),
  classZh: z.string(),
  classEn: z.string(),
  law: z.string(),
  answer: z.enum(['entitled', 'not', 'unknown']),
  /** Why it is open, why not, or what must still be shown. */
  reasons: z.array(reason).readonly(),
})
