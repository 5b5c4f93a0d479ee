import type { ObjectableAct } from '@anju/domain/objection/decide-act-objection.ts'
import type { FEE_BUSINESSES } from '@anju/domain/policy/pack.ts'
import type { IdNumberHolder } from '@anju/standards/id-number.ts'
import type { CONDITIONS, MOBILITY } from '../routes/application.ts'
import type { UNTRUE_REASONS, VISIT_OUTCOMES } from '../routes/registration.ts'
import type { PROVENANCES } from '../shape.ts'
import type { Words } from './words.ts'

/** The three conditions (三个条件), one of which suffices. */
export const CONDITION_WORDS = {
  employment: { zh: '合法稳定就业', en: 'lawful stable employment' },
  dwelling: { zh: '合法稳定住所', en: 'lawful stable dwelling' },
  study: { zh: '连续就读', en: 'continuous study' },
} as const satisfies Record<(typeof CONDITIONS)[number], Words>

/** Why somebody cannot come (行动不便). */
export const MOBILITY_WORDS = {
  none: { zh: '无', en: 'nothing keeps the person' },
  'under-16': { zh: '未成年人', en: 'a child' },
  'elderly-limited': { zh: '行动不便的老年人', en: 'an old person who cannot come' },
  'disabled-limited': { zh: '行动不便的残疾人', en: 'a disabled person who cannot come' },
  'other-limited': { zh: '其他行动不便', en: 'another person who cannot come' },
} as const satisfies Record<(typeof MOBILITY)[number], Words>

export const VISIT_OUTCOME_WORDS = {
  true: { zh: '属实', en: 'true' },
  untrue: { zh: '不属实', en: 'untrue' },
  missed: { zh: '无人应答', en: 'nobody there' },
} as const satisfies Record<(typeof VISIT_OUTCOMES)[number], Words>

export const UNTRUE_REASON_WORDS = {
  'nobody-known-here': { zh: '查无此人', en: 'nobody knows the person here' },
  'address-does-not-exist': { zh: '地址不存在', en: 'the address does not exist' },
  'moved-out': { zh: '已搬离', en: 'moved out' },
  'other-person': { zh: '不是本人', en: 'somebody else lives there' },
  other: { zh: '其他', en: 'other' },
} as const satisfies Record<(typeof UNTRUE_REASONS)[number], Words>

/** Where a paper came from (材料来源). */
export const PROVENANCE_WORDS = {
  'window-scan': { zh: '窗口扫描', en: 'scanned at the window' },
  'citizen-upload': { zh: '本人上传', en: 'uploaded by the person' },
  'shared-lookup': { zh: '部门共享', en: 'looked up from another department' },
  'on-file': { zh: '已有存档', en: 'on file already' },
  'live-capture': { zh: '现场拍摄', en: 'taken on the spot' },
  chip: { zh: '证件芯片', en: 'read from the chip' },
} as const satisfies Record<(typeof PROVENANCES)[number], Words>

/** What somebody objects to. */
export const OBJECTABLE_WORDS = {
  'application-refused': { zh: '不予办理居住证', en: 'the application was refused' },
  'endorsement-refused': { zh: '不予签注', en: 'the endorsement was refused' },
  'permit-ended': { zh: '注销居住证', en: 'the permit was ended' },
} as const satisfies Record<ObjectableAct, Words>

/** What an office tells another. */
export const LETTER_WORDS = {
  'address-changed': { zh: '持证人已迁往他处', en: 'the holder moved elsewhere' },
} as const satisfies Record<string, Words>

/** How an objection was answered. */
export const OBJECTION_ANSWER_WORDS = {
  upheld: { zh: '成立，撤回原决定', en: 'upheld, the decision is taken back' },
  rejected: { zh: '不成立，维持原决定', en: 'rejected, the decision stands' },
} as const satisfies Record<string, Words>

/** What a change of address did to the permit. */
export const MOVE_EFFECT_WORDS = {
  keep: { zh: '签发日期和年限不变', en: 'day of issue and years go on' },
  reset: { zh: '自变更之日重新计算', en: 'counted anew from the change' },
  'new-registration': {
    zh: '在新住地重新登记，证件继续使用',
    en: 'registered anew at the new place, the permit goes on',
  },
} as const satisfies Record<string, Words>

export const BUSINESS_WORDS = {
  registration: { zh: '居住登记', en: 'registration' },
  'address-change': { zh: '变更地址', en: 'change of address' },
  cancellation: { zh: '注销登记', en: 'signing off' },
  application: { zh: '申办居住证', en: 'application for a permit' },
  'first-permit': { zh: '首次申领', en: 'first permit' },
  endorsement: { zh: '签注', en: 'endorsement' },
  replacement: { zh: '换领', en: 'replacement' },
  reissue: { zh: '补领', en: 'reissue' },
  'office-error-correction': { zh: '更正机关差错', en: 'correction of an office error' },
} as const satisfies Record<(typeof FEE_BUSINESSES)[number] | 'application', Words>

/** Parts of an address as its rules name them. */
export const ADDRESS_PART_WORDS = {
  door: { zh: '门（楼）牌号', en: 'door number' },
  unit: { zh: '房号', en: 'flat' },
  room: { zh: '房间号', en: 'room' },
  rest: { zh: '其余部分', en: 'the rest' },
} as const satisfies Record<string, Words>

/** What a visit brings back, where the pack asks for it. */
export const VISIT_EVIDENCE_WORDS = {
  area: { zh: '居住面积', en: 'living area' },
  called: { zh: '电话联系记录', en: 'a call to the person' },
  'door-plate-photo': { zh: '门牌照片', en: 'photo of the door plate' },
  'identity-seen': { zh: '已核对身份', en: 'identity seen' },
  position: { zh: '位置', en: 'position' },
  'untrue-reason': { zh: '不属实的原因', en: 'reason why it is untrue' },
  note: { zh: '情况说明', en: 'note' },
} as const satisfies Record<string, Words>

export const ID_NUMBER_HOLDER_WORDS = {
  citizen: { zh: '内地居民', en: 'a citizen with hukou' },
  'hong-kong': { zh: '香港居民', en: 'a Hong Kong resident' },
  macao: { zh: '澳门居民', en: 'a Macao resident' },
  taiwan: { zh: '台湾居民', en: 'a Taiwan resident' },
  foreigner: { zh: '外国人', en: 'a foreigner' },
} as const satisfies Record<IdNumberHolder, Words>

/** Why a value of the form cannot be. */
export const INVALID_REASON_WORDS = {
  'not-in-list': { zh: '不在选项之内', en: 'not one of the choices' },
  'not-a-day': { zh: '没有这一天', en: 'no such day' },
  'no-such-day': { zh: '没有这一天', en: 'no such day' },
  'in-future': { zh: '在今天之后', en: 'in the future' },
  'is-applicant': { zh: '与申请人相同', en: "the same as the applicant's" },
  'too-long': { zh: '太长', en: 'too long' },
  'not-a-phone': { zh: '不是电话号码', en: 'not a phone number' },
  'not-a-county': { zh: '不是县（区）代码', en: 'not a county' },
  'not-a-count': { zh: '不是合理的数目', en: 'not a plausible number' },
  'age-implausible': { zh: '年龄过大', en: 'too old' },
  length: { zh: '位数不对', en: 'wrong length' },
  character: { zh: '有不该出现的字符', en: 'a character that does not belong' },
} as const satisfies Record<string, Words>

/** What the registration day was taken from (登记日期依据). */
export const DATE_BASIS_WORDS = {
  entry: { zh: '录入日', en: 'the day of entry' },
  submission: { zh: '申报日', en: 'the day of the declaration' },
} as const satisfies Record<string, Words>

/** Who reported a departure or a change (报告人). */
export const REPORTER_WORDS = {
  person: { zh: '本人', en: 'the person' },
  guardian: { zh: '监护人或近亲属', en: 'the guardian or a close relative' },
  landlord: { zh: '房东', en: 'the landlord' },
  employer: { zh: '用人单位', en: 'the employer' },
} as const satisfies Record<string, Words>

/** What the police tell of a person (公安通报). */
export const CIVIL_EVENT_WORDS = {
  death: { zh: '死亡', en: 'death' },
  'hukou-converted': { zh: '户口迁入本市', en: 'hukou moved here' },
} as const satisfies Record<string, Words>

export const END_REASON_WORDS = {
  'hukou-converted': { zh: '户口已迁入', en: 'local hukou obtained' },
  died: { zh: '死亡', en: 'died' },
  'registration-ended': { zh: '居住登记已结束', en: 'the registration has ended' },
  moved: { zh: '变更地址', en: 'moved' },
  departed: { zh: '离开', en: 'left' },
  'presumed-left': { zh: '疑似离开未答复', en: 'presumed left, no answer' },
} as const satisfies Record<string, Words>

/** Where the photo of a permit comes from (相片来源). */
export const PHOTO_SOURCE_WORDS = {
  'live-capture': { zh: '现场拍摄', en: 'a photo taken on the spot' },
  live: { zh: '现场拍摄', en: 'a photo taken on the spot' },
  receipt: { zh: '相片回执', en: 'a digital photo with its receipt' },
  print: { zh: '纸质相片', en: 'a printed photo' },
  chip: { zh: '身份证芯片照片', en: "the ID card's chip" },
} as const satisfies Record<string, Words>

/** Why the police send a case back (数据质量问题). */
export const QUALITY_REASON_WORDS = {
  photo: { zh: '相片不合格', en: 'the photo is not good enough' },
  'rare-character': { zh: '姓名含生僻字，须核对', en: 'a rare character in the name' },
  'duplicate-permit': { zh: '此人已有居住证', en: 'the person has a permit already' },
  'id-mismatch': { zh: '身份信息不一致', en: 'the identity does not match' },
} as const satisfies Record<string, Words>

/** Why an application is refused (不予办理的原因). */
export const REFUSE_REASON_WORDS = {
  untrue: { zh: '核实不属实', en: 'found untrue' },
  'condition-not-met': { zh: '三个条件均不符合', en: 'none of the three conditions is met' },
  'not-target': { zh: '不属于办理对象', en: 'not a subject of the permit' },
  'not-residing': { zh: '已不在此居住', en: 'no longer living here' },
} as const satisfies Record<string, Words>

/** Portraits (人像) taken on the spot: they lie with the papers of a case but stand on no checklist. */
export const PORTRAIT_WORDS = {
  'applicant-portrait': { zh: '申请人现场人像', en: 'portrait of the applicant' },
  'agent-portrait': { zh: '代办人现场人像', en: 'portrait of the agent' },
  'principal-portrait': { zh: '委托人现场人像', en: 'portrait of the principal' },
  'recipient-portrait': { zh: '领证人现场人像', en: 'portrait of the recipient' },
} as const satisfies Record<string, Words>
