import { beginAmendment } from '../registration/amendment-draft.ts'
import type { Action } from './action.ts'
import type { ActionCase } from './action-case.ts'
import { EMPTY_VALUES, type Values } from './values.ts'

/** What stands in the fields when the form opens: today for days, everything missing for the one notice. */
export function initialValues(
  action: Action,
  legalOn: string,
  about: Pick<ActionCase, 'notice' | 'materials' | 'home' | 'texts'> & Partial<Pick<ActionCase, 'declaration'>>,
): Values {
  const days = action.fields.filter(({ kind }) => kind === 'day').map(({ name }) => [name, legalOn])
  const amends = action.fields.some(({ kind }) => kind === 'amendment')
  return {
    ...EMPTY_VALUES,
    amendment: amends && about.declaration !== undefined ? beginAmendment(about.declaration) : undefined,
    texts: { ...Object.fromEntries(days), ...about.texts },
    home: about.home,
    // Told once means told everything: whoever leaves one out takes the tick away knowingly.
    items: about.notice.missing,
    papers: about.materials.filter((paper) => paper.returnedOn === null).map((paper) => paper.materialId),
  }
}
