import { DUTIES } from '@anju/domain/policy/workflow-policy.ts'
import { REGISTRATION_EVENTS } from '@anju/domain/registration/registration-machine.ts'
import { APPLICATION_EVENTS } from '@anju/domain/application/application-machine.ts'
import { AMENDMENT_GROUND_MESSAGES } from './amendment-words.ts'
import { REFUSE_REASON_WORDS } from './choice-words.ts'
import { DUTY_WORDS } from './duty-words.ts'
import { ENTITLEMENT_GROUND_MESSAGES } from './entitlement-ground-message.ts'
import { MANDATE_GROUND_MESSAGES } from './mandate-words.ts'
import { MISUSE_GROUND_MESSAGES } from './misuse-words.ts'
import { PERMIT_GROUND_MESSAGES } from './permit-ground-message.ts'
import { TRANSFER_GROUND_MESSAGES } from './transfer-ground-message.ts'
import { APPLICATION_EVENT_WORDS, REGISTRATION_EVENT_WORDS } from './state-words.ts'
import { WHAT_IF_GROUND_MESSAGES } from './what-if-ground-message.ts'
import type { Words } from './words.ts'

/**
 * Why something was granted (依据), by the key the rule gives. Keys are open, so that an old ledger row stays readable: one
 * without words here is printed with its facts.
 */
export const GROUND_MESSAGES: Readonly<Record<string, Words>> = {
  'look.day-digested': { zh: '{onDay} 的 {looks} 条访问记录已做摘要', en: '{looks} looks of {onDay} were digested' },
  'look.purpose-stated': { zh: '已说明查阅事由', en: 'it is said what the look is for' },
  'look.export-within-limits': { zh: '导出 {rows} 行，在限额以内', en: '{rows} rows exported, within the limits' },
  'address-change.written': {
    zh: '居住地址变更已写入居住证，不另换证',
    en: 'the new address was written to the permit; no new card is made',
  },
  'letter.read': { zh: '阅知持证人已迁往他处', en: 'the office took note that the holder moved' },
  'objection.taken': {
    zh: '受理异议，{answerDueOn}前答复',
    en: 'the objection was taken; it is answered by {answerDueOn}',
  },
  'objection.upheld': {
    zh: '异议成立，撤回{toldOn}的决定（{against:objectable}）',
    en: 'upheld: the decision of {toldOn} is taken back ({against:objectable})',
  },
  'objection.rejected': {
    zh: '异议不成立，维持{toldOn}的决定（{against:objectable}）',
    en: 'rejected: the decision of {toldOn} stands ({against:objectable})',
  },
  'objection.card-kept': {
    zh: '居住证没有作废，继续使用',
    en: 'the card was never void and serves on',
  },
  'objection.card-made': {
    zh: '原证已经作废，不再恢复；按办理机关的差错免费另制新证，应于{dueOn}前制证，不需要申请',
    en: 'the old card stays void; another is made free, as after an error of the office, by {dueOn}, and nobody need apply',
  },
  'objection.card-owed': {
    zh: '原证已经作废，不再恢复；应当免费另制新证，请持证人带身份证件和照片到办理机关办理',
    en: 'the old card stays void; another is owed free, and the holder comes with identity document and photo',
  },
  'objection.endorse-until': {
    zh: '居住证恢复，终止期间不影响签注：{lastInTimeOn}前签注为按时，居住年限不受影响；逾期自次日起中止使用功能',
    en: 'the permit goes on and loses nothing by its end: endorsed by {lastInTimeOn} it is in time; after that its functions are suspended',
  },
  'objection.taken-back': { zh: '异议成立，原决定撤回', en: 'an objection was upheld and the decision taken back' },
  'endorsement.accept': { zh: '受理签注', en: 'the endorsement was accepted' },
  'endorsement.check': { zh: '签注复核通过', en: 'a second official passed the endorsement' },
  'endorsement.complete': { zh: '签注已写入，办结', en: 'the endorsement was written and is done' },
  'endorsement.refuse': { zh: '不予签注', en: 'the endorsement was refused' },
  'endorsement.refused-not-residing': { zh: '没有在本地连续居住', en: 'no longer living here without a break' },
  'endorsement.refused-condition-gone': {
    zh: '稳定就业、稳定住所、连续就读三项条件均不再符合',
    en: 'neither work nor home nor school here stands any more',
  },
  'endorsement.refused-papers-untrue': { zh: '提交的证明材料不真实', en: 'a paper that was shown is not true' },
  'target.other-city': { zh: '户籍在其他城市，属于办理对象', en: 'The hukou is in another city' },
  'target.same-prefecture': {
    zh: '户籍在同一地级市的其他县，经决定属于办理对象[：{reason}]',
    en: 'The hukou is in another county of the prefecture; found to be a subject[: {reason}]',
  },
  'residence.registered': { zh: '居住登记在册', en: 'registered' },
  'residence.reopened': { zh: '登记恢复，视为没有中断', en: 'reopened, as if never interrupted' },
  'residence.gap-within-limit': { zh: '间隔未超过允许天数，连续计算', en: 'a gap within the limit; the count goes on' },
  'residence.change-in-time': {
    zh: '按时变更地址，连续计算[（{provisionalYear}年放假安排公布前为暂定）]',
    en: 'the change was declared in time; the count goes on[ (provisional until the working days of {provisionalYear} are published)]',
  },
  'residence.gap-breaks': {
    zh: '间隔过长，重新计算[（{provisionalYear}年放假安排公布前为暂定）]',
    en: 'the gap was too long; the count starts anew[ (provisional until the working days of {provisionalYear} are published)]',
  },
  'residence.untrue': { zh: '登记不属实，不计算', en: 'registered untruly; not counted' },
  'residence.before-regulation': {
    zh: '条例施行前的连续居住，计算在内',
    en: 'continuous residence before the regulation; counted',
  },
  'residence.ended': { zh: '登记已结束', en: 'the registration has ended' },
  'residence.not-registered': { zh: '这几天没有居住登记', en: 'no registration on these days' },
  'residence.half-year': { zh: '居住已满半年', en: 'half a year of residence is full' },
  'registration.day': {
    zh: '登记日期{registeredOn}，以{basis:date-basis}为准',
    en: 'registered on {registeredOn}, {basis:date-basis}',
  },
  'registration.in-time': {
    zh: '在{dueOn}前申报，未逾期[（{provisionalYear}年放假安排公布前为暂定）]',
    en: 'declared in time, due on {dueOn}[ (provisional until the working days of {provisionalYear} are published)]',
  },
  'registration.late': {
    zh: '应于{dueOn}前申报，已逾期，照常登记[（{provisionalYear}年放假安排公布前为暂定）]',
    en: 'due on {dueOn}, declared late and registered all the same[ (provisional until the working days of {provisionalYear} are published)]',
  },
  'registration.objection-in-time': {
    zh: '在异议期内，到{lastDayOn}为止[（{provisionalYear}年放假安排公布前为暂定）]',
    en: 'objected in time, until {lastDayOn}[ (provisional until the working days of {provisionalYear} are published)]',
  },
  'visit.true': { zh: '{visitedOn}上门核实属实', en: 'visited on {visitedOn}, found true' },
  'visit.untrue': { zh: '{visitedOn}上门核实不属实', en: 'visited on {visitedOn}, found untrue' },
  'visit.missed': { zh: '{visitedOn}上门无人应答', en: 'visited on {visitedOn}, nobody there' },
  'patrol.present': { zh: '巡查在住', en: 'found present on patrol' },
  'patrol.absent': { zh: '{patrolledOn}巡查不在', en: 'found absent on {patrolledOn}' },
  'departure.person': { zh: '本人申报于{leftOn}离开', en: 'the person declared leaving on {leftOn}' },
  'departure.told-in-time': {
    zh: '在{dueOn}前申报，没有逾期[（{provisionalYear}年放假安排公布前为暂定）]',
    en: 'told in time, due on {dueOn}[ (provisional until the working days of {provisionalYear} are published)]',
  },
  'departure.told-late': {
    zh: '应在{dueOn}前申报，已逾期，照常办理',
    en: 'due on {dueOn}, told late and done all the same',
  },
  'departure.take-back-until': {
    zh: '没有离开或填错的，{lastDayOn}前可以撤回，登记日期不变[（{provisionalYear}年放假安排公布前为暂定）]',
    en: 'can be taken back until {lastDayOn}; the day of registration then stands[ (provisional until the working days of {provisionalYear} are published)]',
  },
  'departure.landlord': {
    zh: '房东报告于{leftOn}离开，待核实',
    en: 'the landlord reported leaving on {leftOn}; to be checked',
  },
  'departure.employer': {
    zh: '用人单位报告于{leftOn}离开，待核实',
    en: 'the employer reported leaving on {leftOn}; to be checked',
  },
  'application.condition-met': {
    zh: '符合“{condition:condition}”条件',
    en: 'the condition "{condition:condition}" is met',
  },
  'application.in-person': { zh: '本人到场', en: 'the applicant came in person' },
  'application.papers-lacking': { zh: '可以提交，尚缺材料', en: 'may be handed in; papers are still lacking' },
  'acceptance.complete': { zh: '材料齐全，{acceptedOn}受理', en: 'papers complete, accepted on {acceptedOn}' },
  'acceptance.supplemented': { zh: '材料补齐，{acceptedOn}受理', en: 'the last paper came, accepted on {acceptedOn}' },
  'acceptance.deemed': {
    zh: '逾期未告知，视为{acceptedOn}已受理',
    en: 'no notice in time, counts as accepted on {acceptedOn}',
  },
  'due-day.confirmed': {
    zh: '放假安排已公布，期限由{before}定为{dueOn}',
    en: 'the working days are published; the last day was {before} for the time being and is {dueOn}',
  },
  'production.due': {
    zh: '应于{dueOn}前制发[，遇节假日顺延至{extendedOn}][（{provisionalYear}年放假安排公布前为暂定）]',
    en: 'due on {dueOn}[, or {extendedOn} after a holiday][ (provisional until the working days of {provisionalYear} are published)]',
  },
  'production.in-time': {
    zh: '制发按时：{stoppedOn}完成[，期限{dueOn}][，顺延至{extendedOn}][（{provisionalYear}年放假安排公布前为暂定）]',
    en: 'in time: done on {stoppedOn}[, due on {dueOn}][, or {extendedOn} after a holiday][ (provisional until the working days of {provisionalYear} are published)]',
  },
  'production.late': {
    zh: '制发逾期：{stoppedOn}完成[，期限{dueOn}][，顺延至{extendedOn}][（{provisionalYear}年放假安排公布前为暂定）]',
    en: 'late: done on {stoppedOn}[, due on {dueOn}][, or {extendedOn} after a holiday][ (provisional until the working days of {provisionalYear} are published)]',
  },
  'application.stopped': { zh: '终止：{reason:end-reason}', en: 'stopped: {reason:end-reason}' },
  'application.mended': {
    zh: '已更正{changed:field}[，原因：{reasons:quality-reason}]',
    en: 'mended: {changed:field}[, because {reasons:quality-reason}]',
  },
  'application.quality': { zh: '数据质量退回：{reasons:quality-reason}', en: 'sent back: {reasons:quality-reason}' },
  'permit.issued': { zh: '{issuedOn}签发，有效期至{validToOn}', en: 'issued on {issuedOn}, valid to {validToOn}' },
  'card.counted': { zh: '与交接清单相符：{stockNo}', en: 'matches the list: {stockNo}' },
  'police.signed': {
    zh: '公安制证人员已用本人密钥签名，签名摘要{evidenceSm3}',
    en: "signed by the officer's own key, digest {evidenceSm3}",
  },
  'card.dispatched': { zh: '{dispatchedOn}随清单{batchNo}发出', en: 'sent on {dispatchedOn} with list {batchNo}' },
  'card.remade': {
    zh: '免费重制，新卡{stockNo}[，旧卡{voidStockNo}作废]',
    en: 'made again free, card {stockNo}[; {voidStockNo} is void]',
  },
  'erasure.allowed': { zh: '可以删除[：保存期至{keptUntil}]', en: 'may be deleted[: kept until {keptUntil}]' },
  'card.lost': {
    zh: '卡片{stockNo}挂失，即时作废',
    en: 'card {stockNo} was reported lost and is void from this minute',
  },
  'card.made': {
    zh: '制作新证，卡体号{stockNo}；证号和有效期不变',
    en: 'a new card was made, {stockNo}; number and validity stay',
  },
  'card.stays-void': {
    zh: '已受理补领或居住证已终止，卡片{stockNo}不再使用，应当交回',
    en: 'another card is being made, or the permit has ended; {stockNo} stays void and is handed in',
  },
  'card-case.accept': { zh: '受理换领、补领或更正', en: 'another card was asked for and the case accepted' },
  'card-case.approve': { zh: '审核通过，准予制证', en: 'approved; a card is made' },
  'card-case.refuse': { zh: '不予办理', en: 'refused' },
  'card-case.export': { zh: '边界导出', en: 'the order lies in a package for the police' },
  'card-case.acknowledge': { zh: '公安签收', en: 'the police have the order' },
  'card-case.reject-quality': { zh: '数据质量退回', en: 'the police sent the order back' },
  'card-case.correct': { zh: '更正后重送公安', en: 'mended and ordered again' },
  'card-case.remake': { zh: '重制', en: 'the card was made again' },
  'card-case.dispatch': { zh: '分发送办单位', en: 'the card was sent to the office' },
  'card-case.receive': { zh: '领回成品', en: 'the card has come back to the office' },
  'card-case.report-loss': { zh: '运送丢失，重新制证', en: 'the card was lost on its way and is made again' },
  'card-case.produce': { zh: '制证', en: 'the card was made' },
  'card-case.hand-over': { zh: '发放', en: 'handed over' },
  'card-case.stop': { zh: '居住证已终止，停止制证', en: 'the permit ended, so no other card is made' },
  'card.void': { zh: '卡片{stockNo}作废', en: 'card {stockNo} is void' },
  'card.uncollected': { zh: '[至{lastDayOn}]逾期未领', en: 'not collected[ by {lastDayOn}]' },
  'documents.returned': { zh: '已退回：{materials:material}', en: 'given back: {materials:material}' },
  'occupancy.counts': {
    zh: '此居所办证数{permits}，居住人数{occupants}[，核定{cap}]',
    en: '{permits} permits and {occupants} occupants at the dwelling[, limit {cap}]',
  },
  'remedy.review': { zh: '可在{until}前申请行政复议', en: 'administrative review may be asked until {until}' },
  'remedy.lawsuit': { zh: '可在{until}前提起行政诉讼', en: 'a lawsuit may be brought until {until}' },
  'paper.print': { zh: '打印{paper:paper}', en: 'printed: {paper:paper}' },
  'civil-event.settle': {
    zh: '公安通报（{event:civil-event}，{happenedOn}）已核对，不影响登记',
    en: 'the report of the police ({event:civil-event}, {happenedOn}) was looked at; nothing follows',
  },
  'dwelling.standard': { zh: '地址合乎标准', en: 'the address is a standard one' },
  'dwelling.pending-survey': { zh: '地址待勘定', en: 'the address waits for a survey' },
  'recipient.applicant': { zh: '由申请人本人领取', en: 'collected by the applicant' },
  'recipient.agent': { zh: '由登记的代办人领取', en: 'collected by the recorded agent' },
  'material.on-checklist': { zh: '“{material:material}”在材料清单内', en: '{material:material} is on the checklist' },
  'material.comparable': {
    zh: '“{material:material}”作为同等证明收取：{reason}',
    en: '{material:material} was taken as comparable proof: {reason}',
  },
  'photo.accepted': { zh: '相片可用：{source:photo-source}', en: 'the photo can be used: {source:photo-source}' },
  'notice.once': { zh: '一次性告知：{items:material}', en: 'told once what is missing: {items:material}' },
  'notice.again': { zh: '再次告知，新增{newItems:material}', en: 'told again, newly {newItems:material}' },
  'occupancy.not-counted': { zh: '本市不核算办证总数', en: 'this city does not count permits of a dwelling' },
  'occupancy.counted': { zh: '此居所办证数{permits}，核定{cap}', en: '{permits} permits at the dwelling, limit {cap}' },
  'occupancy.supervisor-reason': { zh: '负责人同意：{reason}', en: 'a supervisor agreed: {reason}' },
  'agency.allowed': { zh: '可由代办人办理：{situation:mobility}', en: 'an agent may act for {situation:mobility}' },
  'transition.old-permit-runs-on': { zh: '旧居住证可用至{expiresOn}', en: 'the old permit runs to {expiresOn}' },
  'transition.half-year': {
    zh: '旧证签注按新旧衔接规定办理',
    en: 'the old permit is endorsed under the rules of transition',
  },
  'fee.free': { zh: '“{business:business}”免费', en: '{business:business} is free' },
  'fee.tariff': { zh: '“{business:business}”收费{fen}分', en: '{business:business} costs {fen} fen' },
  'fee.waived': { zh: '减免{fen}分：{reason:waiver-reason}', en: '{fen} fen waived: {reason:waiver-reason}' },
  'fee.kept': { zh: '{receiptNo}收费不退', en: '{receiptNo} stays' },
  'fee.reversed': { zh: '冲正{receiptNo}', en: '{receiptNo} reversed' },
  'ending.proposed': {
    zh: '提出：{event:ending-event}，待另一名工作人员复核',
    en: 'put forward, to be confirmed by another official: {event:ending-event}',
  },
  'ending.rejected': {
    zh: '复核不同意：{event:ending-event}',
    en: 'not confirmed by the second official: {event:ending-event}',
  },
  'ending.untrue': { zh: '{happenedOn}核实不属实，予以注销', en: 'found untrue on {happenedOn}; cancelled' },
  'ending.left-city': { zh: '{happenedOn}离开，登记结束', en: 'left on {happenedOn}; the registration ends' },
  'ending.local-hukou': { zh: '{happenedOn}转为本地户籍，终止', en: 'local hukou from {happenedOn}; ended' },
  'ending.died': { zh: '{happenedOn}死亡，终止', en: 'died on {happenedOn}; ended' },
  'ending.fraud': {
    zh: '{happenedOn}查明骗领，予以收缴',
    en: 'found on {happenedOn} to be obtained by fraud; collected',
  },
  'ending.conditions-gone': {
    zh: '{happenedOn}签注时不再符合任何一项条件',
    en: 'no condition was met at the endorsement of {happenedOn}',
  },
  'letting.allowed': { zh: '可以出租给{occupants}人', en: 'may be let to {occupants}' },
  'penalty.lead': {
    zh: '“{act:penalty-act}”的线索移送{imposer:imposer}[，时效到{lastDayOn}]',
    en: 'a lead to {imposer:imposer}: {act:penalty-act}[, until {lastDayOn}]',
  },
  'penalty.fine-in-band': {
    zh: '“{act:penalty-act}”罚款{yuan}元，在法定幅度以内',
    en: 'a fine of {yuan} yuan is in the band: {act:penalty-act}',
  },
  'check.entitled': { zh: '“{asker:card-asker}”可以查验', en: 'the check may be made by {asker:card-asker}' },
  'check.released': {
    zh: '用途“{purpose:check-purpose}”可告知：{fields:released-field}',
    en: 'told for {purpose:check-purpose}: {fields:released-field}',
  },
  'check.may-retain': { zh: '“{asker:card-asker}”可以扣押', en: 'may be retained by {asker:card-asker}' },
  'simulation.draft': {
    zh: '试算草案“{draft}”，自{inForceFrom}起施行',
    en: 'the draft {draft}, in force from {inForceFrom}, is tried out',
  },
  'access.cross-area': { zh: '跨区协查 {hours} 小时', en: 'a cross-area look of {hours} hours' },
  'access.cross-area-ended': { zh: '跨区协查结束', en: 'the cross-area look ended' },
  'access.assigned': { zh: '指派承办人', en: 'the case was assigned' },
  'access.scope-set': { zh: '数据权限设为“{kind:scope-kind}”', en: 'how far the post sees: {kind:scope-kind}' },
  'access.moved-here': { zh: '迁入地由本岗位管辖', en: 'the post is in charge of the new place' },
  'access.moved-away': { zh: '原登记在本岗位的数据权限内', en: 'the post sees the old registration' },
  'access.explained': { zh: '权限体检', en: 'access was explained' },
  'key.cloned': {
    zh: '安全密钥的计数器没有增长，疑似被复制，已吊销',
    en: 'the counter of a security key did not grow: it seems to have been copied, and was revoked',
  },
  'duty.none': { zh: '不需专门职责', en: 'no duty needed' },
  'duty.resident': { zh: '由本人办理', en: 'done by the resident' },
  'duty.system': { zh: '由系统按期办理', en: 'done by the system when due' },
  'duty.police': { zh: '由公安机关办理', en: 'done by the police' },
  ...AMENDMENT_GROUND_MESSAGES,
  ...ENTITLEMENT_GROUND_MESSAGES,
  ...MANDATE_GROUND_MESSAGES,
  ...MISUSE_GROUND_MESSAGES,
  ...PERMIT_GROUND_MESSAGES,
  ...TRANSFER_GROUND_MESSAGES,
  ...WHAT_IF_GROUND_MESSAGES,
  ...Object.fromEntries(DUTIES.map((duty) => [`duty.${duty}`, dutyWords(DUTY_WORDS[duty])])),
  ...Object.fromEntries(REGISTRATION_EVENTS.map((event) => [`registration.${event}`, REGISTRATION_EVENT_WORDS[event]])),
  ...Object.fromEntries(
    Object.entries(REFUSE_REASON_WORDS).map(([code, words]) => [`application.refused-${code}`, words]),
  ),
  ...Object.fromEntries(APPLICATION_EVENTS.map((event) => [`application.${event}`, APPLICATION_EVENT_WORDS[event]])),
}

function dutyWords({ zh, en }: Words): Words {
  return { zh: `岗位有“${zh}”职责`, en: `the post may ${en}` }
}
