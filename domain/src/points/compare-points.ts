import type { PlainDate } from '../kernel/plain-date.ts'
import type { PointsPack } from '../policy/points-policy.ts'
import type { PointsScore } from './score-points.ts'

export type RankedPoints = Pick<PointsScore, 'total' | 'personal' | 'insurance' | 'residence'> & {
  readonly appliedOn: PlainDate
}

/**
 * The order of two applicants: negative when `a` comes first. More points come first; equal totals are parted by the groups in the order
 * of the pack (personal quality, insurance, residence), then by the earlier application (FP-2016:排名). 0 only when nothing parts them.
 */
export function comparePoints(a: RankedPoints, b: RankedPoints, { tieOrder }: Pick<PointsPack, 'tieOrder'>): number {
  if (a.total !== b.total) return b.total - a.total
  const group = tieOrder.value.find((one) => a[one] !== b[one])
  if (group !== undefined) return b[group] - a[group]
  return a.appliedOn === b.appliedOn ? 0 : a.appliedOn < b.appliedOn ? -1 : 1
}
