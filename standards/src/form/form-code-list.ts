import type { CodeEntry } from '../code/code-entry.ts'
import { DOCUMENT_TYPES } from '../code/document-type.ts'
import { EDUCATION_LEVELS } from '../code/education.ts'
import { EMPLOYMENT_STATUSES } from '../code/employment.ts'
import { ETHNICITIES } from '../code/ethnicity.ts'
import { LIVING_MODES } from '../code/living-mode.ts'
import { FORM_MARITAL_STATUSES, MARITAL_STATUSES } from '../code/marital-status.ts'
import { OCCUPATIONS } from '../code/occupation.ts'
import { PLACE_TYPES } from '../code/place-type.ts'
import { POLITICAL_AFFILIATIONS } from '../code/politics.ts'
import { RELATIONS } from '../code/relation.ts'
import { RESIDENCE_REASONS } from '../code/residence-reason.ts'
import { FORM_SEXES } from '../code/sex.ts'

/** The choices the form offers, by the name its fields use for them. */
export const FORM_CODE_LISTS = {
  sex: FORM_SEXES,
  ethnicity: ETHNICITIES,
  education: EDUCATION_LEVELS,
  politics: POLITICAL_AFFILIATIONS,
  documentKind: DOCUMENT_TYPES,
  marital: FORM_MARITAL_STATUSES,
  employment: EMPLOYMENT_STATUSES,
  occupation: OCCUPATIONS,
  relation: RELATIONS,
  placeType: PLACE_TYPES,
  reason: RESIDENCE_REASONS,
  livingMode: LIVING_MODES,
} as const satisfies Readonly<Record<string, readonly CodeEntry[]>>

export type FormCodeListName = keyof typeof FORM_CODE_LISTS

/** Whether a code may stand in the registry for this list. Of marital status the finer national codes may, too. */
export function isFormCode(list: FormCodeListName, code: string): boolean {
  const entries: readonly CodeEntry[] = list === 'marital' ? MARITAL_STATUSES : FORM_CODE_LISTS[list]
  return entries.some((entry) => entry.code === code)
}
