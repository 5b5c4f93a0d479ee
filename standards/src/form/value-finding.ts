import { canonicalDivision, levelOf } from '../division.ts'
import { parsePersonName } from '../person-name.ts'
import { parseContactPhone, parseMobilePhone } from '../phone.ts'
import { noteClause } from './fill-in-note.ts'
import { type FormCodeListName, isFormCode } from './form-code-list.ts'
import { FORM_FIELDS, type FormField, type FormFieldName } from './form-field.ts'
import { blocked, type FormFinding, warned } from './form-finding.ts'
import type { FormLimits } from './form-limit.ts'
import { type FormValues, isFilledIn } from './form-values.ts'

/** What each value of the form says by itself, without looking at the others. */
export function listValueFindings(values: FormValues, limits: FormLimits): FormFinding[] {
  const texts: Readonly<Record<string, unknown>> = values
  const each = (FORM_FIELDS as readonly FormField[]).flatMap((row) => {
    const value = texts[row.field]
    return typeof value === 'string' && isFilledIn(value) ? valueFindings(row, value.trim()) : []
  })
  return [...each, ...nameFindings(values.name), ...hukouFindings(values), ...childrenFindings(values, limits)]
}

function valueFindings({ field, codeList, maxLength, type }: FormField, value: string): FormFinding[] {
  const findings: FormFinding[] = []
  if (codeList !== undefined && !isFormCode(codeList, value)) {
    findings.push(blocked('form.field-invalid', field, listClause(codeList), { reason: 'not-in-list' }))
  }
  // Phones and numbers are measured by their own rules, after spaces and hyphens are gone.
  if (maxLength !== undefined && value.length > maxLength && (type === 'text' || type === 'division')) {
    findings.push(blocked('form.field-invalid', field, FORM, { reason: 'too-long', maxLength }))
  }
  if (type === 'phone' && !isPhone(field, value)) {
    findings.push(warned('form.field-unusual', field, FORM, { reason: 'not-a-phone' }))
  }
  return findings
}

const FORM = 'FS-2016-14:附件1'

/** The fill-in note that closes a list; a list without one is closed by its standard, and the form asks for it. */
const LIST_NOTE = {
  sex: 2,
  marital: 2,
  employment: 2,
  reason: 2,
  education: 4,
  politics: 5,
  occupation: 7,
  livingMode: 8,
  placeType: 9,
  ethnicity: undefined,
  documentKind: undefined,
  relation: undefined,
} as const satisfies Readonly<Record<FormCodeListName, number | undefined>>

function listClause(list: FormCodeListName): `${string}:${string}` {
  const note = LIST_NOTE[list]
  return note === undefined ? FORM : noteClause(note)
}

function isPhone(field: FormFieldName, value: string): boolean {
  return (field === 'mobile' ? parseMobilePhone(value) : parseContactPhone(value)) !== undefined
}

function nameFindings(name: string | undefined): FormFinding[] {
  if (name === undefined || !isFilledIn(name)) return []
  const parsed = parsePersonName(name)
  return parsed.ok
    ? []
    : parsed.problems
        // The length is already measured with every other text.
        .filter((problem) => problem !== 'person-name.too-long')
        .map((reason) => blocked('form.field-invalid', 'name', `${FORM}.姓名`, { reason }))
}

function hukouFindings({ hukouDivision }: FormValues): FormFinding[] {
  if (hukouDivision === undefined || !isFilledIn(hukouDivision)) return []
  // A city without counties is named whole: 441900.
  const level = levelOf(hukouDivision)
  const isNamed = hukouDivision.length === 6 && canonicalDivision(hukouDivision) !== undefined && level !== 'province'
  return isNamed ? [] : [blocked('form.field-invalid', 'hukouDivision', `${FORM}.户籍地址`, { reason: 'not-a-county' })]
}

function childrenFindings(values: FormValues, { childrenMax }: FormLimits): FormFinding[] {
  return (['sons', 'daughters'] as const).flatMap((field) => {
    const count = values[field]
    if (count === undefined || count === null) return []
    if (Number.isInteger(count) && count >= 0 && count <= childrenMax) return []
    return [
      blocked('form.field-invalid', field, `${FORM}.${field === 'sons' ? '男孩' : '女孩'}`, {
        reason: 'not-a-count',
        max: childrenMax,
      }),
    ]
  })
}
