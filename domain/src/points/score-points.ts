import { type Ground, ground } from '../kernel/decision.ts'
import { addYears, type PlainDate } from '../kernel/plain-date.ts'
import type { EducationLevel, Insurance, PointsGroup, PointsPack, SkillLevel } from '../policy/points-policy.ts'
import { type PermitSpan, permitTime } from './permit-time.ts'

/** Whole months paid up to the day on which points are counted: anywhere, and of these in this city. */
export type InsuranceMonths = { readonly kind: Insurance; readonly months: number; readonly localMonths: number }

export type PointsFacts = {
  readonly education?: EducationLevel
  readonly skill?: SkillLevel
  readonly insurance: readonly InsuranceMonths[]
  readonly ownHome: boolean
  readonly permitSpans: readonly PermitSpan[]
  /** When false papers of this person were found (提供虚假材料). */
  readonly falsePapersFoundOn?: PlainDate
}

export type PointsScore = Readonly<Record<PointsGroup, number>> & {
  readonly total: number
  /** One line for each kind of points, with its clause. */
  readonly lines: readonly Ground[]
}

const MONTHS_OF_YEAR = 12

/**
 * Counts the points (积分) of a person on `countedOn`.
 *
 * Education and skill by the highest level of each; a point for each full year in each of the five insurances up to a cap, and again
 * for the years paid in this city; an own home; and points for every full year that the permit was held, gaps left out
 * (FP-2016:计分.居住证, FP-2016:19(5)).
 *
 * Foshan: two years and eleven months of permit with a gap of 40 days are two full years, 10 points. Five insurances for ten years
 * and eleven months, all here: 50 and 50; a month more would be 55, so the cap of 50 stands.
 *
 * False papers bring everything to nothing while the bar lasts (FP-2016:11).
 *
 * Reading taken: education and skill add up, and home and permit make the residence group (I-094).
 */
export function scorePoints(facts: PointsFacts, countedOn: PlainDate, pack: PointsPack): PointsScore {
  const { insurance } = pack
  const barredThrough = pointsBarredThrough(facts.falsePapersFoundOn, pack)
  if (barredThrough !== undefined && countedOn <= barredThrough) {
    const lines = [ground(pack.falsePapersBarYears.law, 'points.false-papers', { until: barredThrough })]
    return { personal: 0, insurance: 0, residence: 0, total: 0, lines }
  }
  const education = facts.education === undefined ? 0 : pack.education.value[facts.education]
  const skill = facts.skill === undefined ? 0 : pack.skill.value[facts.skill]
  const insured = facts.insurance.filter(({ kind }) => insurance.kinds.value.includes(kind))
  const years = sumOfYears(insured.map(({ months }) => months))
  const localYears = sumOfYears(insured.map(({ localMonths }) => localMonths))
  const general = Math.min(insurance.most.value, years * insurance.perFullYear.value)
  const local = Math.min(insurance.localMost.value, localYears * insurance.localPerFullYear.value)
  const home = facts.ownHome ? pack.ownHome.value : 0
  const time = permitTime(facts.permitSpans, countedOn)
  const permitYears = time?.fullYears ?? 0
  const permit = permitYears * pack.perPermitYear.value
  const gapDays = time?.gapDays ?? 0

  const lines = [
    ground(pack.education.law, 'points.education', { points: education }),
    ground(pack.skill.law, 'points.skill', { points: skill }),
    ground(insurance.most.law, 'points.insurance', { points: general, years, most: insurance.most.value }),
    ground(insurance.localMost.law, 'points.local-insurance', {
      points: local,
      years: localYears,
      most: insurance.localMost.value,
    }),
    ground(pack.ownHome.law, 'points.own-home', { points: home }),
    ground(pack.perPermitYear.law, 'points.permit-years', { points: permit, years: permitYears, gapDays }),
  ]
  const groups = { personal: education + skill, insurance: general + local, residence: home + permit }
  return { ...groups, total: groups.personal + groups.insurance + groups.residence, lines }
}

/** The last day on which somebody whose papers were found false has no points and may not apply (FP-2016:11, I-096). */
export function pointsBarredThrough(
  foundOn: PlainDate | undefined,
  { falsePapersBarYears }: Pick<PointsPack, 'falsePapersBarYears'>,
): PlainDate | undefined {
  return foundOn === undefined ? undefined : addYears(foundOn, falsePapersBarYears.value)
}

/** Full years of each insurance by itself: eleven months of two kinds make no year. */
function sumOfYears(months: readonly number[]): number {
  return months.reduce((sum, one) => sum + Math.floor(one / MONTHS_OF_YEAR), 0)
}
