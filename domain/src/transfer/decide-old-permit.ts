import { type Decision, granted, ground, refusal, type Refusal, refused } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { decideTransition } from '../permit/decide-transition.ts'
import type { Pack } from '../policy/pack.ts'

export const OLD_PERMIT_KINDS = ['residence-permit', 'temporary-permit'] as const
/** 居住证 of the years before the regulation, or 暂住证. */
export type OldPermitKind = (typeof OLD_PERMIT_KINDS)[number]

/** A permit from before 2016 (旧证) as the old register tells it. */
export type OldPermit = {
  readonly kind: OldPermitKind
  /** When it was applied for, where the old register tells it. */
  readonly appliedOn?: PlainDate
  readonly issuedOn: PlainDate
  readonly expiresOn: PlainDate
  /** Since when its holder was registered at that address. */
  readonly registeredOn: PlainDate
  /** Since when they were signed off; absent while the old register has them there. */
  readonly leftOn?: PlainDate
}

/** permit: one that runs on. time: no permit any more, or never one; the days lived under it count. */
export type OldPermitEntry = 'permit' | 'time'

/**
 * Decides as what a permit from before 2016 is taken over (新旧衔接).
 *
 * A residence permit issued before the regulation runs on to its printed day and is endorsed then (CN-663:23, {@link decideTransition}); one that had expired before, and
 * a temporary permit, which no text carries over, are none: their time of residence counts where the city counts it (FG-2015:二.三(1), HN-2016:居住半年).
 *
 * - 居住证 of 2013-10-01 to 2016-09-30: a permit; endorsed from 2016-08-30
 * - 居住证 of 2012-12-15 to 2015-12-14: time only
 * - 暂住证 of 2013-06-01 to 2016-05-31: time only
 * - issued 2016-01-04: refused, it is no old permit
 * - applied for 2015-12-30 and issued 2016-01-08: an old permit in a city that goes by the day of application (FG-2015:一), none in one that goes by the issue (CN-663:23)
 * - issued before it was applied for, registered after its last day, after today, or after the holder had left; left after today: refused, with all its days
 *
 * Readings taken: a temporary permit is no residence permit (I-183).
 */
export function decideOldPermit(
  old: OldPermit,
  on: PlainDate,
  { transition, permit }: Pick<Pack, 'transition' | 'permit'>,
): Decision<OldPermitEntry> {
  const { newRulesFrom, oldRulesBy, earlierTimeCounts } = transition
  const { appliedOn, issuedOn, expiresOn, registeredOn, leftOn } = old
  const days = { issuedOn, expiresOn, registeredOn, ...(leftOn === undefined ? {} : { leftOn }) }
  const decidedOn = oldRulesBy.value === 'applied' ? (appliedOn ?? issuedOn) : issuedOn
  const isPossible =
    issuedOn <= expiresOn &&
    (appliedOn === undefined || appliedOn <= issuedOn) &&
    registeredOn <= expiresOn &&
    registeredOn <= on &&
    (leftOn === undefined || (registeredOn <= leftOn && leftOn <= on))
  const refusals: readonly Refusal[] = [
    ...(isPossible ? [] : [refusal('import.days-impossible', newRulesFrom.law, days)]),
    ...(decidedOn < newRulesFrom.value
      ? []
      : [refusal('import.not-old', newRulesFrom.law, { issuedOn, newRulesFrom: newRulesFrom.value })]),
  ]
  if (refusals.length > 0) return refused(...refusals)
  const runsOn = decideTransition({ validThrough: expiresOn }, transition, permit)
  if (old.kind === 'temporary-permit' || !runsOn.ok)
    return granted('time', [ground(earlierTimeCounts.law, 'import.time')])
  return granted('permit', [ground(transition.oldPermitsRunOn.law, 'import.permit', { expiresOn })])
}
