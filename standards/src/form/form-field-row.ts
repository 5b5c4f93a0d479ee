import type { FormCodeListName } from './form-code-list.ts'

/** The parts of the paper form, top to bottom. */
export type FormSection = 'header' | 'basic' | 'agent' | 'family' | 'residence' | 'visit' | 'signature' | 'copies'

export type FormFieldType =
  | 'text'
  | 'date'
  | 'code'
  | 'count'
  | 'yes-no'
  | 'phone'
  | 'id-number'
  | 'division'
  | 'office'
  | 'lane'
  | 'image'
  | 'signature'

/**
 * When a field without star is asked for. Its absence is a warning, never a refusal, but for the agent (who acts for
 * somebody else) and the photo of a permit.
 */
export type FormCondition =
  | 'always'
  | 'permit'
  | 'employed'
  | 'working'
  | 'agency'
  | 'family-row'
  | 'several-units'
  | 'let-by-room'
  | 'departure'

export type FormFieldRow = {
  readonly field: string
  /** As printed. */
  readonly zh: string
  /** The heading printed before several fields, where there is one. */
  readonly group?: string
  readonly en: string
  /** ★ on the paper: a registration without it is refused (fill-in note 3). */
  readonly starred: boolean
  readonly section: FormSection
  readonly type: FormFieldType
  /** UTF-16 code units, or digits of a code. */
  readonly maxLength?: number
  readonly codeList?: FormCodeListName
  /** Identifier in police data sets; the spelling is customary, not certified. */
  readonly gaId?: string
  readonly filledBy: 'applicant' | 'staff'
  readonly when?: FormCondition
  /** Numbers of the fill-in notes (填表说明) that speak of it. */
  readonly notes: readonly number[]
  /** The clause that needs it, for data minimisation. */
  readonly basis: string
}

/** Nothing but the form itself asks for the field; a city may make it optional. */
export const FORM_ONLY = 'FS-2016-14:附件1'
