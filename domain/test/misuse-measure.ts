import { addDays, type PlainDate } from '../src/kernel/plain-date.ts'
import type { ActTrace } from '../src/misuse/act-trace.ts'
import type { findMisuse } from '../src/misuse/find-misuse.ts'
import { isNew } from '../src/misuse/is-new.ts'
import type { MisuseAlert, MisuseRule } from '../src/misuse/misuse-alert.ts'
import type { MisusePolicy } from '../src/policy/misuse-policy.ts'
import type { Fraud, FraudPattern } from './misuse-fraud.ts'
import type { MisuseYear } from './misuse-year.ts'

/** The case by whose day the fraud has to be found, and how many of these an alert has to name to count as having found it. */
const FOUND_BY = 5
const NAMED_MIN = 3
const MONTHS = 6

export type Measured = {
  readonly frauds: readonly {
    readonly pattern: FraudPattern
    readonly foundInTime: boolean
    readonly foundAtCase: number | null
  }[]
  readonly falseAlarms: ReadonlyMap<MisuseRule, number>
  readonly clerkMonths: number
}

/** Runs the rules at the end of each day, as the sweep does, and tells only what is new. */
export function listAlerts(year: MisuseYear, find: typeof findMisuse, policy: MisusePolicy): readonly MisuseAlert[] {
  const alerts: MisuseAlert[] = []
  let window: (readonly ActTrace[])[] = []
  for (const on of year.days) {
    window = [...window, year.actsOn.get(on) ?? []].slice(-policy.windowDays.value)
    const since = addDays(on, -policy.quietDays.value)
    const earlier = alerts.filter((alert) => alert.on >= since)
    alerts.push(...find(window.flat(), on, policy).filter((alert) => isNew(alert, earlier, policy)))
  }
  return alerts
}

/**
 * Recall: a fraud is found in time when by the end of the day of its fifth case an alert about the clerk names three of its cases; the
 * alert is written at midnight, so not a day after the fifth. A false alarm names no case that was sold.
 */
export function measure(year: MisuseYear, alerts: readonly MisuseAlert[]): Measured {
  const frauds = year.frauds.map((fraud) => {
    const { pattern, cases } = fraud
    const foundAtCase = findCase(fraud, alerts)
    return {
      pattern,
      foundAtCase,
      foundInTime: foundAtCase !== null && foundAtCase <= lastOfDay(fraud, cases[FOUND_BY - 1]?.on),
    }
  })
  const sold = new Set(year.frauds.flatMap(({ cases }) => cases.map(({ caseId }) => caseId)))
  const falseAlarms = new Map<MisuseRule, number>()
  for (const { rule, caseIds } of alerts)
    if (!caseIds.some((caseId) => sold.has(caseId))) falseAlarms.set(rule, (falseAlarms.get(rule) ?? 0) + 1)
  return { frauds, falseAlarms, clerkMonths: year.clerks.length * MONTHS }
}

/** How many cases had been sold by the end of the day of the first alert that names enough of them. */
function findCase(fraud: Fraud, alerts: readonly MisuseAlert[]): number | null {
  const sold = new Set(fraud.cases.map(({ caseId }) => caseId))
  const alert = alerts.find(
    ({ officialId, caseIds }) =>
      officialId === fraud.officialId && caseIds.filter((caseId) => sold.has(caseId)).length >= NAMED_MIN,
  )
  return alert === undefined ? null : lastOfDay(fraud, alert.on)
}

function lastOfDay({ cases }: Fraud, day: PlainDate | undefined): number {
  return day === undefined ? 0 : cases.filter(({ on }) => on <= day).length
}
