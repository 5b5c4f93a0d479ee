import { addDays } from '../kernel/plain-date.ts'
import type { MisusePolicy } from '../policy/misuse-policy.ts'
import type { MisuseAlert, MisuseRule } from './misuse-alert.ts'

/** Rules whose cases are others every day: what they say is the figure. */
const BY_FIGURE: ReadonlySet<MisuseRule> = new Set(['too-many-an-hour', 'unlike-peers'])

/** Rules that count cases of their own, each of which may be another matter. */
const BY_COUNT: ReadonlySet<MisuseRule> = new Set(['after-hours', 'too-quick', 'without-visit'])

/**
 * Whether an alert says something that its rule has not said of this official in the quiet days before (I-206). After one of them it
 * speaks again when cases that none of them named would be an alert by themselves; of what comes again, when they are more than half; of a pace
 * or a number of acts, when it has doubled. With thirty quiet days, a limit of five, and an alert of five quick decisions on 2026-03-02: on
 * 2026-03-03 one with nine in all is not new, one with ten is, and on 2026-04-01 any is.
 *
 * @param earlier - alerts from before; those of other rules, officials and times are left out
 */
export function isNew(
  alert: MisuseAlert,
  earlier: readonly MisuseAlert[],
  { quietDays }: Pick<MisusePolicy, 'quietDays'>,
): boolean {
  const quietSince = addDays(alert.on, -quietDays.value)
  const said = earlier.filter(
    ({ rule, officialId, on }) =>
      rule === alert.rule && officialId === alert.officialId && on > quietSince && on < alert.on,
  )
  if (said.length === 0) return true
  if (BY_FIGURE.has(alert.rule)) return said.every(({ figure }) => alert.figure >= figure * 2)
  const named = new Set(said.flatMap(({ caseIds }) => caseIds))
  const unsaid = alert.caseIds.filter((caseId) => !named.has(caseId)).length
  return BY_COUNT.has(alert.rule) ? unsaid >= alert.limit : unsaid * 2 > alert.caseIds.length
}
