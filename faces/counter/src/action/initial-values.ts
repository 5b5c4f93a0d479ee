import type { Action } from './action.ts'
import type { ActionCase } from './action-case.ts'
import type { Values } from './values.ts'

/** What stands in the fields when the form opens: today for days, everything missing for the one notice. */
export function initialValues(
  action: Action,
  legalOn: string,
  about: Pick<ActionCase, 'checklist' | 'materials'>,
): Values {
  const values: Record<string, unknown> = {}
  for (const field of action.fields) {
    if (field.kind === 'day') values[field.name] = legalOn
    // Told once means told everything: whoever leaves one out takes the tick away knowingly.
    if (field.kind === 'items')
      values[field.name] = about.checklist.filter((line) => !line.satisfied).map((line) => line.key)
    if (field.kind === 'papers') {
      values[field.name] = about.materials.filter((paper) => paper.returnedOn === null).map((paper) => paper.materialId)
    }
  }
  return values
}
