import type { Problem } from '@anju/contract/problem.ts'

export type Refusal = NonNullable<Problem['refusals']>[number]

/** Refusals that always speak about one place on the form, whatever their facts. */
const FIELD_OF_CODE: Readonly<Record<string, string>> = {
  'address.duplicate': 'door',
  'address.foreign-division': 'lane',
  'address.contact-in-text': 'lane',
  'address.dormitory-without-unit': 'room',
  'address.no-door-number': 'door',
  'address.no-unit': 'unit',
  'address.several-units': 'unit',
  'address.unknown-lane': 'lane',
  'address.vague': 'lane',
  'address.whole-building': 'unit',
  'agency.agent-not-close-relative': 'agentRelation',
  'agency.agent-under-age': 'agentIdNumber',
  'agency.mobility-not-limited': 'ground',
  'agency.principal-able': 'agency',
  'agency.supervisor-reason-missing': 'supervisorReason',
  'application.in-person-required': 'inPerson',
  'application.photo-missing': 'photo',
  'application.recipient-unknown': 'recipientIdNumber',
  'form.birth-date-mismatch': 'birthOn',
  'form.sex-mismatch': 'sex',
  'id-number.age-implausible': 'idNumber',
  'id-number.birth-date-impossible': 'idNumber',
  'id-number.check-digit-wrong': 'idNumber',
  'id-number.other-procedure': 'idNumber',
  'id-number.shape-wrong': 'idNumber',
  'occupancy.area-unknown': 'areaM2',
  'occupancy.reason-missing': 'occupancyReason',
  'person.not-target': 'hukouDivision',
  'person.target-undecided': 'isTarget',
  'registration.already-active': 'idNumber',
  'notice.items-missing': 'items',
  'notice.reason-missing': 'supervisorReason',
  'notice.already-given': 'supervisorReason',
  'material.not-on-checklist': 'materials',
}

/** The fields of a form that a refusal speaks about; none when it is about the matter as a whole. */
export function refusalFields(refusal: Pick<Refusal, 'code' | 'facts'>): readonly string[] {
  const { field, fields, row } = refusal.facts
  if (refusal.code === 'form.family-row-incomplete' && typeof row === 'number') {
    return Array.isArray(fields) && fields.length > 0
      ? fields.map((name) => `family.${row}.${name}`)
      : [`family.${row}`]
  }
  if (typeof field === 'string') return [field]
  if (Array.isArray(fields)) return fields
  const known = FIELD_OF_CODE[refusal.code]
  return known === undefined ? [] : [known]
}
