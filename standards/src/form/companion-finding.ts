import { type CivilDay, fullYearsBetween } from '../civil-day.ts'
import { type IdNumber, normaliseIdNumber, parseIdNumber } from '../id-number.ts'
import { isFormCode } from './form-code-list.ts'
import { blocked, type FormFinding, warned } from './form-finding.ts'
import type { FormLimits } from './form-limit.ts'
import { type FamilyRow, type FormValues, isFilledIn } from './form-values.ts'

const FAMILY = 'FS-2016-14:附件1.主要家庭成员'
const AGENT_FIELDS = ['agentName', 'agentRelation', 'agentPhone', 'agentIdNumber'] as const

/**
 * The agent's part, when there is an agent: complete, with a right number, and of somebody else than the applicant. Whether this
 * agent may act for this applicant is the rule of agency.
 */
export function listAgentFindings(values: FormValues, asOf: CivilDay): FormFinding[] {
  if (values.agency !== true) return []
  const findings = AGENT_FIELDS.filter((field) => !isFilledIn(values[field])).map((field) =>
    blocked('form.agent-incomplete', field, 'CN-663:9'),
  )
  const { agentIdNumber = '', idNumber = '' } = values
  if (!isFilledIn(agentIdNumber)) return findings
  const parsed = parseIdNumber(agentIdNumber, asOf)
  if (!parsed.ok) {
    findings.push(...parsed.problems.map(({ code, facts }) => blocked(code, 'agentIdNumber', 'CN-663:9', facts)))
  }
  if (isSameNumber(agentIdNumber, idNumber)) {
    findings.push(blocked('form.field-invalid', 'agentIdNumber', 'CN-663:9', { reason: 'is-applicant' }))
  }
  return findings
}

/** The family's rows: all or nothing each, nobody twice, not the applicant, parents older than children. All of it warns. */
export function listFamilyFindings(values: FormValues, asOf: CivilDay, limits: FormLimits): FormFinding[] {
  const rows = values.family ?? []
  return rows.flatMap((row, at) => {
    const isRepeated = rows.slice(0, at).some((earlier) => isSameNumber(earlier.idNumber, row.idNumber))
    const isApplicant = isSameNumber(row.idNumber, values.idNumber ?? '')
    const findings = [
      ...incompleteFindings(row),
      ...numberFindings(row, values, asOf, limits),
      ...(isRepeated ? [warned('form.family-row-repeated', 'familyIdNumber', FAMILY)] : []),
      ...(isApplicant ? [warned('form.family-row-is-applicant', 'familyIdNumber', FAMILY)] : []),
    ]
    return findings.map((finding) => ({ ...finding, row: at }))
  })
}

function incompleteFindings(row: FamilyRow): FormFinding[] {
  const blanks = [
    ...(isFilledIn(row.name) ? [] : ['familyName' as const]),
    ...(isFilledIn(row.relation) ? [] : ['familyRelation' as const]),
    ...(isFilledIn(row.idNumber) ? [] : ['familyIdNumber' as const]),
    ...(row.together === null ? ['familyTogether' as const] : []),
  ]
  const isEmpty = blanks.length === 4
  const findings = isEmpty ? [] : blanks.map((field) => warned('form.family-row-incomplete', field, FAMILY))
  if (!isFilledIn(row.relation) || isFormCode('relation', row.relation)) return findings
  return [...findings, blocked('form.field-invalid', 'familyRelation', FAMILY, { reason: 'not-in-list' })]
}

function numberFindings(row: FamilyRow, values: FormValues, asOf: CivilDay, limits: FormLimits): FormFinding[] {
  if (!isFilledIn(row.idNumber)) return []
  const parsed = parseIdNumber(row.idNumber, asOf)
  if (!parsed.ok) return parsed.problems.map(({ code, facts }) => warned(code, 'familyIdNumber', FAMILY, facts))
  const applicant = parseIdNumber(values.idNumber ?? '', asOf)
  if (!applicant.ok) return []
  const gap = yearsParentIsOlder(row.relation, parsed.value, applicant.value)
  if (gap === undefined || gap >= limits.parentOlderBy) return []
  return [warned('form.family-birth-order', 'familyIdNumber', FAMILY, { years: gap })]
}

/** Undefined unless the row is a child or a parent by birth; adoptive and step relations follow no such rule. */
function yearsParentIsOlder(relation: string, relative: IdNumber, applicant: IdNumber): number | undefined {
  if (/^[23][0-69]$/.test(relation)) return fullYearsBetween(applicant.birthOn, relative.birthOn)
  return /^5[012]$/.test(relation) ? fullYearsBetween(relative.birthOn, applicant.birthOn) : undefined
}

function isSameNumber(one: string, other: string): boolean {
  return isFilledIn(one) && normaliseIdNumber(one) === normaliseIdNumber(other)
}
