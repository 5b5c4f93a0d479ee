import type { FeeKind, WaiverReason } from '@anju/domain/fee/standing-fee.ts'
import type { ClosedWithoutCard } from '@anju/domain/fee/unearned-fee.ts'
import type { Words } from './words.ts'

/** Entries of the fee book (收费台账). */
export const FEE_KIND_WORDS = {
  charge: { zh: '收费', en: 'charge' },
  waiver: { zh: '减免', en: 'waiver' },
  reversal: { zh: '冲正', en: 'reversal' },
} as const satisfies Record<FeeKind, Words>

/** How a case was closed for which money was taken and no card was made. */
export const UNEARNED_FEE_WORDS = {
  stopped: { zh: '已收费，居住证终止，没有制证', en: 'paid, the permit ended, no card was made' },
  refused: { zh: '已收费，不予办理，没有制证', en: 'paid, turned down, no card was made' },
} as const satisfies Record<ClosedWithoutCard, Words>

/** Why a fee was waived. */
export const WAIVER_REASON_WORDS = {
  'office-error': { zh: '机关原因', en: 'caused by the office' },
  hardship: { zh: '生活困难', en: 'hardship' },
  'public-order': { zh: '上级文件规定减免', en: 'an order of a higher authority' },
} as const satisfies Record<WaiverReason, Words>

/** Why a card is void. */
export const VOID_REASON_WORDS = {
  lost: { zh: '丢失', en: 'lost' },
  damaged: { zh: '损坏', en: 'damaged' },
  changed: { zh: '登载内容变更', en: 'something printed on it changed' },
  'office-error': { zh: '机关差错', en: 'an error of the office' },
  spoiled: { zh: '制作损坏', en: 'spoilt in the making' },
  'lost-in-transit': { zh: '运送丢失', en: 'lost on its way' },
  withdrawn: { zh: '申请撤回', en: 'application withdrawn' },
  ended: { zh: '居住证终止', en: 'the permit ended' },
} as const satisfies Readonly<Record<string, Words>>

/** What becomes of the card when a permit ends. */
export const CARD_KEPT_WORDS = {
  kept: { zh: '本人保留', en: 'kept by the holder' },
  'handed-in': { zh: '交回', en: 'handed in' },
  collected: { zh: '收缴', en: 'collected' },
} as const satisfies Readonly<Record<string, Words>>
