import { listWaivedFields, type FormFieldName } from '@anju/contract/form.ts'

/** The blocks of 附件1 in the order of the paper, but for the ID number, which comes first because it fills in the rest. */
export const PERSON_FIELDS = [
  'name',
  'sex',
  'ethnicity',
  'birthOn',
  'mobile',
] as const satisfies readonly FormFieldName[]

export const CIRCUMSTANCE_FIELDS = [
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
] as const satisfies readonly FormFieldName[]

export const AGENT_FIELDS = [
  'agentName',
  'agentRelation',
  'agentPhone',
  'agentIdNumber',
] as const satisfies readonly FormFieldName[]

export const STAY_FIELDS = [
  'arrivedOn',
  'movedInOn',
  'placeType',
  'reason',
  'livingMode',
] as const satisfies readonly FormFieldName[]

/** The circumstances that are asked for: fill-in note 6 spares some of them, and they disappear. */
export function shownCircumstances(employment: string | undefined): readonly FormFieldName[] {
  const waived: readonly string[] = listWaivedFields(employment)
  return CIRCUMSTANCE_FIELDS.filter((field) => !waived.includes(field))
}
