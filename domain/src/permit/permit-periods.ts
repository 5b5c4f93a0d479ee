import type { ClauseRef } from '../kernel/clause.ts'
import type { Facts } from '../kernel/decision.ts'
import { addDays, type PlainDate } from '../kernel/plain-date.ts'
import { type LifeLaw, packGoverning } from '../policy/pack-governing.ts'
import type { PermitFacts } from './permit-facts.ts'
import { permitLife } from './permit-life.ts'
import type { PermitRun } from './permit-run.ts'
import { type StandingWindow, windowOf } from './permit-window.ts'
import { anniversary } from './validity.ts'

export const PERMIT_PERIOD_KINDS = ['in-force', 'window', 'suspended'] as const

/**
 * Days of one permit with one meaning, both ends included. `window`: the endorsement could be made; it lies over the other
 * two. The last ones reach into days to come, as long as they are certain if nobody does anything.
 */
export type PermitPeriod = {
  readonly kind: (typeof PERMIT_PERIOD_KINDS)[number]
  readonly from: PlainDate
  readonly to: PlainDate
  readonly law: ClauseRef
  readonly key: string
  readonly facts: Facts
}

/**
 * Tells a permit (居住证) stretch by stretch: its permit years, each window of an endorsement, and the days of suspension, as
 * {@link permitLife} follows them.
 *
 * Foshan, issued 2016-07-15, endorsed 2017-07-01 and late on 2018-08-01, asked that day:
 *
 * - permit years 2016-07-15 to 2017-07-14, 2017-07-15 to 2018-07-16, and 2018-08-01 to 2019-08-01
 * - windows 2017-06-15 to 2017-07-17, 2018-06-15 to 2018-07-16, 2019-07-01 to 2019-08-01
 * - suspended 2018-07-17 to 2018-07-31
 *
 * @throws RangeError when a day depends on a calendar year that is not held.
 */
export function permitPeriods(permit: PermitFacts, asOf: PlainDate, law: LifeLaw): readonly PermitPeriod[] {
  if (permit.issuedOn > asOf) return []
  const run = permitLife(permit, asOf, law)
  const ends = [run.lapsed?.on, permit.ended?.endedOn].filter((on) => on !== undefined && on <= asOf)
  const endedOn = ends.reduce(
    (first, on) => (first !== undefined && on !== undefined && first < on ? first : on),
    undefined,
  )
  const windows = windowsOf(permit, asOf, law)
  const current = windowOf(run, law)
  const isSuspended = run.suspensions.some(({ until }) => until === undefined)
  const held = [current.lastInTimeOn, run.heldUntil ?? current.lastInTimeOn, ...(isSuspended ? [] : [asOf])]
  const horizon =
    endedOn !== undefined ? addDays(endedOn, -1) : isSuspended ? asOf : held.reduce((a, b) => (a > b ? a : b))

  const suspended = run.suspensions.map(({ from, until, law: clause }): PermitPeriod => {
    const to = until === undefined ? horizon : addDays(until, -1)
    return { kind: 'suspended', from, to, law: clause, key: 'permit.period-suspended', facts: { suspendedSince: from } }
  })
  const years = yearsBetween(permit.issuedOn, windows, run, horizon, law)
    .flatMap((year) => withoutDays(year, suspended))
    .map(({ from, to }): PermitPeriod => {
      const { validYears } = packGoverning(law.packs, from).permit
      return { kind: 'in-force', from, to, law: validYears.law, key: 'permit.period-in-force', facts: { from, to } }
    })
  const open = windows.map(({ opensOn, lastInTimeOn, anniversaryOn }): PermitPeriod => {
    const { endorsementOpens } = packGoverning(law.packs, anniversaryOn).permit
    const facts = { opensOn, lastInTimeOn, anniversaryOn }
    return {
      kind: 'window',
      from: opensOn,
      to: lastInTimeOn,
      law: endorsementOpens.law,
      key: 'permit.period-window',
      facts,
    }
  })
  const isSeen = ({ from, to }: PermitPeriod) => from <= to && (endedOn === undefined || from < endedOn)
  return [...years, ...open, ...suspended].filter(isSeen)
}

/** The window before each endorsement, and the one that is still to be used or was missed; each once. */
function windowsOf(permit: PermitFacts, asOf: PlainDate, law: LifeLaw): readonly StandingWindow[] {
  const days = permit.endorsements
    .map(({ acceptedOn }) => acceptedOn)
    .filter((on) => on > permit.issuedOn && on <= asOf)
    .map((on) => addDays(on, -1))
  const found = new Map<PlainDate, StandingWindow>()
  for (const day of [...days.sort(), asOf]) {
    const window = windowOf(permitLife(permit, day, law), law)
    found.set(window.anniversaryOn, window)
  }
  return [...found.values()]
}

type Days = { readonly from: PlainDate; readonly to: PlainDate }

/**
 * Permit years begin with the issue, with each full year that was endorsed in time, with each late endorsement, and with a move
 * that resets the day of issue.
 */
function yearsBetween(
  issuedOn: PlainDate,
  windows: readonly StandingWindow[],
  run: PermitRun,
  horizon: PlainDate,
  { packs }: LifeLaw,
): readonly Days[] {
  const anew = [...run.restoredOn, ...run.restarts.map(({ on }) => on)]
  const full = windows.slice(1).flatMap((window, index) => {
    const isAnew = anew.some((on) => {
      const years = packGoverning(packs, on).permit.validYears.value
      return anniversary(on, years) === window.anniversaryOn
    })
    return isAnew ? [] : (windows[index]?.anniversaryOn ?? [])
  })
  const begins = [...new Set([issuedOn, ...full, ...anew])].filter((on) => on >= issuedOn && on <= horizon).toSorted()
  return begins.map((from, index) => {
    const next = begins[index + 1]
    return { from, to: next === undefined ? horizon : addDays(next, -1) }
  })
}

function withoutDays(days: Days, gaps: readonly Days[]): readonly Days[] {
  return gaps.reduce<readonly Days[]>(
    (left, gap) =>
      left.flatMap((one) => {
        if (gap.to < one.from || gap.from > one.to) return [one]
        const before = { from: one.from, to: addDays(gap.from, -1) }
        const after = { from: addDays(gap.to, 1), to: one.to }
        return [before, after].filter(({ from, to }) => from <= to)
      }),
    [days],
  )
}
