import { z } from 'zod'

import { dayPeriod, monthPeriod } from './period.ts'
import { plainDate, source, sourced } from './sourced.ts'

/** Acts that a text makes punishable (违法行为), over all cities. */
export const PENALTY_ACTS = [
  'false-papers',
  'rent-out-or-lend-permit',
  'keep-permit-unlawfully',
  'use-anothers-permit',
  'trade-or-use-forged-permit',
  'forge-permit',
  'let-without-identity',
  'tenant-not-recorded',
  'residence-not-declared',
  'employer-not-recording',
  'employer-not-reporting',
  'house-not-reported',
  'occupants-not-reported',
  'official-refuses-eligible',
  'official-charges-unlawfully',
  'official-takes-benefits',
  'official-gives-away-personal-facts',
  'official-alters-facts',
] as const
export type PenaltyAct = (typeof PENALTY_ACTS)[number]

/** Who may punish. A service station never does. */
export const IMPOSERS = ['police', 'labour-department', 'appointing-authority'] as const
export type Imposer = (typeof IMPOSERS)[number]

const MEASURES = ['warning', 'order', 'confiscation', 'card-collected', 'detention', 'discipline'] as const

const fen = z.number().int().nonnegative()

const band = z.strictObject({
  act: z.enum(PENALTY_ACTS),
  imposedBy: z.enum(IMPOSERS),
  /** Beside the fine. */
  measures: z.array(z.enum(MEASURES)),
  /** Least and most in fen, both included (CC:1259); `afterOrder`: only when an order to correct was not followed. */
  fine: z.strictObject({ leastFen: fen, mostFen: fen, afterOrder: z.boolean() }).nullable(),
  /** A period of its own to be found out in, where the text has one. */
  limitation: sourced(monthPeriod).optional(),
  ...source,
})
export type PenaltyBand = z.infer<typeof band>

/** R23: what a city's own text punishes, beside the national acts. */
export const penaltyPolicySchema = z.strictObject({
  /** How long an order to correct (责令限期改正) gives. */
  correction: sourced(dayPeriod),
  bands: z.array(band),
})
export type PenaltyPolicy = z.infer<typeof penaltyPolicySchema>

/** The national law of penalties from one day on; like a pack it holds until the next begins. */
export const penaltyLawSchema = z.strictObject({
  id: z.string(),
  inForceFrom: plainDate,
  /** What no text punishes is not punished. */
  onlyByText: sourced(z.literal(true)),
  /** An act not found out within this period is no longer punished. */
  limitation: sourced(monthPeriod),
  onTheSpot: z.strictObject({ citizenMostFen: sourced(fen), organisationMostFen: sourced(fen) }),
  /** When an act corrected in time is or may be left unpunished. */
  unpunished: sourced(z.array(z.enum(['minor-harmless', 'first-slight-harm'])).min(1)),
  bands: z.array(band).min(1),
  /** Acts whose text of these days is not held: leads are passed on, and no fine is checked. */
  notHeld: z.array(z.strictObject({ act: z.enum(PENALTY_ACTS), imposedBy: z.enum(IMPOSERS), ...source })),
})
export type PenaltyLaw = z.infer<typeof penaltyLawSchema>

/** @throws ZodError naming each place that is not as the schema wants it. */
export function parsePenaltyLaw(input: unknown): PenaltyLaw {
  return penaltyLawSchema.parse(input)
}
