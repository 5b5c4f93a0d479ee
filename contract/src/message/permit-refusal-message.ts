import type { RefusalCode } from '@anju/domain/kernel/refusal-code.ts'
import type { Words } from './words.ts'

type PermitCode =
  | Extract<RefusalCode, `${'address-change' | 'endorsement' | 'permit'}.${string}`>
  | 'card.endorse-first'
  | 'card.not-reported-lost'
  | 'card.particulars-not-listed'
  | 'card.reason-not-listed'

/** Refusals about endorsement, change of address and new cards; form as in `REFUSAL_MESSAGES`. */
export const PERMIT_REFUSAL_MESSAGES = {
  'address-change.other-province': {
    zh: '新住址在外省（{from}迁往{to}），本证不能变更到外省。请在新住地申报居住登记，符合条件后另行申领。',
    en: 'The new address is in another province ({from} to {to}), where this permit cannot go. Register there and apply for a permit once the conditions are met.',
  },
  'address-change.undecided': {
    zh: '从{from}迁往{to}如何处理，须由公安机关认定并写明理由。请先报公安机关认定。',
    en: 'What a move from {from} to {to} does has to be found by the police, with the reason. Ask them first.',
  },
  'card.endorse-first': {
    zh: '居住证自{suspendedSince}起功能中止。请先补办签注，再换领或补领证件；补办签注免费。',
    en: 'The permit has been suspended since {suspendedSince}. Endorse it first, which is free, then ask for a new card.',
  },
  'card.not-reported-lost': {
    zh: '这张证件没有挂失记录。捡到他人证件的，请交公安机关。',
    en: "No loss of this card was reported. Somebody else's card goes to the police.",
  },
  'card.particulars-not-listed': {
    zh: '{particulars:particular}变更不需要换证。居住地址变更请办理变更登记。',
    en: 'No new card is made for this: {particulars:particular}. A new residential address is recorded as a change of address.',
  },
  'card.reason-not-listed': {
    zh: '“{reason:card-reason}”不属于{business:business}的事由。请选择相应的业务。',
    en: 'This reason belongs to another business: {reason:card-reason} is none for {business:business}. Choose the right one.',
  },
  'endorsement.already-accepted': {
    zh: '签注已于{acceptedOn}受理，正在办理；按时受理的，期间证件照常有效。请等待结果。',
    en: 'The endorsement was accepted on {acceptedOn} and is being decided; a permit that came in time stays good meanwhile. Please wait.',
  },
  'endorsement.changed-online': {
    zh: '网上签注只适用于情况没有变化的持证人。有变化的，请先办理变更登记，再签注。',
    en: 'Online one only confirms that nothing changed. Register the change first, then endorse.',
  },
  'endorsement.condition-gone': {
    zh: '就业、住所、就读三个条件都不再具备，不予签注。重新具备其中之一的，请带证明再来。',
    en: 'Neither work nor home nor school here stands any more, so the permit is not endorsed. Come again with a proof once one of them does.',
  },
  'endorsement.event-not-allowed': {
    zh: '此次签注现在是“{state:endorsement-state}”，不能办理“{event:endorsement-event}”。请刷新后按当前步骤办理[：{open:endorsement-event}]。',
    en: 'The endorsement is “{state:endorsement-state}”, so “{event:endorsement-event}” cannot be done. Reload and take a step it offers[: {open:endorsement-event}].',
  },
  'endorsement.not-residing': {
    zh: '没有有效的居住登记，不予签注。请先申报居住登记；登记被误注销的，可凭继续居住的证明恢复。',
    en: 'No registration is in force, so the permit is not endorsed. Register first; a registration ended by mistake is reopened with proof of living on.',
  },
  'endorsement.residence-broken': {
    zh: '自{since}以来居住有中断，本次登记从{registeredSince}起，不属于连续居住，不予签注。实际连续居住的，请带证明申请恢复原登记。',
    en: 'Residence was interrupted after {since}: the present one began on {registeredSince}, so the permit is not endorsed. Bring proof of living on without a break and the earlier registration is reopened.',
  },
  'endorsement.too-early': {
    zh: '还未到签注期：{opensOn}起可以办理，{lastInTimeOn}为最后一日。到时可发短信提醒，请届时再来。',
    en: 'Too early: come from {opensOn} on, at the latest on {lastInTimeOn}. A reminder can be sent when it opens.',
  },
  'permit.ended': {
    zh: '居住证已于{endedOn}终止（{reason:permit-ending}），不能再办理。符合条件的，请重新申领。',
    en: 'The permit ended on {endedOn}: {reason:permit-ending}. Nothing can be done with it; apply anew when the conditions are met.',
  },
  'permit.not-issued': {
    zh: '居住证要到{issuedOn}才签发。请在签发后办理。',
    en: 'The permit is issued on {issuedOn} only. Come after that.',
  },
} as const satisfies Record<PermitCode, Words>
