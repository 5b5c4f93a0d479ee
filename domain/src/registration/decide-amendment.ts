import { FORM_FIELDS } from '@anju/standards/form/form-field.ts'
import type { FormFinding } from '@anju/standards/form/form-finding.ts'
import { isFilledIn, type FormValues } from '@anju/standards/form/form-values.ts'
import { validateForm } from '@anju/standards/form/validate-form.ts'
import { listWaivedFields } from '@anju/standards/form/waived-field.ts'
import { keepMasked } from '@anju/standards/masked-field.ts'
import { parseMobilePhone } from '@anju/standards/phone.ts'
import type { ClauseRef } from '../kernel/clause.ts'
import { decided, type Decision, ground, refusal, type Refusal } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { Pack } from '../policy/pack.ts'
import {
  AMENDABLE_FIELDS,
  type AmendableField,
  type AmendedValues,
  EMPLOYMENT_FIELDS,
  pathElsewhere,
} from './amendable-field.ts'
import { formRefusals, formWarnings } from './form-refusals.ts'

/** Who reported that something changed: the holder, who cares for a holder that cannot come, or where the holder works. */
export const AMENDMENT_REPORTERS = ['person', 'guardian', 'employer'] as const
export type AmendmentReporter = (typeof AMENDMENT_REPORTERS)[number]

/** A reported change (变更登记), as it was keyed in. */
export type ReportedAmendment = {
  readonly reportedBy: AmendmentReporter
  /** Since when it is so; null where nobody said. */
  readonly changedOn: PlainDate | null
  /** New values by field of the form; a field that is left out stays as it is. */
  readonly changes: Readonly<Record<string, unknown>>
}

/** What an amendment does: the same fields before and after. */
export type Amendment = {
  readonly before: AmendedValues
  readonly after: AmendedValues
  readonly warnings: readonly { readonly field: string; readonly code: string }[]
}

export type AmendmentPolicy = Pick<Pack, 'addressChange' | 'endings' | 'form' | 'workflow' | 'source'>

/**
 * Decides whether a registration is amended (变更登记): what a person reported as changed takes the place of what was declared, and
 * what was is kept beside it.
 *
 * Changes are declared like arrivals (FM-2014:19, LH-2017-36:四.申报; I-198). What stands on the identity document is corrected with
 * that document, the place of residence changes by a change of address, and what was so on the day of the entry stays (I-199). An
 * employer reports employment only (FM-2014:26). What is filled in must be possible, as at the declaration; fields that nobody
 * touched are not asked again. Who has no employer any more has none of the fields that note 6 spares.
 *
 * Every reason is given at once. No day is set for it, so a change told late is recorded like any other; one that lies ahead is not.
 */
export function decideAmendment(
  { reportedBy, changedOn, changes }: ReportedAmendment,
  known: FormValues,
  today: PlainDate,
  policy: AmendmentPolicy,
): Decision<Amendment> {
  const law = policy.workflow.duties['keep-registration']?.law ?? policy.source
  const after = afterwards(changes, known)
  const changed = fieldsOf(after)
  const before: AmendedValues = Object.fromEntries(changed.map((field) => [field, known[field] ?? null]))
  const findings = validateForm({ ...known, ...after }, { purpose: 'registration', asOf: today }).filter(({ field }) =>
    changed.some((each) => each === fieldOfFinding(field)),
  )
  const elsewhere = elsewhereRefusals(changes, policy)
  return decided(
    [
      ...elsewhere,
      ...(reportedBy === 'employer' ? beyondEmployer(changed, law) : []),
      ...dayRefusals(changedOn, today, law),
      ...phoneRefusals(after, law),
      ...formRefusals(findings, policy.form.required),
      ...(changed.length === 0 && elsewhere.length === 0 ? [refusal('amendment.nothing-changed', law)] : []),
    ],
    () => ({ before, after, warnings: formWarnings(findings, policy.form.required) }),
    () => [
      ground(law, 'amendment.reported', { reportedBy, ...(changedOn === null ? {} : { changedOn }) }),
      ground(law, 'amendment.earlier-kept', { fields: changed }),
    ],
  )
}

/**
 * What an act that comes with reported changes has to find about the form: it is judged as it will be, and what is wrong with a
 * reported value is told by the amendment, once. Masked values are as they were.
 */
export function findingsBeside(
  changes: ReportedAmendment['changes'],
  known: FormValues,
  asOf: PlainDate,
): readonly FormFinding[] {
  const after = afterwards(keepMasked(changes, known), known)
  const changed: readonly string[] = fieldsOf(after)
  return validateForm({ ...known, ...after }, { purpose: 'registration', asOf }).filter(
    ({ field }) => !changed.includes(fieldOfFinding(field)),
  )
}

/** The new values that differ from the known ones; blank, null and missing are one and the same. */
function afterwards(changes: ReportedAmendment['changes'], known: FormValues): AmendedValues {
  const asked = Object.fromEntries(
    AMENDABLE_FIELDS.flatMap((field) =>
      Object.hasOwn(changes, field) ? [[field, field === 'mobile' ? written(changes[field]) : changes[field]]] : [],
    ),
  )
  const employment = typeof asked['employment'] === 'string' ? asked['employment'] : known.employment
  const waived = employment === known.employment ? [] : listWaivedFields(employment)
  const spared = Object.fromEntries(waived.map((field) => [field, '']))
  const all: Readonly<Record<string, unknown>> = { ...spared, ...asked }
  const before: Readonly<Record<string, unknown>> = known
  return Object.fromEntries(Object.entries(all).filter(([field, value]) => !isSame(value, before[field])))
}

/** A mobile number as it is kept; one that is none stays as it was typed, to be refused. */
function written(mobile: unknown): unknown {
  return typeof mobile === 'string' ? (parseMobilePhone(mobile) ?? mobile.trim()) : mobile
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other))
}

/** A value as it compares: blanks are nothing, and members stand in one order. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(plain)
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, part]) => [name, plain(part)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
  if (typeof value === 'string') return isFilledIn(value) ? value.trim() : null
  return value ?? null
}

function fieldsOf(values: AmendedValues): readonly AmendableField[] {
  return AMENDABLE_FIELDS.filter((field) => Object.hasOwn(values, field))
}

/** Findings about a row of the family are about the family. */
function fieldOfFinding(field: string): string {
  return FAMILY_COLUMNS.includes(field) ? 'family' : field
}
const FAMILY_COLUMNS: readonly string[] = FORM_FIELDS.filter(({ section }) => section === 'family').map(
  ({ field }) => field,
)

function elsewhereRefusals(changes: ReportedAmendment['changes'], policy: AmendmentPolicy): readonly Refusal[] {
  const laws: Readonly<Record<NonNullable<ReturnType<typeof pathElsewhere>>, ClauseRef>> = {
    correct: 'CN-663:4',
    move: policy.addressChange.documents.law,
    depart: policy.endings['left-city'].law,
    entry: policy.form.required.law,
    office: policy.form.required.law,
  }
  return Object.keys(changes).flatMap((field) => {
    const path = pathElsewhere(field)
    return path === undefined ? [] : [refusal('amendment.elsewhere', laws[path], { field, path })]
  })
}

function beyondEmployer(changed: readonly AmendableField[], law: ClauseRef): readonly Refusal[] {
  return changed
    .filter((field) => !EMPLOYMENT_FIELDS.includes(field))
    .map((field) => refusal('amendment.not-theirs', law, { field }))
}

function dayRefusals(changedOn: PlainDate | null, today: PlainDate, law: ClauseRef): readonly Refusal[] {
  if (changedOn === null || changedOn <= today) return []
  return [refusal('form.dates-out-of-order', law, { field: 'changedOn', day: changedOn, notAfter: today })]
}

/** Notices go there, and the earlier number is given up for it: a number that is none would leave the person without. */
function phoneRefusals({ mobile }: AmendedValues, law: ClauseRef): readonly Refusal[] {
  if (!isFilledIn(mobile) || parseMobilePhone(mobile ?? '') !== undefined) return []
  return [refusal('form.field-invalid', law, { field: 'mobile', reason: 'not-a-phone' })]
}
