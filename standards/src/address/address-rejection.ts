/**
 * Why an address cannot stand as a standard address, with the number clerks know it by. Every code is also a refusal code
 * of the domain. A11 is ours: a door, flat or room that fits no rule of writing must not pass as one that does.
 */
export const ADDRESS_REJECTIONS = [
  {
    code: 'address.whole-building',
    number: 'A01_WHOLE',
    zh: '地址只写到整栋、整层',
    en: 'Names a whole building or floor',
  },
  {
    code: 'address.dormitory-without-unit',
    number: 'A02_DORM',
    zh: '宿舍、公寓未写房号',
    en: 'Names a dormitory without a flat number',
  },
  { code: 'address.no-door-number', number: 'A03_NO_DOOR', zh: '缺门（楼）牌号', en: 'Has no door number' },
  { code: 'address.no-unit', number: 'A04_NO_UNIT', zh: '缺房号', en: 'Has no flat number' },
  { code: 'address.vague', number: 'A05_VAGUE', zh: '地址含糊', en: 'Is vague' },
  {
    code: 'address.foreign-division',
    number: 'A06_FOREIGN',
    zh: '详址中重复或出现其他行政区划',
    en: 'Repeats or contradicts the division',
  },
  {
    code: 'address.contact-in-text',
    number: 'A07_CONTACT',
    zh: '地址中含电话、证件号码或人名',
    en: 'Contains a phone, an ID number or a person',
  },
  { code: 'address.several-units', number: 'A08_ENUM', zh: '一个地址写了多个房号', en: 'Names several flats' },
  { code: 'address.duplicate', number: 'A09_DUP', zh: '地址重复', en: 'Exists already' },
  {
    code: 'address.unknown-lane',
    number: 'A10_UNKNOWN_LANE',
    zh: '街（路、巷）未登记',
    en: 'Lies in a lane not in the register',
  },
  {
    code: 'address.part-not-understood',
    number: 'A11_GRAMMAR',
    zh: '门牌、房号或房间号写法不规范',
    en: 'Has a door, flat or room that is not a number',
  },
] as const

export type AddressRejectionCode = (typeof ADDRESS_REJECTIONS)[number]['code']
export type AddressRejectionNumber = (typeof ADDRESS_REJECTIONS)[number]['number']

export type AddressRejection = {
  readonly code: AddressRejectionCode
  readonly number: AddressRejectionNumber
  /** Clause reference, `BOOK:article`. */
  readonly law: `${string}:${string}`
  readonly facts: Readonly<Record<string, string | readonly string[]>>
}

/** Addresses are written 市、区、镇（街道）、街（路、巷）、门（楼）牌详址（含房号）; 整栋 and XX宿舍 are not to occur. */
export const ADDRESS_CLAUSE = 'FS-2016-14:二.三'

/**
 * Whether the only thing wrong is that the lane is not in the register yet. Such an address does not stop a declaration: the
 * duty to register does not wait for a survey. The registration stands with an address pending survey.
 */
export function mayAwaitSurvey(rejections: readonly AddressRejection[]): boolean {
  return rejections.length > 0 && rejections.every(({ code }) => code === 'address.unknown-lane')
}
