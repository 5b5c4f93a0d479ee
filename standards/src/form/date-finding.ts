import { type CivilDay, fullYearsBetween, isCivilDay } from '../civil-day.ts'
import { PLAUSIBLE_AGE_YEARS_MAX } from '../id-number.ts'
import { blocked, type FormFinding } from './form-finding.ts'
import { type FormValues, isFilledIn } from './form-values.ts'

const FORM = 'FS-2016-14:附件1'

/** The dates of the form in the order in which they can have happened. */
const IN_ORDER = ['birthOn', 'arrivedOn', 'movedInOn', 'leftOn'] as const
const DATES = [...IN_ORDER, 'filledInOn'] as const
type DateField = (typeof DATES)[number]

/**
 * What the dates say about each other: born, arrived, moved in, left, each not before the one before; none after the day the form
 * was filled in, nor that after today. Equal days are in order. Each date is blamed once, for the nearest contradiction.
 */
export function listDateFindings(values: FormValues, asOf: CivilDay): FormFinding[] {
  const filledIn = DATES.filter((field) => isFilledIn(values[field]))
  const impossible = filledIn.filter((field) => !isCivilDay(values[field] ?? ''))
  const days = new Map(
    filledIn.flatMap((field) => (impossible.includes(field) ? [] : [[field, values[field] ?? ''] as const])),
  )
  return [
    ...impossible.map((field) => blocked('form.field-invalid', field, FORM, { reason: 'not-a-day' })),
    ...outOfOrder(days, asOf),
    ...tooOld(days.get('birthOn'), asOf),
  ]
}

function outOfOrder(days: ReadonlyMap<DateField, CivilDay>, asOf: CivilDay): FormFinding[] {
  const filledInOn = days.get('filledInOn') ?? asOf
  const findings: FormFinding[] = []
  let before: DateField | undefined
  for (const field of IN_ORDER) {
    const day = days.get(field)
    if (day === undefined) continue
    const earlier = before === undefined ? undefined : days.get(before)
    if (before !== undefined && earlier !== undefined && day < earlier) {
      findings.push(contradiction(field, { day, notBefore: earlier, field: before }))
    } else if (day > filledInOn && field !== 'leftOn') {
      // A day of leaving may be announced ahead.
      findings.push(contradiction(field, { day, notAfter: filledInOn }))
    }
    before = field
  }
  if (filledInOn > asOf) findings.push(contradiction('filledInOn', { day: filledInOn, notAfter: asOf }))
  return findings
}

function contradiction(field: DateField, facts: Readonly<Record<string, string>>): FormFinding {
  return blocked('form.dates-out-of-order', field, FORM, facts)
}

function tooOld(birthOn: CivilDay | undefined, asOf: CivilDay): FormFinding[] {
  if (birthOn === undefined || fullYearsBetween(birthOn, asOf) <= PLAUSIBLE_AGE_YEARS_MAX) return []
  return [blocked('form.field-invalid', 'birthOn', FORM, { reason: 'age-implausible' })]
}
