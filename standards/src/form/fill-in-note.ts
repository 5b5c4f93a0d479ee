import type { FormFieldName } from './form-field.ts'

/** A fill-in note (填表说明) of the form: its number, what it says in our words, and the fields it speaks of. */
export type FillInNote = {
  readonly number: number
  readonly zh: string
  readonly en: string
  readonly fields: readonly FormFieldName[]
}

/** The twelve fill-in notes of FS-2016-14 附件1. A note without fields speaks of the whole form. */
export const FILL_IN_NOTES = [
  {
    number: 1,
    zh: '非本市户籍、在本市居住的人填写；贴近期一寸免冠照片',
    en: 'For people living in the city without its hukou; a recent one-inch photo, head uncovered',
    fields: ['photo'],
  },
  {
    number: 2,
    zh: '有选择项的只选一项',
    en: 'Where boxes are offered, exactly one is ticked',
    fields: ['sex', 'marital', 'employment', 'socialInsurance', 'agency', 'familyTogether', 'reason', 'livingMode'],
  },
  { number: 3, zh: '带★的项目必填', en: 'Starred fields are mandatory', fields: [] },
  { number: 4, zh: '文化程度九选一', en: 'Education is one of nine', fields: ['education'] },
  { number: 5, zh: '政治面貌十三选一', en: 'Political affiliation is one of thirteen', fields: ['politics'] },
  {
    number: 6,
    zh: '无业的免填单位三项和职业，灵活就业的免填单位三项',
    en: 'Not employed: employer and occupation are waived; flexible employment: the employer is waived',
    fields: ['employment', 'employerName', 'employerAddress', 'employerPhone', 'occupation'],
  },
  { number: 7, zh: '职业十四选一', en: 'Occupation is one of fourteen', fields: ['occupation'] },
  { number: 8, zh: '居住方式五选一', en: 'Way of living is one of five', fields: ['livingMode'] },
  { number: 9, zh: '居住处所类型七选一', en: 'Type of place is one of seven', fields: ['placeType'] },
  {
    number: 10,
    zh: '申办居住证时，签发日期由工作人员填写',
    en: 'The issue date of the permit is filled in by staff',
    fields: ['permitIssuedOn'],
  },
  { number: 11, zh: '备注写登记中的其他情况', en: 'Remarks hold whatever else came up', fields: ['remark'] },
  {
    number: 12,
    zh: '申请人或代办人、受理人、上门核实人、审核人各自签名',
    en: 'Applicant or agent, accepter, verifier and reviewer each sign for themselves',
    fields: ['addressCheck', 'verifierSignature', 'applicantSignature', 'accepterSignature', 'reviewerSignature'],
  },
] as const satisfies readonly FillInNote[]

/** The clause reference of a fill-in note. */
export function noteClause(number: (typeof FILL_IN_NOTES)[number]['number']): `FS-2016-14:附件1.说明${number}` {
  return `FS-2016-14:附件1.说明${number}`
}
