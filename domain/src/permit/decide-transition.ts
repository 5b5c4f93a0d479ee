import { addPeriod, periodEnd } from '../calendar/period-end.ts'
import type { WorkCalendar } from '../calendar/work-calendar.ts'
import { type Decision, granted, ground, refusal, refused } from '../kernel/decision.ts'
import { addYears, type PlainDate } from '../kernel/plain-date.ts'
import type { HistoryPack } from '../policy/history-pack.ts'
import type { Pack } from '../policy/pack.ts'

export type TransitionPolicy = Pack['transition']

/** Which rules decide an application: those before the national regulation, or those under it. */
export type Regime = 'earlier' | 'regulation'

/**
 * Tells under which rules an application is decided: those of the day it was made, not of the day it is decided or issued
 * (FG-2015:一).
 *
 * - applied 2015-12-30, issued 2016-01-08: the earlier rules
 * - applied 2016-01-01, a holiday, online: the regulation
 */
export function regimeOf(appliedOn: PlainDate, policy: TransitionPolicy): Regime {
  return appliedOn < policy.newRulesFrom.value ? 'earlier' : 'regulation'
}

/** What an application under the earlier rules could expect. */
export type EarlierApplication = { readonly productionDueOn: PlainDate; readonly longestValidThrough: PlainDate }

/**
 * Tells what the earlier rules promised: ten working days to make the permit (FM-2014:25), and up to three years of validity
 * (FG-2015:二.四).
 *
 * - applied 2015-12-30, issued 2016-01-08: due 2016-01-14, valid to 2019-01-08 at the most
 */
export function earlierApplication(
  appliedOn: PlainDate,
  issuedOn: PlainDate,
  history: Pick<HistoryPack, 'production' | 'longestValidYears'>,
  calendar: WorkCalendar,
): EarlierApplication {
  return {
    productionDueOn: periodEnd(appliedOn, history.production.value, false, calendar).extendedOn,
    longestValidThrough: addYears(issuedOn, history.longestValidYears.value),
  }
}

/** The first endorsement of a permit from before the regulation. */
export type OldPermitEndorsement = {
  /** Whether the half year of residence is waived for it. */
  readonly halfYearWaived: boolean
  readonly opensOn: PlainDate
  readonly expiresOn: PlainDate
}

/**
 * Decides whether a permit from before the regulation carries its holder over (新旧衔接), and when it is first endorsed.
 *
 * Such a permit can be used until it expires (CN-663:23, FS-2016-14:一.三), so there is no yearly endorsement before that.
 * If it was still valid on the first day of the regulation, its holder endorses at expiry without the half year
 * (FG-2015:二.三(3)).
 *
 * - valid to 2016-05-31: endorsed from 2016-04-30 without the half year
 * - valid to 2018-09-30: nothing before; the first window opens 2018-08-30
 * - expired 2015-12-31: refused, a new application with the half year is needed
 */
export function decideTransition(
  oldPermit: { readonly validThrough: PlainDate },
  policy: TransitionPolicy,
  permit: Pick<Pack['permit'], 'endorsementOpens'>,
): Decision<OldPermitEndorsement> {
  const { newRulesFrom, oldPermitsRunOn, endorsementWithoutHalfYear } = policy
  const expiresOn = oldPermit.validThrough
  if (!oldPermitsRunOn.value || expiresOn < newRulesFrom.value) {
    return refused(refusal('transition.not-allowed', oldPermitsRunOn.law, { newRulesFrom: newRulesFrom.value }))
  }
  const opensOn = addPeriod(expiresOn, permit.endorsementOpens.value, -1)
  return granted({ halfYearWaived: endorsementWithoutHalfYear.value, opensOn, expiresOn }, [
    ground(oldPermitsRunOn.law, 'transition.old-permit-runs-on', { expiresOn }),
    ground(endorsementWithoutHalfYear.law, 'transition.half-year', { waived: endorsementWithoutHalfYear.value }),
  ])
}
