import { z } from 'zod'

import { source, sourced } from './sourced.ts'

/** Size of a city by the people who live in its urban area (城区常住人口), from small to large. */
export const CITY_CLASSES = ['small', 'medium', 'large-ii', 'large-i', 'very-large'] as const
export type CityClass = (typeof CITY_CLASSES)[number]

/** What a person shows to become a local: 合法稳定住所, 合法稳定就业, 城镇社会保险. */
export const HUKOU_NEEDS = ['dwelling', 'employment', 'insurance'] as const
export const HUKOU_ROUTES = ['conditions', 'points'] as const

const years = z.number().int().nonnegative()

/** R25: a city's own rule of conversion (落户). Years of 0 ask for the thing itself and no length of time. */
const hukouRule = z.strictObject({
  route: z.enum(HUKOU_ROUTES),
  needs: z.array(z.enum(HUKOU_NEEDS)),
  employmentYears: years,
  dwellingYears: years,
  insuranceYears: years,
  /** Square metres a home must have; null where none are asked. */
  floorAreaM2: z.number().positive().nullable(),
  /** What a home must have cost, in fen; null where nothing is asked. */
  priceFen: z.number().int().positive().nullable(),
})

export const hukouPolicySchema = z.strictObject({
  /** The class of the city from that year on, until the next row; `verified` when a published figure was seen. */
  cityClasses: z
    .array(
      z.strictObject({
        fromYear: z.number().int(),
        class: z.enum(CITY_CLASSES),
        verified: z.boolean(),
        ...source,
      }),
    )
    .min(1),
  /** `national`: the text has no rule of its own, so the row of the regulation is applied as it stands. */
  rule: sourced(z.union([z.literal('national'), hukouRule])),
})

/** How far cities of each size may go (CN-663:16). */
export const nationalHukouSchema = z.strictObject({
  rows: z
    .array(
      z.strictObject({
        class: z.enum(CITY_CLASSES),
        /** The class ends below this number of people; null for the largest. */
        below: z.number().int().positive().nullable(),
        routes: z.array(z.enum(HUKOU_ROUTES)).min(1),
        needs: z.array(z.enum(HUKOU_NEEDS)),
        insuranceYearsMost: years,
        /** Whether the city may ask for years of employment, and of dwelling. */
        mayAskYears: z.array(z.enum(['employment', 'dwelling'])),
        ...source,
      }),
    )
    .length(CITY_CLASSES.length),
  /** Whether a city may ask for square metres or a price of the home. */
  homeDemands: sourced(z.boolean()),
})

export type HukouPolicy = z.infer<typeof hukouPolicySchema>
export type HukouRule = z.infer<typeof hukouRule>
export type NationalHukou = z.infer<typeof nationalHukouSchema>
