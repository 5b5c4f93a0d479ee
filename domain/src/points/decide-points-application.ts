import { addPeriod } from '../calendar/period-end.ts'
import type { PermitUse } from '../entitlement/entitlement-facts.ts'
import { decided, type Decision, ground, refusal, refused } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { PointsPack, PointsPurpose } from '../policy/points-policy.ts'
import { pointsRound } from './points-round.ts'
import { pointsBarredThrough, type PointsFacts, type PointsScore, scorePoints } from './score-points.ts'

export type PointsApplication = PointsFacts & {
  readonly purpose: PointsPurpose
  readonly permit: PermitUse
  readonly appliedOn: PlainDate
}

/** What a ranking takes in. */
export type PointsEntry = { readonly score: PointsScore; readonly round: string; readonly countedOn: PlainDate }

/**
 * Decides whether somebody may apply for points (积分), and with how many points they are ranked.
 *
 * The permit has been held for half a year and is in force, and the points reach the least number (FP-2016:申请条件). False papers
 * bring the points to nothing, and bar from applying for two years (FP-2016:11).
 *
 * - permit since 2016-05-17: from 2016-11-17 on
 * - 29 points: not; 30: yes
 * - false papers found 2017-03-10: barred through 2019-03-10, free on 2019-03-11 (I-096)
 */
export function decidePointsApplication(application: PointsApplication, pack: PointsPack): Decision<PointsEntry> {
  const { purpose, permit, appliedOn, permitSpans } = application
  const { permitHeldFor, leastPoints, falsePapersBarYears } = pack
  const barredThrough = pointsBarredThrough(application.falsePapersFoundOn, pack)
  // Without points nothing else can be asked.
  if (barredThrough !== undefined && appliedOn <= barredThrough) {
    return refused(refusal('points.barred', falsePapersBarYears.law, { until: barredThrough }))
  }
  const { key: round, countedOn } = pointsRound(purpose, appliedOn, pack)
  const score = scorePoints(application, countedOn, pack)
  const heldSince = permitSpans.map(({ from }) => from).toSorted()[0]
  const heldLongOn = heldSince === undefined ? undefined : addPeriod(heldSince, permitHeldFor.value)

  const refusals = [
    ...(permit === 'in-force' ? [] : [refusal('points.permit-not-in-force', permitHeldFor.law)]),
    ...(heldLongOn === undefined || appliedOn >= heldLongOn
      ? []
      : [refusal('points.permit-too-young', permitHeldFor.law, { from: heldLongOn })]),
    ...(score.total >= leastPoints.value
      ? []
      : [refusal('points.too-few', leastPoints.law, { total: score.total, least: leastPoints.value })]),
  ]
  return decided(
    refusals,
    () => ({ score, round, countedOn }),
    () => [ground(leastPoints.law, 'points.enough', { total: score.total, countedOn }), ...score.lines],
  )
}
