import { z } from 'zod'

import { source, sourced } from './sourced.ts'

/** Who may enjoy a service (受益人): the holder, or a minor child who lives with the holder (共同居住生活的未成年子女). */
export const BENEFICIARIES = ['holder', 'minor-child'] as const

/** Conditions that the registry itself can judge from what it knows, without a figure. */
export const STANDING_CONDITIONS = [
  'permit-in-force',
  'permit-held',
  'registered-or-employed',
  'not-to-settle-in-taiwan',
  'not-first-id-card',
] as const

/** Conditions that a department or the person finds and tells (部门认定); the registry only asks. */
export const FINDINGS = [
  'own-wish',
  'hukou-conditions',
  'junior-graduate-here',
  'region-school-status',
  'senior-graduate',
  'family-in-difficulty',
  'hard-to-employ',
  'legal-aid-test',
  'housing-rules',
  'merits-for-honours',
  'named-by-rule',
] as const

/** Which department provides a service, and so answers for the facts it needs. */
export const DEPARTMENTS = [
  'police',
  'education',
  'human-resources',
  'health',
  'culture',
  'justice',
  'housing',
  'housing-fund',
  'trade-union',
  'civil-affairs',
  'government',
] as const

const age = z.number().int().positive()
const figured = z.discriminatedUnion('is', [
  /** So old by that day (month and day) of the year in which the school year begins. */
  z.strictObject({ is: z.literal('school-age'), age, by: z.string().regex(/^\d{2}-\d{2}$/), ...source }),
  z.strictObject({ is: z.literal('younger-than'), age, ...source }),
  z.strictObject({ is: z.literal('child-order-at-most'), order: z.number().int().positive(), ...source }),
  z.strictObject({ is: z.literal('senior-school-years'), years: z.number().int().positive(), ...source }),
  z.strictObject({ is: z.literal('elderly-or-disabled'), age, ...source }),
])
const condition = z.union([z.enum([...STANDING_CONDITIONS, ...FINDINGS]), figured])

const item = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]+$/),
  zh: z.string().min(1),
  en: z.string().min(1),
  department: z.enum(DEPARTMENTS),
  /** Everything that has to be there, by name. */
  needs: z.array(condition).min(1),
  /** Narrower than the opening words, where the service is for one of them only. */
  openTo: z.array(z.enum(BENEFICIARIES)).min(1).optional(),
  /** Items of the national list that this one carries out, `class.item`; they are not told a second time. */
  carriesOut: z.array(z.string()).default([]),
  ...source,
})
const entitlementClass = z.strictObject({
  key: z.string().regex(/^[a-z0-9-]+$/),
  zh: z.string().min(1),
  en: z.string().min(1),
  items: z.array(item).min(1),
  ...source,
})

/** R24 权益: what a city's own text adds to the national list (CN-663:14). An empty list: the text names none. */
export const entitlementPolicySchema = z.strictObject({
  openTo: sourced(z.array(z.enum(BENEFICIARIES)).min(1)),
  classes: sourced(z.array(entitlementClass)),
})

/** The three rights, six services and seven conveniences of the regulation (CN-663:12, CN-663:13). */
export const nationalEntitlementSchema = z.strictObject({
  openTo: sourced(z.array(z.enum(BENEFICIARIES)).min(1)),
  /** A person below this age is a minor (未成年人). */
  minorBelowAge: sourced(age),
  classes: sourced(z.array(entitlementClass).min(1)),
})

export type EntitlementPolicy = z.infer<typeof entitlementPolicySchema>
export type NationalEntitlements = z.infer<typeof nationalEntitlementSchema>
export type EntitlementCondition = z.infer<typeof condition>
export type Finding = (typeof FINDINGS)[number]
export type Beneficiary = (typeof BENEFICIARIES)[number]
export type Department = (typeof DEPARTMENTS)[number]
