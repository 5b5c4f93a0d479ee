import type { ApplicationEvent, ApplicationState } from '@anju/domain/application/application-machine.ts'
import type { EndorsementEvent, EndorsementState } from '@anju/domain/endorsement/endorsement-machine.ts'
import type { CardCaseEvent, CardCaseState } from '@anju/domain/replacement/card-case-machine.ts'
import type { RegistrationEvent, RegistrationState } from '@anju/domain/registration/registration-machine.ts'
import type { Words } from './words.ts'

/** Where a registration stands. Written as one says it of a case: 此登记现在是“……”. */
export const REGISTRATION_STATE_WORDS = {
  'declared-window': { zh: '窗口已收表，待录入', en: 'taken at the window, not entered' },
  'declared-online': { zh: '网上已申报', en: 'declared online' },
  'visit-planned': { zh: '待上门核实', en: 'visit planned' },
  recorded: { zh: '已登记，待核实', en: 'registered, to be verified' },
  visited: { zh: '已走访，待处理', en: 'visited, to be settled' },
  active: { zh: '已登记', en: 'registered' },
  unreached: { zh: '未联系上', en: 'not reached' },
  'presumed-left': { zh: '疑似离开', en: 'presumed left' },
  ended: { zh: '已结束', en: 'ended' },
  'cancelled-untrue': { zh: '已注销（不属实）', en: 'cancelled as untrue' },
  'cancelled-unreached': { zh: '已注销（未联系上）', en: 'cancelled, not reached' },
  'declaration-rejected': { zh: '申报未通过', en: 'declaration rejected' },
} as const satisfies Record<RegistrationState, Words>

/** What may happen to a registration, as a button or a line of its history says it. */
export const REGISTRATION_EVENT_WORDS = {
  'declare-at-window': { zh: '窗口申报', en: 'Declared at the window' },
  'declare-online': { zh: '网上申报', en: 'Declared online' },
  'accept-and-enter': { zh: '受理录入', en: 'Accept and enter' },
  'dispatch-visit': { zh: '下达走访指令', en: 'Order a visit' },
  'confirm-by-landlord': { zh: '房东确认', en: 'Landlord confirms' },
  'visit-true': { zh: '核实属实', en: 'Visited: true' },
  'visit-untrue': { zh: '核实不属实', en: 'Visited: untrue' },
  'visit-missed': { zh: '走访无人', en: 'Visited: nobody there' },
  'confirm-untrue': { zh: '复核确认不属实', en: 'Confirm untrue' },
  'contest-untrue': { zh: '复核不同意，重新走访', en: 'Contest untrue, visit again' },
  'make-contact': { zh: '恢复联系', en: 'In touch again' },
  'lapse-unreached': { zh: '逾期未联系，注销', en: 'Cancelled, not reached in time' },
  'patrol-present': { zh: '巡查：在住', en: 'Patrol: present' },
  'patrol-absent': { zh: '巡查：不在', en: 'Patrol: absent' },
  'answer-still-here': { zh: '仍在居住', en: 'Still living here' },
  'lapse-presumed-left': { zh: '逾期未答复，结束登记', en: 'Ended, no answer in time' },
  amend: { zh: '变更登记', en: 'Amendment' },
  'move-residence': { zh: '变更居住地址', en: 'Change of address' },
  depart: { zh: '离开', en: 'Departure' },
  'report-departure': { zh: '他人报告离开', en: 'Departure reported by another' },
  'declare-departure': { zh: '本人网上申报离开', en: 'Departure declared online' },
  'take-back-departure': { zh: '本人撤回离开申报', en: 'Departure taken back' },
  'end-by-record': { zh: '依据记录结束', en: 'Ended by a record' },
  reopen: { zh: '异议恢复', en: 'Reopen after objection' },
} as const satisfies Record<RegistrationEvent, Words>

/** Where an application stands, for staff. */
export const APPLICATION_STATE_WORDS = {
  submitted: { zh: '已提交', en: 'submitted' },
  returned: { zh: '需补正', en: 'papers to be brought' },
  accepted: { zh: '已受理', en: 'accepted' },
  verified: { zh: '已核实，待审核', en: 'verified, to be reviewed' },
  'verify-failed': { zh: '核实不属实，待审核', en: 'found untrue, to be reviewed' },
  approved: { zh: '审核通过', en: 'approved' },
  exported: { zh: '已发往公安', en: 'sent to the police' },
  'at-police': { zh: '公安已接收', en: 'with the police' },
  'quality-rejected': { zh: '数据质量退回', en: 'sent back for its data' },
  produced: { zh: '已制证', en: 'card made' },
  'in-transit': { zh: '证件运送中', en: 'card on its way' },
  'lost-in-transit': { zh: '运送丢失', en: 'card lost on its way' },
  'at-station': { zh: '证件已到站', en: 'card at the office' },
  notified: { zh: '待领取', en: 'ready, told' },
  issued: { zh: '已发放', en: 'handed over' },
  unclaimed: { zh: '逾期未领', en: 'not collected' },
  refused: { zh: '不予办理', en: 'refused' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  stopped: { zh: '已终止', en: 'stopped' },
} as const satisfies Record<ApplicationState, Words>

export const APPLICATION_EVENT_WORDS = {
  apply: { zh: '申办', en: 'Apply' },
  accept: { zh: '受理', en: 'Accept' },
  'return-incomplete': { zh: '一次性告知补正', en: 'Tell what is missing' },
  supplement: { zh: '补齐材料', en: 'Papers brought later' },
  'verify-true': { zh: '核实属实', en: 'Verified: true' },
  'verify-false': { zh: '核实不属实', en: 'Verified: untrue' },
  'verify-missed': { zh: '走访无人', en: 'Visited: nobody there' },
  approve: { zh: '审核通过', en: 'Approve' },
  refuse: { zh: '不予办理', en: 'Refuse' },
  'return-documents': { zh: '退回材料', en: 'Give papers back' },
  export: { zh: '发往公安', en: 'Send to the police' },
  acknowledge: { zh: '公安接收', en: 'Received by the police' },
  'reject-quality': { zh: '数据质量退回', en: 'Sent back for its data' },
  correct: { zh: '更正数据', en: 'Correct the data' },
  produce: { zh: '制证', en: 'Make the card' },
  remake: { zh: '重制', en: 'Make the card again' },
  dispatch: { zh: '分发', en: 'Dispatch the card' },
  receive: { zh: '领回', en: 'Receive the card' },
  'report-loss': { zh: '报告运送丢失', en: 'Report the card lost' },
  notify: { zh: '通知领证', en: 'Tell that it is ready' },
  'hand-over': { zh: '发放', en: 'Hand over' },
  'lapse-uncollected': { zh: '逾期未领', en: 'Not collected in time' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  stop: { zh: '终止', en: 'Stop' },
} as const satisfies Record<ApplicationEvent, Words>

/** Where an endorsement (签注) stands. */
export const ENDORSEMENT_STATE_WORDS = {
  accepted: { zh: '已受理，待办结', en: 'accepted, to be written' },
  checked: { zh: '已复核，待办结', en: 'checked, to be written' },
  endorsed: { zh: '已签注', en: 'endorsed' },
  refused: { zh: '不予签注', en: 'refused' },
} as const satisfies Record<EndorsementState, Words>

export const ENDORSEMENT_EVENT_WORDS = {
  accept: { zh: '受理签注', en: 'Accept the endorsement' },
  check: { zh: '复核通过', en: 'Pass it' },
  complete: { zh: '写入并办结', en: 'Write and finish' },
  refuse: { zh: '不予签注', en: 'Refuse' },
} as const satisfies Record<EndorsementEvent, Words>

/** Why an endorsement was refused, as an official chooses it. */
export const ENDORSEMENT_REFUSAL_WORDS = {
  'not-residing': { zh: '没有在本地连续居住', en: 'No longer living here without a break' },
  'condition-gone': { zh: '三项条件均不再符合', en: 'None of the three conditions stands' },
  'papers-untrue': { zh: '证明材料不真实', en: 'A paper is not true' },
} as const satisfies Readonly<Record<string, Words>>

/** Where an endorsement is written. */
export const WRITTEN_WORDS = {
  chip: { zh: '证件芯片', en: 'the chip' },
  paper: { zh: '纸质签注栏', en: 'the paper' },
  register: { zh: '登记系统（网上确认）', en: 'the register alone, confirmed online' },
} as const satisfies Readonly<Record<string, Words>>

/** Where the making of another card (换领、补领、更正) stands. */
export const CARD_CASE_STATE_WORDS = {
  accepted: { zh: '已受理', en: 'accepted' },
  approved: { zh: '已审核，待制证', en: 'approved, to be made' },
  exported: { zh: '已送公安', en: 'sent to the police' },
  'at-police': { zh: '公安制证中', en: 'with the police' },
  'quality-rejected': { zh: '数据质量退回', en: 'sent back for quality' },
  produced: { zh: '已制证', en: 'card made' },
  'in-transit': { zh: '运送中', en: 'on its way' },
  'lost-in-transit': { zh: '运送丢失', en: 'lost on its way' },
  ready: { zh: '已制证，待领取', en: 'made, to be handed over' },
  'handed-over': { zh: '已领取', en: 'handed over' },
  refused: { zh: '不予办理', en: 'refused' },
  stopped: { zh: '已终止', en: 'stopped' },
} as const satisfies Record<CardCaseState, Words>

export const CARD_CASE_EVENT_WORDS = {
  accept: { zh: '受理', en: 'Accept' },
  approve: { zh: '审核通过', en: 'Approve' },
  refuse: { zh: '不予办理', en: 'Refuse' },
  export: { zh: '边界导出', en: 'Send to the police' },
  acknowledge: { zh: '公安签收', en: 'Taken by the police' },
  'reject-quality': { zh: '数据质量退回', en: 'Send back for quality' },
  correct: { zh: '更正后重送', en: 'Mend and send again' },
  produce: { zh: '制证', en: 'Make the card' },
  remake: { zh: '重制', en: 'Make again' },
  dispatch: { zh: '分发', en: 'Send to the office' },
  receive: { zh: '领回成品', en: 'Take in the card' },
  'report-loss': { zh: '未收到，运送丢失', en: 'Not arrived: lost on its way' },
  'hand-over': { zh: '发放', en: 'Hand over' },
  stop: { zh: '终止', en: 'Stop' },
} as const satisfies Record<CardCaseEvent, Words>

/** What a report about a card in somebody's hand says; it is a case of its own, of one event. */
export const CARD_REPORT_WORDS = {
  'report-loss': { zh: '挂失', en: 'Report the loss of a card' },
  'card-found': { zh: '捡回证件', en: 'Take in a card that was found' },
} as const satisfies Readonly<Record<string, Words>>

/** What a case's history may also tell, beside the events of its machine: things that move no state. */
export const CASE_EVENT_WORDS = {
  'print-paper': { zh: '打印', en: 'Printed' },
  'give-mandate': { zh: '登记委托', en: 'Mandate given' },
  'confirm-mandate': { zh: '确认委托', en: 'Mandate confirmed' },
  'revoke-mandate': { zh: '撤销委托', en: 'Mandate revoked' },
  'send-mandate-code': { zh: '发送委托验证码', en: 'Code for a mandate sent' },
  'propose-post-scope': { zh: '提出扩大数据权限', en: 'Wider scope proposed' },
  'reject-post-scope': { zh: '不同意扩大数据权限', en: 'Wider scope turned down' },
  'set-post-scope': { zh: '设置数据权限', en: 'Scope of a post set' },
  'grant-cross-area': { zh: '批准跨区协查', en: 'Cross-area look granted' },
  'assign-case': { zh: '指派承办人', en: 'Case assigned' },
  'ask-about-misuse': { zh: '滥用预警', en: 'Question about acts' },
  'keep-fee': { zh: '收费不退', en: 'Fee stays' },
  'answer-about-misuse': { zh: '答复滥用预警', en: 'Question about acts answered' },
  'confirm-due-days': { zh: '期限重新计算', en: 'Due day counted again' },
} as const satisfies Readonly<Record<string, Words>>
