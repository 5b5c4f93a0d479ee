import type { IdNumberProblemCode } from '../id-number.ts'
import type { FormFieldName } from './form-field.ts'

/** Codes that refuse; each is also a refusal code of the domain. */
export type FormBlockCode =
  | 'form.field-missing'
  | 'form.field-invalid'
  | 'form.sex-mismatch'
  | 'form.birth-date-mismatch'
  | 'form.dates-out-of-order'
  | 'form.agent-incomplete'
  | 'application.photo-missing'
  | 'id-number.other-procedure'
  | IdNumberProblemCode

/** Codes that only ask the clerk to look again. */
export type FormWarningCode =
  | 'form.field-asked-for'
  | 'form.field-waived'
  | 'form.field-unusual'
  | 'form.politics-unusual-at-age'
  | 'form.marriage-before-age'
  | 'form.family-row-incomplete'
  | 'form.family-row-repeated'
  | 'form.family-row-is-applicant'
  | 'form.family-birth-order'

export type FormFacts = Readonly<Record<string, string | number | readonly string[]>>

type Found = {
  readonly field: FormFieldName
  /** Row of the family, from 0. */
  readonly row?: number
  /** Clause reference. */
  readonly law: `${string}:${string}`
  /** What a message may print, often a `reason` in one word. Never an ID number or a phone. */
  readonly facts: FormFacts
}

/** One thing found in a form. A block refuses; of those marked, a supervisor may let the case go on, with a reason. */
export type FormFinding =
  | (Found & { readonly kind: 'block'; readonly code: FormBlockCode; readonly overridable: boolean })
  | (Found & { readonly kind: 'warn'; readonly code: FormWarningCode | IdNumberProblemCode })

/** The findings that refuse, as refusals of a decision. */
export function listBlocks(findings: readonly FormFinding[]) {
  return findings.filter((finding) => finding.kind === 'block')
}

export function blocked(
  code: FormBlockCode,
  field: FormFieldName,
  law: Found['law'],
  facts: FormFacts = {},
): FormFinding {
  return { kind: 'block', code, field, law, facts, overridable: code === 'form.sex-mismatch' }
}

export function warned(
  code: FormWarningCode | IdNumberProblemCode,
  field: FormFieldName,
  law: Found['law'],
  facts: FormFacts = {},
): FormFinding {
  return { kind: 'warn', code, field, law, facts }
}
