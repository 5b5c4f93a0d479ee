import type { FormWarningCode } from '@anju/standards/form/form-finding.ts'
import type { Words } from './words.ts'

/** What a clerk is asked to look at again in a form. Nothing of this refuses. */
export const WARNING_MESSAGES = {
  'form.field-asked-for': { zh: '“{field:field}”尚未填写。', en: '"{field:field}" is not filled in.' },
  'form.field-waived': {
    zh: '“{field:field}”不用填写，已填的可以删去。',
    en: '"{field:field}" need not be filled in and may be cleared.',
  },
  'form.field-unusual': { zh: '“{field:field}”写法少见，请核对。', en: '"{field:field}" looks unusual. Check it.' },
  'form.politics-unusual-at-age': {
    zh: '政治面貌与年龄少见，请核对。',
    en: 'Political affiliation is unusual at this age. Check it.',
  },
  'form.marriage-before-age': { zh: '未到法定婚龄而已婚，请核对。', en: 'Married below the lawful age. Check it.' },
  'form.family-row-incomplete': { zh: '家庭成员缺“{field:field}”。', en: 'A family member lacks: {field:field}.' },
  'form.family-row-repeated': { zh: '家庭成员重复，请核对。', en: 'A family member appears twice. Check it.' },
  'form.family-row-is-applicant': {
    zh: '家庭成员中填了申请人本人，请核对。',
    en: 'The applicant is among the family members. Check it.',
  },
  'form.family-birth-order': {
    zh: '父母子女的年龄相差过小，请核对。',
    en: 'Parent and child are too close in age. Check it.',
  },
} as const satisfies Record<FormWarningCode, Words>
