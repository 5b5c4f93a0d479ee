import type { FormFieldName } from '@anju/standards/form/form-field.ts'
import type { FormValues } from '@anju/standards/form/form-values.ts'

/** What a registration may be amended in: whatever is true of a person for a while, and is shown by no document of theirs. */
export const AMENDABLE_FIELDS = [
  'mobile',
  'education',
  'politics',
  'marital',
  'sons',
  'daughters',
  'employment',
  'employerName',
  'employerAddress',
  'employerPhone',
  'socialInsurance',
  'occupation',
  'family',
  'placeType',
  'reason',
  'livingMode',
  'remark',
] as const satisfies readonly (keyof FormValues)[]
export type AmendableField = (typeof AMENDABLE_FIELDS)[number]

/** Values of those fields: what was, or what is. */
export type AmendedValues = Partial<Pick<FormValues, AmendableField>>

/** What an employer reports of somebody who works there: hiring and leaving, and nothing else (LH-2017-36:四, FM-2014:26). */
export const EMPLOYMENT_FIELDS: readonly AmendableField[] = [
  'employment',
  'employerName',
  'employerAddress',
  'employerPhone',
  'socialInsurance',
  'occupation',
]

/** The way on which any other field of the form changes. */
export const AMENDMENT_PATHS = ['correct', 'move', 'depart', 'entry', 'office'] as const
export type AmendmentPath = (typeof AMENDMENT_PATHS)[number]

/**
 * Where each field of 附件1 is changed after the entry. Complete by type: a field that is added to the form must be given its way.
 *
 * - `correct`: it stands on the identity document, and on the permit after it (CN-663:4); corrected with that document
 * - `move`: it says where the person lives, and a change of it is a change of address
 * - `depart`: it belongs to leaving
 * - `entry`: it tells what was so on the day of the entry, and stays
 * - `office`: officials fill it in
 */
export const PATH_OF_FIELD = {
  name: 'correct',
  sex: 'correct',
  ethnicity: 'correct',
  birthOn: 'correct',
  idNumber: 'correct',
  hukouDivision: 'correct',
  hukouDetail: 'correct',
  district: 'move',
  town: 'move',
  committee: 'move',
  lane: 'move',
  door: 'move',
  unit: 'move',
  room: 'move',
  movedInOn: 'move',
  leftOn: 'depart',
  destination: 'depart',
  photo: 'entry',
  arrivedOn: 'entry',
  agency: 'entry',
  agentName: 'entry',
  agentRelation: 'entry',
  agentPhone: 'entry',
  agentIdNumber: 'entry',
  applicantSignature: 'entry',
  filledInOn: 'entry',
  applicantIdCopy: 'entry',
  agentIdCopy: 'entry',
  policeStation: 'office',
  permitIssuedOn: 'office',
  addressCheck: 'office',
  verifierSignature: 'office',
  verifiedOn: 'office',
  accepterSignature: 'office',
  reviewerSignature: 'office',
  familyName: 'amend',
  familyRelation: 'amend',
  familyIdNumber: 'amend',
  familyTogether: 'amend',
  mobile: 'amend',
  education: 'amend',
  politics: 'amend',
  marital: 'amend',
  sons: 'amend',
  daughters: 'amend',
  employment: 'amend',
  employerName: 'amend',
  employerAddress: 'amend',
  employerPhone: 'amend',
  socialInsurance: 'amend',
  occupation: 'amend',
  placeType: 'amend',
  reason: 'amend',
  livingMode: 'amend',
  remark: 'amend',
} as const satisfies Readonly<Record<FormFieldName, AmendmentPath | 'amend'>>

/** The way of a field that is no matter of an amendment; undefined where it is one, or where the form has no such field. */
export function pathElsewhere(field: string): AmendmentPath | undefined {
  // A kind of document is part of the number it belongs to.
  if (field === 'documentKind') return 'correct'
  const known: Readonly<Record<string, AmendmentPath | 'amend'>> = PATH_OF_FIELD
  const path = Object.hasOwn(known, field) ? known[field] : undefined
  return path === 'amend' ? undefined : path
}
