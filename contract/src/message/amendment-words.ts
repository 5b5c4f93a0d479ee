import type { AmendmentPath } from '@anju/domain/registration/amendable-field.ts'
import type { RefusalCode } from '@anju/domain/kernel/refusal-code.ts'
import type { Words } from './words.ts'

/** Where a field is changed that no amendment reaches, as advice. */
export const AMENDMENT_PATH_WORDS = {
  correct: {
    zh: '证件登载的事项，请持更正后的证件办理更正',
    en: 'it stands on the identity document; bring the corrected document to have it corrected',
  },
  move: { zh: '居住地址的变化，请办理变更居住地址', en: 'it says where the person lives; use the change of address' },
  depart: { zh: '离开的信息，请申报离开', en: 'it belongs to leaving; declare the departure' },
  entry: { zh: '登记当日的事实，登记后不变', en: 'it was so on the day of the entry and stays' },
  office: { zh: '由工作人员在办理时填写', en: 'officials fill it in' },
} as const satisfies Record<AmendmentPath, Words>

type AmendmentRefusal = Extract<RefusalCode, `amendment.${string}`>

export const AMENDMENT_REFUSAL_MESSAGES = {
  'amendment.elsewhere': {
    zh: '“{field:field}”不能在变更登记中修改：{path:amendment-path}。请从变更内容中删去此项。',
    en: '"{field:field}" is not changed by an amendment: {path:amendment-path}. Take it out of the changes.',
  },
  'amendment.not-theirs': {
    zh: '用人单位只能报告就业情况，不能报告“{field:field}”。请由本人报告此项。',
    en: 'An employer reports employment only, not "{field:field}". The person reports it.',
  },
  'amendment.nothing-changed': {
    zh: '所填内容与现有登记相同，没有可变更的事项。请修改有变化的项目后再提交。',
    en: 'What was filled in is what is registered already. Change what has changed and send it again.',
  },
} as const satisfies Record<AmendmentRefusal, Words>

export const AMENDMENT_GROUND_MESSAGES = {
  'amendment.reported': {
    zh: '由{reportedBy:reporter}报告[，自{changedOn}起]',
    en: 'reported by {reportedBy:reporter}[, so since {changedOn}]',
  },
  'amendment.earlier-kept': { zh: '变更了{fields:field}，原内容保留', en: 'changed: {fields:field}; what was is kept' },
} as const satisfies Readonly<Record<string, Words>>
