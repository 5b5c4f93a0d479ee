import { findCode, type CodeEntry } from '@anju/standards/code/code-entry.ts'
import { DOCUMENT_TYPES } from '@anju/standards/code/document-type.ts'
import { EDUCATION_LEVELS } from '@anju/standards/code/education.ts'
import { EMPLOYMENT_STATUSES } from '@anju/standards/code/employment.ts'
import { ETHNICITIES } from '@anju/standards/code/ethnicity.ts'
import { LIVING_MODES } from '@anju/standards/code/living-mode.ts'
import { findMaritalStatus, FORM_MARITAL_STATUSES, maritalBoxOf } from '@anju/standards/code/marital-status.ts'
import { OCCUPATIONS } from '@anju/standards/code/occupation.ts'
import { PLACE_TYPES } from '@anju/standards/code/place-type.ts'
import { POLITICAL_AFFILIATIONS } from '@anju/standards/code/politics.ts'
import { RELATIONS } from '@anju/standards/code/relation.ts'
import { RESIDENCE_REASONS } from '@anju/standards/code/residence-reason.ts'
import { FORM_SEXES } from '@anju/standards/code/sex.ts'
import type { FamilyRow } from '@anju/standards/form/form-values.ts'
import type { OfficialForm } from '@anju/domain/policy/official-form.ts'
import type { FormFacts } from '../usecases/paper-facts.ts'
import { dayWords, paperDay } from './paper-day.ts'
import type { Choice, FamilyLine, FormContent } from './paper-content.ts'

const FAMILY_ROWS = 4
const IDENTITY_CARD = '111'
const YES_NO = [
  { code: 'yes', zh: '是', en: 'yes' },
  { code: 'no', zh: '否', en: 'no' },
] as const
const CHECKS: Readonly<Record<NonNullable<FormFacts['finding']>, string>> = {
  true: '经上门核实，居住情况属实。',
  untrue: '经上门核实，居住情况不属实。',
  missed: '上门核实时未见到本人。',
}

/** 附件1 of a registration, as it stands; a blank one without facts. */
export function composeForm(form: OfficialForm, printedOn: string, facts?: FormFacts): FormContent {
  const values = facts?.values ?? {}
  const family = (values.family ?? []).map(familyLine)
  const { code: maritalCode } = findMaritalStatus(values.marital ?? '') ?? {}
  return {
    template: 'form-2',
    title: form.title,
    office: facts?.office ?? form.supervisedBy,
    on: paperDay(printedOn),
    unprintable: '',
    supervisedBy: form.supervisedBy,
    district: facts?.place.district ?? '',
    town: facts?.place.town ?? '',
    policeStation: facts?.place.policeStation ?? '',
    committee: facts?.place.committee ?? '',
    name: values.name ?? '',
    sex: choices(FORM_SEXES, values.sex),
    photo: facts?.photo === undefined ? '' : imagePath(facts.photo),
    ethnicity: wordOf(ETHNICITIES, values.ethnicity),
    birthOn: dayWords(values.birthOn),
    education: wordOf(EDUCATION_LEVELS, values.education),
    politics: wordOf(POLITICAL_AFFILIATIONS, values.politics),
    arrivedOn: dayWords(values.arrivedOn),
    mobile: values.mobile ?? '',
    documentKind:
      values.documentKind === undefined || values.documentKind === IDENTITY_CARD
        ? ''
        : wordOf(DOCUMENT_TYPES, values.documentKind),
    idNumber: values.idNumber ?? '',
    hukou: facts?.hukou ?? { province: '', city: '', county: '', detail: '' },
    marital: choices(FORM_MARITAL_STATUSES, maritalCode === undefined ? undefined : maritalBoxOf(maritalCode)),
    sons: numberWord(values.sons),
    daughters: numberWord(values.daughters),
    employment: choices(EMPLOYMENT_STATUSES, values.employment),
    employerName: values.employerName ?? '',
    employerAddress: values.employerAddress ?? '',
    employerPhone: values.employerPhone ?? '',
    socialInsurance: yesNo(values.socialInsurance),
    occupation: wordOf(OCCUPATIONS, values.occupation),
    agency: yesNo(facts === undefined ? null : (values.agency ?? false)),
    agent: {
      name: values.agentName ?? '',
      relation: wordOf(RELATIONS, values.agentRelation),
      phone: values.agentPhone ?? '',
      idNumber: values.agentIdNumber ?? '',
    },
    family: [...family, ...Array.from({ length: FAMILY_ROWS }, () => familyLine(undefined))].slice(0, FAMILY_ROWS),
    moreFamily: family.slice(FAMILY_ROWS),
    lane: values.lane ?? '',
    door: values.door ?? '',
    unit: values.unit ?? '',
    room: values.room ?? '',
    movedInOn: dayWords(values.movedInOn),
    placeType: wordOf(PLACE_TYPES, values.placeType),
    reason: choices(RESIDENCE_REASONS, values.reason),
    livingMode: choices(LIVING_MODES, values.livingMode),
    leftOn: dayWords(values.leftOn),
    destination: values.destination ?? '',
    permitIssuedOn: dayWords(facts?.permitIssuedOn),
    addressCheck: facts?.finding === undefined ? '' : CHECKS[facts.finding],
    verifier: { name: facts?.verifier?.name ?? '', on: dayWords(facts?.verifier?.on) },
    remark: values.remark ?? '',
    applicantSigned: '',
    filledInOn: dayWords(values.filledInOn),
    accepter: { name: facts?.accepter ?? '' },
    reviewer: { name: facts?.reviewer ?? '' },
    applicantCopies: (facts?.applicantCopies ?? []).map(imagePath),
    agentCopies: (facts?.agentCopies ?? []).map(imagePath),
    notes: form.notes.map((zh, at) => ({ number: at + 1, zh })),
  }
}

/** Where the press finds an image of the case. */
export function imagePath(blobId: string): string {
  return `/image-${blobId}`
}

function familyLine(row: FamilyRow | undefined): FamilyLine {
  return {
    name: row?.name ?? '',
    relation: wordOf(RELATIONS, row?.relation),
    idNumber: row?.idNumber ?? '',
    together: yesNo(row?.together),
  }
}

function choices(list: readonly CodeEntry[], code: string | undefined): readonly Choice[] {
  return list.map((entry) => ({ zh: entry.zh, ticked: entry.code === code }))
}

function yesNo(value: boolean | null | undefined): readonly Choice[] {
  if (value === null || value === undefined) return choices(YES_NO, undefined)
  return choices(YES_NO, value ? 'yes' : 'no')
}

function wordOf(list: readonly CodeEntry[], code: string | undefined): string {
  return code === undefined || code === '' ? '' : (findCode(list, code)?.zh ?? code)
}

/** A blank is not a nought. */
function numberWord(count: number | null | undefined): string {
  return count === null || count === undefined ? '' : String(count)
}
