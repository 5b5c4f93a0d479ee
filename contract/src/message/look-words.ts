import type { LookKind } from '../route.ts'
import type { Words } from './words.ts'

/** What kind of look it was, in words for a person. */
export const LOOK_KIND_WORDS = {
  file: { zh: '查看档案', en: 'opened the file' },
  list: { zh: '在工作清单中看到', en: 'saw it on a work list' },
  search: { zh: '按证件号查人', en: 'searched by ID number' },
  permit: { zh: '查询居住证', en: 'looked up the permit' },
  image: { zh: '查看影像', en: 'opened an image' },
  reveal: { zh: '查看完整号码', en: 'saw a number in full' },
  print: { zh: '打印', en: 'printed it' },
  export: { zh: '导出清单', en: 'exported a list' },
  log: { zh: '查阅访问日志', en: 'read this log' },
  explain: { zh: '核查谁有权查看', en: 'checked who may see it' },
} as const satisfies Record<LookKind, Words>

/** Purposes that follow from the work; the others are the city's own. */
export const LOOK_PURPOSE_WORDS = {
  case: { zh: '办理本人业务', en: "handling the person's own matter" },
  'work-list': { zh: '日常待办', en: 'daily work' },
  oversight: { zh: '监督检查', en: 'oversight' },
  'another-matter': { zh: '其他业务中涉及', en: 'in another matter' },
} as const satisfies Record<string, Words>

/** What was passed, for an alert. */
export const LOOK_ALERT_WORDS = {
  'without-case': { zh: '无办件查阅人数', en: 'persons looked at without a case' },
  reveal: { zh: '查看完整号码次数', en: 'numbers seen in full' },
  print: { zh: '打印带完整号码的表份数', en: 'forms printed with numbers in full' },
  'export-rows': { zh: '导出行数', en: 'rows exported' },
} as const satisfies Record<string, Words>

type ContentGroup = { readonly fields: readonly string[] } & Words

/** Which data a look showed, in groups that a person understands. */
export const LOOK_CONTENT: readonly ContentGroup[] = [
  { fields: ['name', 'sex', 'birthOn', 'ethnicity', 'personName'], zh: '姓名和基本信息', en: 'name and basic facts' },
  { fields: ['idNumber', 'idNumberMasked', 'documentNumber'], zh: '证件号码', en: 'ID number' },
  { fields: ['mobile', 'mobileMasked'], zh: '手机号码', en: 'mobile number' },
  { fields: ['hukou', 'hukouDivision', 'hukouDetail'], zh: '户籍', en: 'hukou' },
  { fields: ['standardText'], zh: '住址', en: 'address' },
  { fields: ['form', 'agent', 'agentIdNumber', 'agentPhone', 'relation'], zh: '登记表', en: 'the form' },
  {
    fields: ['segments', 'from', 'residenceStart', 'eligibleFrom', 'nextYearOn'],
    zh: '居住经历',
    en: 'residence history',
  },
  { fields: ['permitNo', 'permits', 'stockNo', 'permitId'], zh: '居住证', en: 'the permit' },
  { fields: ['base64'], zh: '影像', en: 'images' },
  { fields: ['pdf'], zh: '打印件', en: 'a printed paper' },
  { fields: ['text'], zh: '通知内容', en: 'notices' },
  { fields: ['shownText'], zh: '办理时签名的文字', en: 'the text that was signed' },
  { fields: ['caseNumber', 'bundle'], zh: '办理过程与签名', en: 'the steps of the case and their signatures' },
]

/** The groups that some fields belong to, each once; of fields in no group the names. */
export function lookContent(fields: readonly string[], language: 'zh' | 'en'): readonly string[] {
  return LOOK_CONTENT.filter((group) => group.fields.some((field) => fields.includes(field))).map(
    (group) => group[language],
  )
}
