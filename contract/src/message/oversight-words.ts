import type { CardAsker, CheckPurpose, ReleasedField } from '@anju/domain/policy/disclosure-policy.ts'
import type { EndingEvent } from '@anju/domain/policy/ending-policy.ts'
import type { Imposer, PenaltyAct } from '@anju/domain/policy/penalty-policy.ts'
import type { Words } from './words.ts'

/** What may end a registration or permit (注销、终止事由). */
export const ENDING_EVENT_WORDS = {
  untrue: { zh: '核实不属实', en: 'found untrue' },
  'left-city': { zh: '离开本市', en: 'left the city' },
  'local-hukou': { zh: '转为本地户籍', en: 'became a local resident by hukou' },
  died: { zh: '死亡', en: 'died' },
  fraud: { zh: '骗领居住证', en: 'permit obtained by fraud' },
  'conditions-gone': { zh: '签注时不再符合任何一项条件', en: 'no condition met at endorsement' },
} as const satisfies Record<EndingEvent, Words>

/** Acts that a text makes punishable (违法行为). */
export const PENALTY_ACT_WORDS = {
  'false-papers': { zh: '使用虚假证明材料骗领居住证', en: 'obtaining a permit by false papers' },
  'rent-out-or-lend-permit': { zh: '出租、出借、转让居住证', en: 'renting out, lending or passing on a permit' },
  'keep-permit-unlawfully': { zh: '非法扣押他人居住证', en: "keeping another's permit unlawfully" },
  'use-anothers-permit': { zh: '冒用他人居住证或者使用骗领的居住证', en: "using another's or a fraudulent permit" },
  'trade-or-use-forged-permit': { zh: '买卖、使用伪造变造的居住证', en: 'trading or using a forged permit' },
  'forge-permit': { zh: '伪造、变造居住证', en: 'forging a permit' },
  'let-without-identity': { zh: '将房屋出租给无身份证件的人', en: 'letting to people without an identity document' },
  'tenant-not-recorded': { zh: '不按规定登记承租人', en: 'not recording a tenant' },
  'residence-not-declared': { zh: '不按规定申报居住登记、变更登记', en: 'not declaring residence or a change of it' },
  'employer-not-recording': { zh: '用人单位不登记、不督促申报', en: 'an employer that keeps no list or does not urge' },
  'employer-not-reporting': { zh: '用人单位不按规定报告', en: 'an employer that does not report' },
  'house-not-reported': { zh: '出租人不报送出租屋信息', en: 'a landlord who does not report the house' },
  'occupants-not-reported': { zh: '出租人不报送居住人员信息', en: 'a landlord who does not report the occupants' },
  'official-refuses-eligible': { zh: '符合条件而拒绝受理、发放', en: 'an official refusing an eligible person' },
  'official-charges-unlawfully': { zh: '违反规定收费', en: 'an official charging without a rule' },
  'official-takes-benefits': { zh: '利用制证便利收受好处', en: 'an official taking benefits' },
  'official-gives-away-personal-facts': {
    zh: '出售、非法提供个人信息',
    en: 'an official selling or giving away personal facts',
  },
  'official-alters-facts': { zh: '篡改居住证信息', en: 'an official altering what a permit says' },
} as const satisfies Record<PenaltyAct, Words>

/** Who may punish (处罚机关). */
export const IMPOSER_WORDS = {
  police: { zh: '公安机关', en: 'the police' },
  'labour-department': { zh: '劳动行政部门', en: 'the labour department' },
  'appointing-authority': { zh: '任免机关或者监察机关', en: 'the appointing authority' },
} as const satisfies Record<Imposer, Words>

/** Who meets a permit outside the register. */
export const CARD_ASKER_WORDS = {
  police: { zh: '公安机关', en: 'the police' },
  department: { zh: '有关部门', en: 'a department' },
  'public-service': { zh: '公共服务单位', en: 'a public service' },
  employer: { zh: '用人单位', en: 'an employer' },
  landlord: { zh: '出租人', en: 'a landlord' },
  other: { zh: '其他人', en: 'somebody else' },
} as const satisfies Record<CardAsker, Words>

/** What a permit is checked for (查验用途). */
export const CHECK_PURPOSE_WORDS = {
  'law-enforcement': { zh: '执行公务', en: 'law enforcement' },
  'school-place': { zh: '义务教育入学', en: 'a school place' },
  'employment-service': { zh: '公共就业服务', en: 'employment service' },
  'health-service': { zh: '基本公共卫生服务', en: 'health service' },
  'legal-aid': { zh: '法律援助', en: 'legal aid' },
  'social-insurance': { zh: '社会保险', en: 'social insurance' },
  'police-business': { zh: '公安便民业务', en: 'police business' },
  housing: { zh: '住房公积金和住房保障', en: 'housing' },
  'hukou-conversion': { zh: '落户', en: 'hukou conversion' },
} as const satisfies Record<CheckPurpose, Words>

/** The only facts of a permit that leave the register by a check. */
export const RELEASED_FIELD_WORDS = {
  valid: { zh: '是否有效', en: 'whether it is in force' },
  asOf: { zh: '查验日期', en: 'the day of the check' },
  residenceYears: { zh: '居住年限', en: 'the residence years' },
  residenceDivision: { zh: '居住地', en: 'the place of residence' },
} as const satisfies Record<ReleasedField, Words>
