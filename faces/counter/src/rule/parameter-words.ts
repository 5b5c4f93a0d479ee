import type { WordTableName } from '@anju/contract/message/find-word.ts'
import type { Words } from '@anju/contract/message/words.ts'
import type { Language } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { isRecord } from './record.ts'

/** What the parts of a pack are about. */
const PART_WORDS: Readonly<Record<string, Words>> = {
  divisions: { zh: '适用区划', en: 'Divisions' },
  target: { zh: '适用对象', en: 'Who it is for' },
  halfYear: { zh: '居住半年', en: 'Half a year' },
  registration: { zh: '居住登记', en: 'Registration' },
  form: { zh: '表格', en: 'The form' },
  continuity: { zh: '连续居住', en: 'Continuity' },
  checklist: { zh: '申办材料', en: 'Papers' },
  inPerson: { zh: '本人到场', en: 'In person' },
  photo: { zh: '相片', en: 'Photo' },
  agency: { zh: '代办', en: 'Agents' },
  notice: { zh: '一次告知', en: 'One notice' },
  production: { zh: '制证期限', en: 'Time to make the card' },
  permit: { zh: '居住证', en: 'The permit' },
  fees: { zh: '收费', en: 'Fees' },
  transition: { zh: '新旧衔接', en: 'Permits of before' },
  occupancy: { zh: '居住容量', en: 'Occupancy' },
  remedies: { zh: '救济', en: 'Remedies' },
  workflow: { zh: '办理流程', en: 'Workflow' },
  accounts: { zh: '账号', en: 'Accounts' },
  endorsement: { zh: '签注', en: 'Endorsement' },
  addressChange: { zh: '变更居住地址', en: 'Change of address' },
  replacement: { zh: '换领、补领、更正', en: 'Another card' },
  employer: { zh: '用人单位', en: 'Employers' },
  landlord: { zh: '房屋出租人', en: 'Landlords' },
  endings: { zh: '注销、终止', en: 'Endings' },
  penalties: { zh: '法律责任', en: 'Penalties' },
  access: { zh: '查询权限', en: 'Access' },
  looks: { zh: '查询留痕', en: 'Looks' },
  erasure: { zh: '删除', en: 'Deletion' },
  disclosure: { zh: '对外提供', en: 'Disclosure' },
  publication: { zh: '公开', en: 'Publication' },
  entitlements: { zh: '权益', en: 'Entitlements' },
  hukou: { zh: '落户', en: 'Hukou' },
}

/** Parts of a value that stands in several. */
const FIELD_WORDS: Readonly<Record<string, Words>> = {
  allOf: { zh: '须齐备', en: 'all of' },
  card: { zh: '证件', en: 'card' },
  documentTypes: { zh: '证件种类', en: 'kinds of document' },
  endsOn: { zh: '止于', en: 'ends on' },
  gap: { zh: '中断', en: 'gap' },
  groups: { zh: '材料类别', en: 'groups' },
  houseFiled: { zh: '房屋已备案', en: 'house filed' },
  idNumberPrefixes: { zh: '号码开头', en: 'numbers beginning' },
  key: { zh: '名称', en: 'name' },
  contract: { zh: '合同', en: 'contract' },
  document: { zh: '证件', en: 'document' },
  proof: { zh: '证明', en: 'proof' },
  officeKind: { zh: '机关', en: 'office' },
  role: { zh: '岗位', en: 'post' },
  atOpening: { zh: '开始时提醒', en: 'at the opening' },
  daysBefore: { zh: '提前天数', en: 'days before' },
  kind: { zh: '方式', en: 'way' },
  law: { zh: '依据', en: 'law' },
  needs: { zh: '须具备', en: 'needs' },
  officials: { zh: '签名人数', en: 'officials' },
  permit: { zh: '居住证', en: 'permit' },
  registration: { zh: '登记', en: 'registration' },
  roles: { zh: '岗位', en: 'posts' },
  signed: { zh: '签名负责', en: 'signed' },
}

const UNIT_WORDS: Readonly<Record<string, Words>> = {
  day: { zh: '日', en: 'days' },
  workday: { zh: '个工作日', en: 'working days' },
  month: { zh: '个月', en: 'months' },
  year: { zh: '年', en: 'years' },
  hour: { zh: '小时', en: 'hours' },
  minute: { zh: '分钟', en: 'minutes' },
}

/** Words that stand in packs and in no list of codes. */
const VALUE_WORDS: Readonly<Record<string, Words>> = {
  'continue-exclude-gap': { zh: '接续计算，扣除中断', en: 'goes on, without the gap' },
  'continue-include-gap': { zh: '接续计算，含中断', en: 'goes on, with the gap' },
  'restart-if-late-over': { zh: '逾期超过规定的重新计算', en: 'counts anew when later than' },
  restart: { zh: '重新计算', en: 'counts anew' },
  excluded: { zh: '扣除', en: 'not counted' },
  included: { zh: '计入', en: 'counted' },
  starred: { zh: '带★的项目', en: 'starred fields' },
  entry: { zh: '录入之日', en: 'the day of entry' },
  prefecture: { zh: '地级市', en: 'prefecture' },
  county: { zh: '县（市、区）', en: 'county' },
  'not-target': { zh: '不适用', en: 'not meant' },
  'goes-on': { zh: '继续有效', en: 'goes on' },
  cancelled: { zh: '注销', en: 'cancelled' },
  terminated: { zh: '终止', en: 'ended' },
  revoked: { zh: '撤销', en: 'revoked' },
  'not-renewed': { zh: '不予签注', en: 'not renewed' },
  'rests-here': { zh: '在本市停用', en: 'rests here' },
  applied: { zh: '申请之日', en: 'the application' },
  issued: { zh: '签发之日', en: 'the issue' },
  decision: { zh: '决定之日', en: 'the decision' },
  event: { zh: '发生之日', en: 'the event' },
  ended: { zh: '结束', en: 'ended' },
  copy: { zh: '复印件', en: 'copy' },
  original: { zh: '原件', en: 'original' },
  applicant: { zh: '申请人', en: 'applicant' },
  agent: { zh: '代办人', en: 'agent' },
  visit: { zh: '上门', en: 'visit' },
  keep: { zh: '沿用', en: 'kept' },
  reset: { zh: '重新起算', en: 'counts anew' },
  'new-registration': { zh: '重新登记', en: 'registered anew' },
  'new-application': { zh: '重新申领', en: 'applied for anew' },
  'not-accepted': { zh: '不收', en: 'not accepted' },
  unbroken: { zh: '不间断', en: 'unbroken' },
  'to-the-flat': { zh: '填到房号', en: 'down to the flat' },
  'supervisor-reason': { zh: '主管说明理由', en: "with a supervisor's reason" },
  'handed-over-or-notified': { zh: '发放，或制好并已通知', en: 'handed over, or ready and told' },
  'service-station': { zh: '流管服务站', en: 'service station' },
  police: { zh: '公安机关', en: 'police' },
  holder: { zh: '持证人', en: 'holder' },
  expiry: { zh: '有效期满', en: 'the end of its year' },
}

const TABLES: readonly WordTableName[] = [
  'material',
  'duty',
  'role',
  'condition',
  'photo-source',
  'channel',
  'business',
  'card-kept',
  'particular',
]

/** The part of a pack that a parameter belongs to, in words. */
export function partWord(part: string, language: Language): string {
  return PART_WORDS[part]?.[language] ?? part
}

/** A value of a pack as it is read; a word nobody translated stands as it is in the pack. */
export function valueText(value: unknown, language: Language): string {
  const [between, colon, semicolon] = language === 'zh' ? ['、', '：', '；'] : [', ', ': ', '; ']
  if (value === null) return '—'
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' }[language] : { zh: '否', en: 'no' }[language]
  if (typeof value === 'string') return stringText(value, language)
  if (Array.isArray(value)) return value.map((each) => valueText(each, language)).join(between)
  if (!isRecord(value)) return JSON.stringify(value)
  const { n, unit } = value
  const word = typeof unit === 'string' ? UNIT_WORDS[unit]?.[language] : undefined
  const isSpan = typeof n === 'number' && word !== undefined
  return Object.entries(isSpan ? { ...value, unit: undefined } : value)
    .filter(([name, part]) => part !== undefined && !['zh', 'en'].includes(name))
    .map(([name, part]) =>
      isSpan && name === 'n'
        ? `${n} ${word}`
        : `${FIELD_WORDS[name]?.[language] ?? name}${colon}${valueText(part, language)}`,
    )
    .join(semicolon)
}

function stringText(text: string, language: Language): string {
  const own = VALUE_WORDS[text]?.[language]
  if (own !== undefined) return own
  return TABLES.map((table) => tableWord(table, text, language)).find((said) => said !== text) ?? text
}
