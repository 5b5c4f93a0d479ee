import type { PermitEnding } from '@anju/domain/permit/permit-facts.ts'
import type { LapseReason } from '@anju/domain/permit/permit-run.ts'
import type { PermitState } from '@anju/domain/permit/permit-standing.ts'
import type { Particular } from '@anju/domain/policy/replacement-policy.ts'
import type { CardReason } from '@anju/domain/replacement/decide-replacement.ts'
import type { Owed } from '@anju/domain/residence/owed.ts'
import type { Words } from './words.ts'

/** How a permit stands on a day. */
export const PERMIT_STATE_WORDS = {
  'not-yet': { zh: '尚未签发', en: 'not issued yet' },
  'in-force': { zh: '有效', en: 'in force' },
  suspended: { zh: '功能中止', en: 'suspended' },
  rests: { zh: '停用（已离开本市）', en: 'at rest (left the city)' },
  ended: { zh: '已终止', en: 'ended' },
} as const satisfies Record<PermitState, Words>

/** Why a permit ended. */
export const PERMIT_ENDING_WORDS = {
  'local-hukou': { zh: '已落户本市', en: 'became a local' },
  died: { zh: '持有人死亡', en: 'the holder died' },
  'left-city': { zh: '已离开本市', en: 'left the city' },
  'conditions-gone': { zh: '不再符合申领条件', en: 'no condition is met any more' },
  fraud: { zh: '骗领被收缴', en: 'obtained by fraud and taken in' },
  'suspended-too-long': { zh: '功能中止过久', en: 'suspended for too long' },
  'expired-before-regulation': { zh: '条例施行前已到期', en: 'expired before the regulation began' },
} as const satisfies Record<PermitEnding | LapseReason, Words>

/** Entries printed on the card. */
export const PARTICULAR_WORDS = {
  name: { zh: '姓名', en: 'name' },
  sex: { zh: '性别', en: 'sex' },
  ethnicity: { zh: '民族', en: 'ethnicity' },
  'birth-date': { zh: '出生日期', en: 'birth date' },
  'id-number': { zh: '公民身份号码', en: 'ID number' },
  'hukou-address': { zh: '户籍地址', en: 'hukou address' },
  'residence-address': { zh: '居住地址', en: 'residential address' },
} as const satisfies Record<Particular | 'residence-address', Words>

/** Why another card is asked for. */
export const CARD_REASON_WORDS = {
  damaged: { zh: '损坏', en: 'damaged' },
  changed: { zh: '登载内容变更', en: 'something printed on it changed' },
  lost: { zh: '丢失', en: 'lost' },
  'office-error': { zh: '机关差错', en: 'an error of the office' },
} as const satisfies Record<CardReason['kind'], Words>

export const OWED_WORDS = {
  endorse: { zh: '办理签注', en: 'endorse the permit' },
  'endorse-late': { zh: '补办签注', en: 'endorse late' },
  'register-again': { zh: '重新申报居住登记', en: 'register again' },
  'register-after-move': { zh: '在新住址申报居住登记', en: 'register at the new address' },
} as const satisfies Record<Owed['what'], Words>
