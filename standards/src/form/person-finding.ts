import { type CivilDay, fullYearsBetween, isCivilDay } from '../civil-day.ts'
import { parseIdNumber } from '../id-number.ts'
import { blocked, type FormFinding, warned } from './form-finding.ts'
import type { FormLimits } from './form-limit.ts'
import { type FormValues, isFilledIn } from './form-values.ts'

const FORM = 'FS-2016-14:附件1'
/** Documents that carry the citizen's own number (公民身份号码): identity card and household register. */
const CARRIES_ID_NUMBER: readonly string[] = ['111', '113']

/** What number, sex, birth date, politics and marriage say about each other. */
export function listPersonFindings(values: FormValues, asOf: CivilDay, limits: FormLimits): FormFinding[] {
  return [
    ...idNumberFindings(values, asOf),
    ...politicsFindings(values, asOf, limits),
    ...marriageFindings(values, asOf, limits),
  ]
}

function idNumberFindings(values: FormValues, asOf: CivilDay): FormFinding[] {
  const { idNumber, documentKind = '111', sex, birthOn } = values
  if (idNumber === undefined || !isFilledIn(idNumber) || !CARRIES_ID_NUMBER.includes(documentKind)) return []

  const parsed = parseIdNumber(idNumber, asOf)
  if (!parsed.ok) {
    return parsed.problems.map(({ code, facts }) => blocked(code, 'idNumber', `${FORM}.身份证号码`, facts))
  }
  const number = parsed.value
  const findings: FormFinding[] = []
  if (number.holder !== 'citizen') {
    findings.push(blocked('id-number.other-procedure', 'idNumber', 'CN-663:2', { holder: number.holder }))
  }
  if (isFilledIn(sex) && sex !== number.sex) {
    findings.push(blocked('form.sex-mismatch', 'sex', `${FORM}.性别`, { numberSays: number.sex }))
  }
  if (isFilledIn(birthOn) && birthOn !== number.birthOn) {
    findings.push(blocked('form.birth-date-mismatch', 'birthOn', `${FORM}.出生日期`, { numberSays: number.birthOn }))
  }
  return findings
}

function politicsFindings(values: FormValues, asOf: CivilDay, limits: FormLimits): FormFinding[] {
  const { politics = '' } = values
  const age = ageOf(values.birthOn, asOf)
  if (age === undefined) return []
  const { from, to } = limits.youthLeagueAge
  const isLeague = politics === '03'
  const isParty = /^(0[124-9]|1[01])$/.test(politics)
  const isUnusual = (isLeague && (age < from || age > to)) || (isParty && age < limits.partyAge)
  return isUnusual ? [warned('form.politics-unusual-at-age', 'politics', `${FORM}.政治面貌`, { age, politics })] : []
}

function marriageFindings(values: FormValues, asOf: CivilDay, { marriageAge }: FormLimits): FormFinding[] {
  const age = ageOf(values.birthOn, asOf)
  const hasMarried = /^(2\d|30|40)$/.test(values.marital ?? '')
  if (age === undefined || !hasMarried) return []
  const lawfulAge = values.sex === '2' ? marriageAge.female : marriageAge.male
  return age < lawfulAge ? [warned('form.marriage-before-age', 'marital', marriageAge.law, { age, lawfulAge })] : []
}

function ageOf(birthOn: string | undefined, asOf: CivilDay): number | undefined {
  return birthOn !== undefined && isCivilDay(birthOn) && birthOn <= asOf ? fullYearsBetween(birthOn, asOf) : undefined
}
