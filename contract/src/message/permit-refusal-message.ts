import type { RefusalCode } from '@anju/domain/kernel/refusal-code.ts'
import type { Words } from './words.ts'

type PermitCode =
  | Extract<RefusalCode, `${'address-change' | 'objection' | 'endorsement' | 'fee' | 'permit'}.${string}`>
  | 'card.already-void'
  | 'card.case-open'
  | 'card.endorse-first'
  | 'card.entry-unreadable'
  | 'card.event-not-allowed'
  | 'card.not-among-lost'
  | 'card.not-handed-over'
  | 'card.not-reported-lost'
  | 'card.old-not-handed-in'
  | 'card.particulars-not-listed'
  | 'card.permit-number-differs'
  | 'card.photo-missing'
  | 'card.reason-not-listed'

/** Refusals about endorsement, change of address and new cards; form as in `REFUSAL_MESSAGES`. */
export const PERMIT_REFUSAL_MESSAGES = {
  'address-change.not-in-hand': {
    zh: '居住证尚未领取或已注销，不能变更地址。尚未领取的，请先领证，再来变更。',
    en: 'The permit was not handed over yet, or has ended, so its address is not changed. Fetch the card first, then come again.',
  },
  'address-change.nothing-changed': {
    zh: '居住证上的地址就是现在登记的地址，不用变更。搬家的，请先登记新住址。',
    en: 'The permit has the registered address already; there is nothing to change. Whoever moved registers the new address first.',
  },
  'address-change.other-province': {
    zh: '新住址在外省（{from}迁往{to}），本证不能变更到外省。请在新住地申报居住登记，符合条件后另行申领。',
    en: 'The new address is in another province ({from} to {to}), where this permit cannot go. Register there and apply for a permit once the conditions are met.',
  },
  'address-change.register-first': {
    zh: '新住址还没有居住登记。请先办理居住登记或者住址变动登记，再变更居住证地址。',
    en: 'No registration at the new address is in force. Register there or record the move first, then change the permit.',
  },
  'address-change.undecided': {
    zh: '从{from}迁往{to}如何处理，须由公安机关认定并写明理由。请先报公安机关认定。',
    en: 'What a move from {from} to {to} does has to be found by the police, with the reason. Ask them first.',
  },
  'card.already-void': {
    zh: '这个居住证名下没有在用的卡片，无需再挂失。需要新证的，请办理补领。',
    en: 'This permit has no good card any more, so there is nothing to report. Ask for a reissue to get another.',
  },
  'card.case-open': {
    zh: '这个居住证已于{acceptedOn}受理换领或补领，正在制证。请先办完再另行办理。',
    en: 'Another card for this permit was accepted on {acceptedOn} and is being made. Finish that case first.',
  },
  'card.event-not-allowed': {
    zh: '此件现在是“{state:card-case-state}”，不能办理“{event:card-case-event}”。请刷新后按当前步骤办理[：{open:card-case-event}]。',
    en: 'The case is "{state:card-case-state}", so "{event:card-case-event}" cannot be done. Reload and take a step it offers[: {open:card-case-event}].',
  },
  'card.entry-unreadable': {
    zh: '“{field:particular}”改为的内容无法写入登记资料。性别写“男”或“女”，民族写全称，日期写成 1981-04-04；公民身份号码与登记不同的，请先更正登记。',
    en: 'What “{field:particular}” is to say cannot be entered in the register. Write the sex as 男 or 女, the ethnicity by its name, dates as 1981-04-04; another ID number belongs to a correction of the registration first.',
  },
  'card.old-not-handed-in': {
    zh: '换发新证应当交回旧证。请收回旧证；旧证已经不在的，请选“已遗失”并写明情况。',
    en: 'Who gets a new card hands the old one in. Take it back; when it is gone, say so and write down how.',
  },
  'card.permit-number-differs': {
    zh: '制证回执的居住证号 {permitNo} 不是本证的证号。',
    en: 'The answer names permit {permitNo}, which is not the one of the case.',
  },
  'card.photo-missing': {
    zh: '公安制证需要照片，登记中没有本证的照片。请现场采集照片。',
    en: 'The police make the card from a photo, and there is none on file for this permit. Take one at the window.',
  },
  'card.not-among-lost': {
    zh: '卡体号{stockNo}不在此人已挂失、尚未捡回的证件之列（{lost}）。请核对证面上的编号；是他人证件的，交公安机关。',
    en: "Card {stockNo} is not among this person's lost cards that have not come back ({lost}). Check the number on the card; somebody else's card goes to the police.",
  },
  'card.not-handed-over': {
    zh: '居住证还没有领取，不能换领、补领或挂失。请先领取；证件有误的由制证岗位重制。',
    en: 'The permit has not been handed over, so no other card is made and no loss reported. Hand it over first; a faulty card is made again by its maker.',
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
  'endorsement.end-decided': {
    zh: '已决定这个居住证于{endedOn}终止（{reason:permit-ending}），不予签注。因不再具备条件而终止的，重新具备其中之一后，请在终止之日前到窗口签注，原决定随之撤回；其他情形请提出异议，决定撤回后再来签注。',
    en: 'The permit is to end on {endedOn}: {reason:permit-ending}. So it is not endorsed. If it is to end because no condition was met, come to the window before that day once one is met again, and the decision is taken back with the endorsement; otherwise object, and come again once it is taken back.',
  },
  'endorsement.event-not-allowed': {
    zh: '此次签注现在是“{state:endorsement-state}”，不能办理“{event:endorsement-event}”。请刷新后按当前步骤办理[：{open:endorsement-event}]。',
    en: 'The endorsement is "{state:endorsement-state}", so "{event:endorsement-event}" cannot be done. Reload and take a step it offers[: {open:endorsement-event}].',
  },
  'endorsement.not-residing': {
    zh: '没有有效的居住登记，不予签注。请先申报居住登记；登记被误注销的，可凭继续居住的证明恢复。',
    en: 'No registration is in force, so the permit is not endorsed. Register first; a registration ended by mistake is reopened with proof of living on.',
  },
  'endorsement.residence-broken': {
    zh: '自{since}以来居住有中断，本次登记从{registeredSince}起，重新住满半年才能签注：{eligibleFrom}起可以办理，已中止的届时补办即恢复，不必重新申领。实际连续居住的，请带证明申请恢复原登记。',
    en: 'Residence was interrupted after {since}: the present one began on {registeredSince} and has to reach half a year first. Come from {eligibleFrom} on; if the permit is suspended by then, it is restored that day and need not be applied for anew. Bring proof of living on without a break and the earlier registration is reopened.',
  },
  'endorsement.too-early': {
    zh: '还未到签注期：{opensOn}起可以办理，{lastInTimeOn}为最后一日。到时可发短信提醒，请届时再来。',
    en: 'Too early: come from {opensOn} on, at the latest on {lastInTimeOn}. A reminder can be sent when it opens.',
  },
  'fee.already-kept': {
    zh: '这笔收费已经决定不退。仍应退还的，请冲正。',
    en: 'It was decided already that this charge stays. Reverse it where it is to be paid back after all.',
  },
  'fee.already-reversed': {
    zh: '这笔收费已经冲正。请刷新后查看。',
    en: 'This entry was reversed already. Reload to see it.',
  },
  'fee.already-settled': {
    zh: '这项费用已于{takenOn}收取或者减免，不得重复收费。有误的，请先由核对岗位冲正。',
    en: 'The fee was paid or waived on {takenOn} and is not asked for twice. If that was wrong, have it reversed first.',
  },
  'fee.case-without-card': {
    zh: '此件没有制证就已终止或者不予办理，不得收费，也不需要减免。',
    en: 'The case was stopped or turned down before a card was made: nothing may be charged, and nothing is to be waived.',
  },
  'fee.free-business': {
    zh: '“{business:business}”免费，不得收费。请直接办理。',
    en: 'This is free: {business:business}; nothing may be charged. Go on without a fee.',
  },
  'fee.not-in-question': {
    zh: '这笔收费不在待定之列：只有已经收费、没有制证就终止或者不予办理的，才需要决定退还与否。',
    en: 'Nothing is to be decided of this entry: only of money taken for a case that was stopped or turned down before a card was made.',
  },
  'fee.not-reversible': {
    zh: '冲正不能再冲正。需要收费的，请重新收取。',
    en: 'A reversal is not reversed itself. Take the fee anew where it is owed.',
  },
  'fee.not-settled': {
    zh: '“{business:business}”的工本费{fen}分还没有收取或者减免。请先收费，或者写明理由减免。',
    en: 'The cost of {fen} fen is neither paid nor waived: {business:business}. Take it, or waive it with the reason.',
  },
  'objection.answered-by-decider': {
    zh: '作出原决定的人不能答复对它的异议。请由另一位有权人员核查答复。',
    en: 'Whoever decided the act does not answer the objection to it. Another official with that duty looks at it.',
  },
  'objection.nothing-against': {
    zh: '没有可以提出异议的决定（{against:objectable}），或者它已经撤回。请核对所选的事项。',
    en: 'There is no such decision to object to ({against:objectable}), or it was taken back. Check what was chosen.',
  },
  'objection.overtaken': {
    zh: '原决定之后已另有在办或者有效的同类事项，不能再恢复。请先办结或者撤回后来的事项。',
    en: 'Since then another matter of the kind was begun or granted, so the old one cannot be restored. Finish or withdraw the later one first.',
  },
  'objection.taken-before': {
    zh: '对这一决定的异议已经提出过。请在异议办理中查看答复，或者申请行政复议、提起诉讼。',
    en: 'An objection to this decision was taken before. Look up its answer, or turn to review or the court.',
  },
  'objection.too-late': {
    zh: '异议最迟在{lastDayOn}提出，现在是{objectedOn}。仍可申请行政复议或者提起行政诉讼。',
    en: 'The last day to object was {lastDayOn}; today is {objectedOn}. Review and lawsuit stay open within their own periods.',
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
