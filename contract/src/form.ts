/**
 * The form 附件1 and its code lists for faces, which reach the standards only through the contract. Rules about the values stay in
 * the standards; a face asks the registry.
 */
export { FORM_CODE_LISTS, type FormCodeListName } from '@anju/standards/form/form-code-list.ts'
export { FORM_FIELDS, type FormField, type FormFieldName } from '@anju/standards/form/form-field.ts'
export type { FormCondition, FormFieldRow, FormFieldType, FormSection } from '@anju/standards/form/form-field-row.ts'
export { FILL_IN_NOTES, type FillInNote } from '@anju/standards/form/fill-in-note.ts'
export { listWaivedFields, withoutWaivedFields } from '@anju/standards/form/waived-field.ts'
export type { CodeEntry } from '@anju/standards/code/code-entry.ts'
export { findCode } from '@anju/standards/code/code-entry.ts'
export type { AddressRejectionCode } from '@anju/standards/address/address-rejection.ts'
