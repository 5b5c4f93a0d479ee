import { BASIC_FIELDS } from './basic-field.ts'
import { COMPANION_FIELDS } from './companion-field.ts'
import { FORM_ONLY, type FormFieldRow } from './form-field-row.ts'
import { RESIDENCE_FIELDS } from './residence-field.ts'

/**
 * 《佛山市居住证申请表/流动人口信息登记表》, the one form for registration and permit (FS-2016-14 附件1), field by field from
 * top to bottom. The four paper rows of the family are one row here, repeated without limit.
 */
export const FORM_FIELDS = [...BASIC_FIELDS, ...COMPANION_FIELDS, ...RESIDENCE_FIELDS] as const

export type FormFieldName = (typeof FORM_FIELDS)[number]['field']

/** A field with its name known. */
export type FormField = FormFieldRow & { readonly field: FormFieldName }

const FIELDS: readonly FormField[] = FORM_FIELDS

export function getFormField(field: FormFieldName): FormField {
  // Found for every name, because the name type is made from this table.
  return FIELDS.find((row) => row.field === field)!
}

/** The fields whose absence refuses a registration. */
export function listStarredFields(): readonly FormFieldName[] {
  return FIELDS.filter(({ starred }) => starred).map(({ field }) => field)
}

/** Whether a clause beyond the form needs the field; the others a city may make optional. */
export function isNeededByLaw(field: FormFieldName): boolean {
  return getFormField(field).basis !== FORM_ONLY
}
