import type { Facts, ReasonWords } from './reason-words.ts'
import { UKEY_WORDS } from './ukey-words.ts'

/** Every reason this service may say no, with its words. A reason nobody can read does not compile. */
const WORDS = {
  'order.event-not-allowed': {
    zh: (f) => `这份制证任务现在是“${f['stateZh']}”，不能办这一步。`,
    en: (f) => `The order now stands at “${f['stateEn']}”, which does not allow this step.`,
  },
  'stock.unknown': {
    zh: (f) => `库存中没有证卡 ${f['stockNo']}。请核对卡号，或先登记入库。`,
    en: (f) => `There is no card ${f['stockNo']} in stock. Check the number, or enter the card into stock first.`,
  },
  'stock.used': {
    zh: (f) => `证卡 ${f['stockNo']} 已经用过，请换一张空白证卡。`,
    en: (f) => `Card ${f['stockNo']} has been used: take a blank one.`,
  },
  'stock.void': {
    zh: (f) => `证卡 ${f['stockNo']} 已作废，不能再用。`,
    en: (f) => `Card ${f['stockNo']} is void and must not be used.`,
  },
  'stock.known': {
    zh: (f) => `证卡 ${f['stockNo']}（或其芯片）已经入库。`,
    en: (f) => `Card ${f['stockNo']}, or its chip, is in stock already.`,
  },
  'staff.second-key-lacking': {
    zh: (f) =>
      `每人须有${f['wanted']}把密钥，您自${f['since']}起只有${f['active']}把，宽限期已于${f['lastDayOn']}届满。请向公安信息化部门领取第二把的登记码（两名操作员当面核对证件），先用现有密钥核验本人，再登记新的一把；登记后即可继续办理。`,
    en: (f) =>
      `Everybody has ${f['wanted']} keys. You have had ${f['active']} since ${f['since']}, and the last day of grace was ${f['lastDayOn']}. Take the code for a second key from two operators of the police IT office face to face; verify yourself with the key you have, then bind the new one. Everything opens again at once.`,
  },
  'batch.office-differs': {
    zh: (f) => `${f['acceptanceNo']} 的送办单位是${f['officeName']}，不能放进这一批。`,
    en: (f) => `${f['acceptanceNo']} belongs to ${f['officeName']} and cannot go into this batch.`,
  },
  'batch.not-produced': {
    zh: (f) => `${f['acceptanceNo']} 还没有制好的证卡，不能分发。`,
    en: (f) => `${f['acceptanceNo']} has no finished card to send.`,
  },
  ...UKEY_WORDS,
} as const satisfies Record<string, ReasonWords>

export type CardRefusalCode = keyof typeof WORDS

/** One reason for a no. `law` is the clause the step stands on. */
export type CardRefusal = { readonly code: CardRefusalCode; readonly law: string; readonly facts: Facts }

export type CardDecision<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusals: readonly CardRefusal[] }

/** Police check quality, make the card and send it to the sending office (审核数据质量、制作、分发送办单位). */
const CARD_MAKING = 'FS-2016-14:附件3.制证'

export function granted<T>(value: T): CardDecision<T> {
  return { ok: true, value }
}

export function refused(...refusals: readonly CardRefusal[]): {
  readonly ok: false
  readonly refusals: readonly CardRefusal[]
} {
  return { ok: false, refusals }
}

export function refusal(code: CardRefusalCode, facts: Facts): CardRefusal {
  return { code, law: CARD_MAKING, facts }
}

export function refusalWords({ code, facts }: CardRefusal): { zh: string; en: string } {
  return { zh: WORDS[code].zh(facts), en: WORDS[code].en(facts) }
}
