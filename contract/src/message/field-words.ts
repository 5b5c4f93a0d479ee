import { FORM_FIELDS, type FormFieldName } from '@anju/standards/form/form-field.ts'
import type { Words } from './words.ts'

/** Where the printed label says too little once it stands outside its box (关系, 电话). */
const IN_FULL: Partial<Record<FormFieldName, string>> = {
  hukouDivision: '户籍地址（省市县）',
  hukouDetail: '户籍地址（详址）',
  sons: '子女数（男孩）',
  daughters: '子女数（女孩）',
  agentRelation: '代办人与申请人的关系',
  agentPhone: '代办人电话',
  agentIdNumber: '代办人身份证号码',
  familyName: '家庭成员姓名',
  familyRelation: '家庭成员关系',
  familyIdNumber: '家庭成员身份证号码',
  familyTogether: '家庭成员是否同住',
}

/** Fields of screens that the paper form does not have. */
const BESIDE_THE_FORM: Readonly<Record<string, Words>> = {
  documentKind: { zh: '证件种类', en: 'Kind of document' },
  divisionCode: { zh: '村（居）委', en: 'Village or community' },
  building: { zh: '栋（座）', en: 'Building' },
  family: { zh: '主要家庭成员', en: 'Family members' },
  surveyReference: { zh: '勘察编号', en: 'Survey reference' },
  happenedOn: { zh: '发生日期', en: 'Day it happened' },
  changedOn: { zh: '变化日期', en: 'Day it changed' },
  movedOn: { zh: '搬迁日期', en: 'Day of moving' },
  actedOn: { zh: '行为日期', en: 'Day of the act' },
  endedOn: { zh: '行为终了日期', en: 'Day the act ended' },
  foundOn: { zh: '发现日期', en: 'Day it was found out' },
  decidedOn: { zh: '决定日期', en: 'Day of the decision' },
  livingAreaM2: { zh: '居住面积', en: 'Living area' },
}

/** The label of a field of 附件1, clear enough to stand alone in a sentence. */
export const FIELD_WORDS: Readonly<Record<string, Words>> = {
  ...BESIDE_THE_FORM,
  ...Object.fromEntries(FORM_FIELDS.map(({ field, zh, en }) => [field, { zh: IN_FULL[field] ?? zh, en }])),
}
