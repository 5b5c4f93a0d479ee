import type { RecordBody } from '@anju/exchange/record.ts'
import { parseIdNumber } from '@anju/standards/id-number.ts'

import type { PhotoSize } from './photo-size.ts'

export type OrderPerson = RecordBody<'permit-order/1'>['person']
/** A first card, or another one for a permit that goes on (换领、补领、更正). */
export type OrderPurpose = RecordBody<'permit-order/1'>['purpose'] | RecordBody<'card-order/1'>['for']
export type ReasonCode = RecordBody<'quality-result/1'>['reasons'][number]['code']

/** Something a person should look at before deciding on the data quality; it decides nothing by itself. */
export type QualityHint = { readonly code: ReasonCode; readonly zh: string; readonly en: string }

/** The portrait format of card production: 358 by 441 pixels. */
const PORTRAIT: PhotoSize = { width: 358, height: 441 }
/** Characters that every personalisation font has: the CJK block as of Unicode 1.1, and the middle dot of minority names. */
const IN_EVERY_FONT = /^[\u4E00-\u9FA5\u00B7]$/u

export type QualityFacts = {
  readonly person: OrderPerson
  readonly purpose: OrderPurpose
  readonly photo: PhotoSize | undefined
  /** Permit numbers of cards made for the same ID number, in any city served here, that were not made void. */
  readonly otherPermits: readonly string[]
  readonly legalOn: string
}

/** What the rules find, in the order of the reasons a rejection may give. A person decides (审核数据质量). */
export function qualityHints({ person, purpose, photo, otherPermits, legalOn }: QualityFacts): readonly QualityHint[] {
  return [
    ...photoHints(photo),
    ...rareCharacterHints(person.name),
    ...duplicateHints(purpose, otherPermits),
    ...idNumberHints(person, legalOn),
  ]
}

function photoHints(photo: PhotoSize | undefined): QualityHint[] {
  if (photo === undefined)
    return [{ code: 'photo', zh: '照片文件无法识别为 PNG 或 JPEG', en: 'The photo is not readable as PNG or JPEG' }]
  if (photo.width === PORTRAIT.width && photo.height === PORTRAIT.height) return []
  const { width, height } = photo
  return [
    {
      code: 'photo',
      zh: `照片为 ${width}×${height} 像素，制证用 ${PORTRAIT.width}×${PORTRAIT.height}`,
      en: `The photo is ${width}×${height} pixels; cards are made with ${PORTRAIT.width}×${PORTRAIT.height}`,
    },
  ]
}

function rareCharacterHints(name: string): QualityHint[] {
  const rare = Array.from(name).filter((character) => !IN_EVERY_FONT.test(character))
  if (rare.length === 0) return []
  const shown = rare
    .map((character) => `${character}（U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}）`)
    .join('')
  return [
    {
      code: 'rare-character',
      zh: `姓名含生僻字 ${shown}，请确认字库`,
      en: `The name has rare characters ${shown}: check the font`,
    },
  ]
}

/** A replacement or reissue follows an earlier permit; only a first one must find none. */
function duplicateHints(purpose: OrderPurpose, otherPermits: readonly string[]): QualityHint[] {
  if (purpose !== 'first' || otherPermits.length === 0) return []
  const shown = otherPermits.join('、')
  return [
    {
      code: 'duplicate-permit',
      zh: `同一公民身份号码已制过居住证：${shown}`,
      en: `A permit was made for the same ID number: ${shown}`,
    },
  ]
}

function idNumberHints(person: OrderPerson, legalOn: string): QualityHint[] {
  const parsed = parseIdNumber(person.idNumber, legalOn)
  if (!parsed.ok)
    return [{ code: 'id-mismatch', zh: '公民身份号码不合编码规则', en: 'The ID number is not a valid one' }]
  const hints: QualityHint[] = []
  if (parsed.value.birthOn !== person.birthOn)
    hints.push({
      code: 'id-mismatch',
      zh: '出生日期与公民身份号码不符',
      en: 'The birth date differs from the ID number',
    })
  if (parsed.value.sex !== person.sex)
    hints.push({ code: 'id-mismatch', zh: '性别与公民身份号码不符', en: 'The sex differs from the ID number' })
  return hints
}
