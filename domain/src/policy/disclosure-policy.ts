import { z } from 'zod'

import { source, sourced } from './sourced.ts'

/** Who may meet a permit and its facts outside the register. */
export const CARD_ASKERS = ['police', 'department', 'public-service', 'employer', 'landlord', 'other'] as const
export type CardAsker = (typeof CARD_ASKERS)[number]

/** What a permit is checked for (查验用途). */
export const CHECK_PURPOSES = [
  'law-enforcement',
  'school-place',
  'employment-service',
  'health-service',
  'legal-aid',
  'social-insurance',
  'police-business',
  'housing',
  'hukou-conversion',
] as const
export type CheckPurpose = (typeof CHECK_PURPOSES)[number]

/** The only facts of a permit that ever leave the register by a check. */
export const RELEASED_FIELDS = ['valid', 'asOf', 'residenceYears', 'residenceDivision'] as const
export type ReleasedField = (typeof RELEASED_FIELDS)[number]

/** R27 查验, R28 保密: who may ask, who may keep a card, what is told for which purpose. */
export const disclosurePolicySchema = z.strictObject({
  /** Who is bound to keep personal facts to themselves. */
  bound: sourced(z.array(z.enum(['departments', 'officials', 'entrusted-stations'])).min(1)),
  askedBy: sourced(z.array(z.enum(CARD_ASKERS)).min(1)),
  workIdShown: sourced(z.boolean()),
  retainedBy: sourced(z.array(z.enum(CARD_ASKERS))),
  purposes: z
    .array(
      z.strictObject({ purpose: z.enum(CHECK_PURPOSES), releases: z.array(z.enum(RELEASED_FIELDS)).min(1), ...source }),
    )
    .min(1),
})

export type DisclosurePolicy = z.infer<typeof disclosurePolicySchema>
