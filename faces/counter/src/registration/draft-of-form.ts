import { isRecord, textPart } from '../rule/record.ts'
import { type DeclarationDraft, EMPTY_HOME, type FamilyRow } from './declaration-draft.ts'

/** The form of a file, with the number that is on record. */
export function draftOfFile(file: {
  readonly form: Readonly<Record<string, unknown>>
  readonly person: { readonly mobileMasked: string }
}): DeclarationDraft {
  return draftOfForm({ ...file.form, mobile: file.person.mobileMasked })
}

/** The typed form of a registration as the registry keeps it: text as text, yes and no as the boxes have them. */
export function draftOfForm(form: Readonly<Record<string, unknown>>): DeclarationDraft {
  const values: Record<string, string> = {}
  for (const [field, value] of Object.entries(form)) {
    if (typeof value === 'string') values[field] = value
    if (typeof value === 'number') values[field] = String(value)
    if (typeof value === 'boolean') values[field] = value ? 'yes' : 'no'
  }
  return { values, family: familyOf(form['family']), home: EMPTY_HOME, materials: [] }
}

function familyOf(rows: unknown): readonly FamilyRow[] {
  if (!Array.isArray(rows)) return []
  return rows.filter(isRecord).map((row, index) => ({
    rowId: index + 1,
    name: textPart(row, 'name'),
    relation: textPart(row, 'relation'),
    idNumber: textPart(row, 'idNumber'),
    together: row['together'] === true ? 'yes' : row['together'] === false ? 'no' : '',
  }))
}
