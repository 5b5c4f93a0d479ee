import type { Pack } from '@anju/domain/policy/pack.ts'
import type { DayPeriod, MonthPeriod } from '@anju/domain/policy/period.ts'

/** The packs of a city as rows, for rules that run over sets: every number of the law travels as a parameter. */
export type SweepLaw = { readonly rows: string }

const FIRST = '0001-01-01'
const NEVER = '9999-12-31'

/**
 * @param packs - of one jurisdiction, in any order; what lies before the first of them is judged by the first
 * @param longestRestDays - days allowed for while the working days of a year are not published
 */
export function sweepLawOf(packs: readonly Pack[], longestRestDays: number): SweepLaw {
  const ordered = packs.toSorted((a, b) => (a.inForceFrom < b.inForceFrom ? -1 : 1))
  const rows = ordered.map((pack, at) => ({
    from_on: at === 0 ? FIRST : pack.inForceFrom,
    until_on: ordered[at + 1]?.inForceFrom ?? NEVER,
    longest_rest: longestRestDays,
    ...permitRow(pack),
    ...residenceRow(pack),
    ...reportRow(pack),
    ...quotaRow(pack),
  }))
  return { rows: JSON.stringify(rows) }
}

/** The common table `law` of a statement whose first parameter is {@link SweepLaw.rows}; `governing` joins it by a day. */
export const LAW = `law as materialized (
  select from_on, until_on, longest_rest, valid_years, opens_months, opens_days, anniversary_day_in, holiday_extends, cancel_years, resets_same_county, resets_same_city,
    new_rules_from, at_opening, days_before, days_after, half_months, half_days, max_gap, on_time_keeps, change_n, change_in_workdays, period_extends, earlier_counts,
    hire_n, hire_in_workdays, leave_n, leave_in_workdays, employer_extends, log_hours, let_n, let_in_workdays, let_end_n, let_end_in_workdays, landlord_extends,
    counts, area_alone, area_each
  from jsonb_to_recordset($1::jsonb) as l(from_on date, until_on date, longest_rest int, valid_years int, opens_months int, opens_days int, anniversary_day_in boolean,
    holiday_extends boolean, cancel_years int, resets_same_county boolean, resets_same_city boolean, new_rules_from date, at_opening boolean, days_before int[], days_after int[],
    half_months int, half_days int, max_gap int, on_time_keeps boolean, change_n int, change_in_workdays boolean, period_extends boolean, earlier_counts boolean,
    hire_n int, hire_in_workdays boolean, leave_n int, leave_in_workdays boolean, employer_extends boolean, log_hours int, let_n int, let_in_workdays boolean,
    let_end_n int, let_end_in_workdays boolean, landlord_extends boolean, counts boolean, area_alone float8, area_each float8)
)`

/** Joins the row of the law that governs a day, as `alias`. */
export const governing = (alias: string, day: string) =>
  `join law ${alias} on ${day} >= ${alias}.from_on and ${day} < ${alias}.until_on`

/**
 * Joins the last day of a period that begins on `from`, as `alias(extended_on, provisional)`: working days by their numbers, natural
 * days prolonged over a rest day. The period is `n` of `law` as `inWorkdays` says, and null when the law sets none.
 */
export function periodEnd(alias: string, from: string, n: string, inWorkdays: string, extendsOverRest: string): string {
  return `left join lateral (
    select e.day as extended_on, not (f.published and e.published) as provisional
    from work_day w join work_day f on f.day = ${from} + 1 join work_day e on e.worked_up_to = w.worked_up_to + ${n} and e.kind = 'working'
    where ${inWorkdays} and w.day = ${from}
    union all
    select e.day, ${extendsOverRest} and not (p.published and e.published)
    from work_day p join work_day e on e.day = case when ${extendsOverRest} then p.next_working_on else p.day end
    where not ${inWorkdays} and p.day = ${from} + ${n}
  ) ${alias} on true`
}

function permitRow({ permit, addressChange, transition, endorsement }: Pack) {
  const { atOpening, daysBefore, daysAfter } = endorsement.reminders.value
  const opens = split(permit.endorsementOpens.value)
  return {
    valid_years: permit.validYears.value,
    opens_months: opens.months,
    opens_days: opens.days,
    anniversary_day_in: permit.anniversaryDayInWindow.value,
    holiday_extends: permit.holidayExtends.value,
    cancel_years: permit.cancelIfSuspended.value?.n ?? null,
    resets_same_county: addressChange.sameCounty.value === 'reset',
    resets_same_city: addressChange.sameCity.value === 'reset',
    new_rules_from: transition.newRulesFrom.value,
    at_opening: atOpening,
    days_before: daysBefore,
    days_after: daysAfter,
  }
}

function residenceRow({ halfYear, continuity, registration, transition }: Pack) {
  const half = split(halfYear.value)
  return {
    half_months: half.months,
    half_days: half.days,
    max_gap: continuity.maxGapDays.value,
    on_time_keeps: continuity.onTimeChangeKeeps.value,
    ...period('change', registration.dueAfterChange.value),
    period_extends: registration.holidayExtends.value,
    earlier_counts: transition.earlierTimeCounts.value,
  }
}

function reportRow({ employer, landlord }: Pack) {
  return {
    ...period('hire', employer.reportAfterHire.value),
    ...period('leave', employer.reportAfterLeaving.value),
    employer_extends: employer.holidayExtends.value,
    log_hours: landlord.logWithinHours.value,
    ...period('let', landlord.reportAfterLetting.value),
    ...period('let_end', landlord.reportAfterChange.value),
    landlord_extends: landlord.holidayExtends.value,
  }
}

function quotaRow({ occupancy }: Pack) {
  return {
    counts: occupancy.counts.value,
    area_alone: occupancy.squareMetresAlone?.value ?? null,
    area_each: occupancy.squareMetresEach?.value ?? null,
  }
}

function split({ n, unit }: MonthPeriod): { readonly months: number; readonly days: number } {
  return unit === 'month' ? { months: n, days: 0 } : { months: 0, days: n }
}

function period(name: string, value: DayPeriod | null): Readonly<Record<string, number | boolean | null>> {
  return { [`${name}_n`]: value?.n ?? null, [`${name}_in_workdays`]: value?.unit === 'workday' }
}

/** A range of persons that a statement looks at; ids compare as text does. */
export type PersonRange = { readonly after: string; readonly through: string }
export const EVERYBODY: PersonRange = {
  after: '00000000-0000-0000-0000-000000000000',
  through: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
}
