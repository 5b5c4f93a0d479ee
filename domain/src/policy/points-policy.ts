import { z } from 'zod'

import type { PlainDate } from '../kernel/plain-date.ts'
import { monthPeriod } from './period.ts'
import { clauseRef, plainDate, sourced } from './sourced.ts'

/** What points are asked for: a place at a public school (积分入学), or hukou (积分入户). */
export const POINTS_PURPOSES = ['school', 'hukou'] as const
export type PointsPurpose = (typeof POINTS_PURPOSES)[number]

/** The five social insurances (五险). */
export const INSURANCES = ['pension', 'medical', 'unemployment', 'injury', 'maternity'] as const
export type Insurance = (typeof INSURANCES)[number]

export const EDUCATION_LEVELS = ['senior-secondary', 'junior-college', 'bachelor', 'postgraduate'] as const
export type EducationLevel = (typeof EDUCATION_LEVELS)[number]

export const SKILL_LEVELS = ['level-5', 'level-4', 'level-3', 'level-2', 'level-1'] as const
export type SkillLevel = (typeof SKILL_LEVELS)[number]

/** Groups of points, in which ties are broken: 个人素质, 参加社保, 居住情况. */
export const POINTS_GROUPS = ['personal', 'insurance', 'residence'] as const
export type PointsGroup = (typeof POINTS_GROUPS)[number]

const points = z.number().int().nonnegative()

/**
 * The points rules (积分制) of one jurisdiction from one day on: apart from the pack, because they are another measure with
 * days of its own. The next one ends it.
 */
const pointsPackSchema = z.strictObject({
  id: z.string().regex(/^[a-z-]+\/\d{4}-\d{2}-\d{2}$/),
  jurisdiction: z.string().regex(/^[a-z-]+$/),
  inForceFrom: plainDate,
  title: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  source: clauseRef,
  /** How long the permit has been held when one applies. */
  permitHeldFor: sourced(monthPeriod),
  leastPoints: sourced(points),
  education: sourced(z.record(z.enum(EDUCATION_LEVELS), points)),
  skill: sourced(z.record(z.enum(SKILL_LEVELS), points)),
  insurance: z.strictObject({
    kinds: sourced(z.array(z.enum(INSURANCES)).min(1)),
    perFullYear: sourced(points),
    most: sourced(points),
    /** Again for the years paid in this city. */
    localPerFullYear: sourced(points),
    localMost: sourced(points),
  }),
  ownHome: sourced(points),
  perPermitYear: sourced(points),
  /** Equal totals: the groups compared one after the other, before the day of application. */
  tieOrder: sourced(z.array(z.enum(POINTS_GROUPS)).min(1)),
  /** Month and day up to which points for a school place are counted. */
  schoolCutOff: sourced(z.string().regex(/^\d{2}-\d{2}$/)),
  /** How often applicants for hukou are ranked. */
  hukouRound: sourced(z.enum(['quarter'])),
  entryCardValid: sourced(monthPeriod),
  falsePapersBarYears: sourced(z.number().int().positive()),
})

export type PointsPack = z.infer<typeof pointsPackSchema>

/** @throws ZodError naming each place that is not as the schema wants it. */
export function parsePointsPack(input: unknown): PointsPack {
  return pointsPackSchema.parse(input)
}

/** The points rules of `jurisdiction` in force on `on`; undefined where it has none on that day. */
export function findPointsPackInForce(
  packs: readonly PointsPack[],
  jurisdiction: string,
  on: PlainDate,
): PointsPack | undefined {
  return packs
    .filter((pack) => pack.jurisdiction === jurisdiction && pack.inForceFrom <= on)
    .reduce<PointsPack | undefined>(
      (last, pack) => (last && last.inForceFrom > pack.inForceFrom ? last : pack),
      undefined,
    )
}
