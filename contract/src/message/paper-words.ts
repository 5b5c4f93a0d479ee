import type { Words } from './words.ts'

/** Papers that the counter prints (打印件). */
export const PAPER_WORDS = {
  form: { zh: '居住证申请表/信息登记表', en: 'application and registration form' },
  'registration-receipt': { zh: '居住登记回执', en: 'receipt of registration' },
  cancellation: { zh: '居住登记注销告知书', en: 'notice of cancellation' },
  'acceptance-receipt': { zh: '受理回执', en: 'receipt of acceptance' },
  'deficiency-notice': { zh: '一次性告知书', en: 'one-time notice' },
  refusal: { zh: '不予办理决定书', en: 'refusal' },
  'permit-cancellation': { zh: '居住证注销、收缴告知书', en: 'notice of the end of a permit' },
  'card-refusal': { zh: '不予换领、补领、更正决定书', en: 'refusal of another card' },
  'endorsement-refusal': { zh: '不予签注决定书', en: 'refusal of an endorsement' },
  'fee-receipt': { zh: '收费收据', en: 'fee receipt' },
  'pick-up-notice': { zh: '领取通知书', en: 'pick-up notice' },
  'objection-answer': { zh: '异议答复书', en: 'answer to an objection' },
  'permit-inquiry': { zh: '居住证核查函', en: 'letter of inquiry about a permit' },
  'address-told': { zh: '居住地址变更通报函', en: 'letter telling the old office' },
  'transfer-refusal': { zh: '外地居住证不予接续告知书', en: 'refusal to enter a permit from elsewhere' },
  'notice-letter': { zh: '告知函', en: 'letter of a notice' },
} as const satisfies Record<string, Words>
