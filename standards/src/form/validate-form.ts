import type { CivilDay } from '../civil-day.ts'
import { FORM_FIELDS, type FormField } from './form-field.ts'
import { listAgentFindings, listFamilyFindings } from './companion-finding.ts'
import { listDateFindings } from './date-finding.ts'
import { noteClause } from './fill-in-note.ts'
import { blocked, type FormFinding, warned } from './form-finding.ts'
import { type FormLimits, USUAL_FORM_LIMITS } from './form-limit.ts'
import { type FormValues, isFilledIn } from './form-values.ts'
import { listPersonFindings } from './person-finding.ts'
import { listValueFindings } from './value-finding.ts'
import { listFilledWaivedFields, listWaivedFields } from './waived-field.ts'

export type FormCheck = {
  /** The same form serves both; a photo is wanted for the permit only. */
  readonly purpose: 'registration' | 'permit'
  /** The legal day of the check: standards have no clock. */
  readonly asOf: CivilDay
  readonly hasSeveralUnits?: boolean
  readonly isLetByRoom?: boolean
  readonly limits?: FormLimits
}

/**
 * Says everything that is to be said about a filled-in form (FS-2016-14 附件1), at once and in the order of the form.
 *
 * Only a starred field refuses by its absence (fill-in note 3), an agent named without the rest, and a permit without photo. What
 * is filled in must be possible: a wrong number, an unknown code or dates that contradict each other refuse wherever
 * they stand. Everything else is a warning, and what note 6 waives is not even asked for.
 * A photo already on file counts as filled in: pass `photo: true`.
 *
 * Whether the hukou makes the person a migrant, whether the agent may act, and whether the address can stand, are other rules.
 */
export function validateForm(values: FormValues, check: FormCheck): readonly FormFinding[] {
  const limits = check.limits ?? USUAL_FORM_LIMITS
  const findings = [
    ...listMissingFields(values, check),
    ...listValueFindings(values, limits),
    ...listPersonFindings(values, check.asOf, limits),
    ...listDateFindings(values, check.asOf),
    ...listAgentFindings(values, check.asOf),
    ...listFamilyFindings(values, check.asOf, limits),
    ...listFilledWaivedFields(values).map((field) => warned('form.field-waived', field, noteClause(6))),
  ]
  const order = FORM_FIELDS.map(({ field }): string => field)
  return findings.sort((one, other) => order.indexOf(one.field) - order.indexOf(other.field))
}

function listMissingFields(values: FormValues, check: FormCheck): FormFinding[] {
  const filledIn: Readonly<Record<string, unknown>> = values
  return (FORM_FIELDS as readonly FormField[])
    .filter(({ field }) => !isFilledIn(filledIn[field]))
    .flatMap((row) => missingField(row, values, check))
}

function missingField(row: FormField, values: FormValues, check: FormCheck): FormFinding[] {
  const { field, starred, when } = row
  if (starred) return [blocked('form.field-missing', field, noteClause(3))]
  if (when === 'permit') {
    return check.purpose === 'permit' ? [blocked('application.photo-missing', field, 'CN-663:9')] : []
  }
  return isAskedFor(row, values, check) ? [warned('form.field-asked-for', field, `FS-2016-14:附件1.${row.zh}`)] : []
}

function isAskedFor({ field, when }: FormField, values: FormValues, check: FormCheck): boolean {
  const isWaived = listWaivedFields(values.employment).some((waived) => waived === field)
  switch (when) {
    case 'always':
      return true
    case 'employed':
      return values.employment === '1'
    case 'working':
      return isFilledIn(values.employment) && !isWaived
    case 'several-units':
      return check.hasSeveralUnits === true
    case 'let-by-room':
      return check.isLetByRoom === true
    // The agent, the family and the photo have checks of their own; the day of leaving belongs to another act.
    default:
      return false
  }
}
