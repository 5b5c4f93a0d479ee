import type { MandateScope, MandateWay } from '@anju/domain/agency/mandate.ts'
import type { RefusalCode } from '@anju/domain/kernel/refusal-code.ts'
import type { Words } from './words.ts'

/** What an agent may be sent for. */
export const MANDATE_SCOPE_WORDS = {
  application: { zh: '申办居住证', en: 'apply for the permit' },
  supplement: { zh: '补交材料', en: 'bring papers later' },
  'pick-up': { zh: '领取居住证', en: 'fetch the card' },
  replacement: { zh: '换领', en: 'have the card replaced' },
  reissue: { zh: '补领', en: 'have a lost card made again' },
  endorsement: { zh: '签注', en: 'have the permit endorsed' },
} as const satisfies Record<MandateScope, Words>

/** How the principal says yes. */
export const MANDATE_WAY_WORDS = {
  guardian: { zh: '监护人办理，无需确认', en: 'guardian of a child, nobody to ask' },
  code: { zh: '短信验证码（发到本人登记的手机）', en: "by a code to the principal's own number of record" },
  'face-to-face': { zh: '工作人员当面确认', en: 'face to face with an official' },
  visit: { zh: '上门核实时确认', en: 'at the visit of the application' },
} as const satisfies Record<MandateWay, Words>

/** Where a mandate stands. */
export const MANDATE_STATES = ['active', 'awaits-code', 'awaits-visit', 'expired', 'revoked', 'used-up'] as const
export const MANDATE_STATE_WORDS = {
  active: { zh: '有效', en: 'active' },
  'awaits-code': { zh: '待本人确认', en: 'waits for the principal' },
  'awaits-visit': { zh: '待上门时确认', en: 'to be confirmed at the visit' },
  expired: { zh: '已过期', en: 'expired' },
  revoked: { zh: '已撤销', en: 'revoked' },
  'used-up': { zh: '次数已用完', en: 'used up' },
} as const satisfies Record<(typeof MANDATE_STATES)[number], Words>

export const MANDATE_REFUSAL_MESSAGES = {
  'mandate.agent-is-principal': {
    zh: '代办人与委托人是同一人。请选择本人到场，或登记另一位代办人。',
    en: 'Agent and principal are the same person. Choose that the person came, or enter another agent.',
  },
  'mandate.agent-not-seen': {
    zh: '没有核对代办人的身份证件。请查验代办人证件原件后再登记委托。',
    en: "The agent's identity document was not seen. See the original, then enter the mandate.",
  },
  'mandate.code-wrong': {
    zh: '验证码不对、已用过或已过期。请核对，或重新发送验证码。',
    en: 'The code is wrong, was used, or has run out. Check it, or have another one sent.',
  },
  'mandate.expired': {
    zh: '委托已于{lastDayOn}到期。请由委托人重新委托。',
    en: 'The mandate ended on {lastDayOn}. The principal must give another.',
  },
  'mandate.guardian-only': {
    zh: '只有未满{age}周岁的人由监护人代办时无需本人确认。请选择其他确认方式。',
    en: "Only for a child under {age} is the guardian's word enough. Choose another way to ask the principal.",
  },
  'mandate.missing': {
    zh: '没有代办委托。请先登记委托并由委托人确认。',
    en: 'There is no mandate. Enter one and have the principal confirm it.',
  },
  'mandate.no-number': {
    zh: '委托人没有登记手机号码，不能发验证码。请当面确认，或在上门核实时确认。',
    en: 'The principal has no number of record, so no code can be sent. Ask them face to face, or at the visit.',
  },
  'mandate.no-visit': {
    zh: '本市申办不安排上门核实。请选择验证码或当面确认。',
    en: 'The city makes no visit for an application. Choose the code, or ask face to face.',
  },
  'mandate.not-confirmed': {
    zh: '委托人还没有确认委托。请先完成确认。',
    en: 'The principal has not confirmed the mandate. Have it confirmed first.',
  },
  'mandate.not-waiting': {
    zh: '此委托不需要这样确认：已经确认、已经撤销或已到期。请刷新后查看。',
    en: 'The mandate does not wait for this: it is confirmed, revoked or over. Reload and see.',
  },
  'mandate.number-of-agent': {
    zh: '委托人登记的手机号码就是代办人的号码，不能发验证码。请当面确认，或在上门核实时确认。',
    en: "The principal's number of record is the agent's, so a code would ask the wrong person. Ask face to face, or at the visit.",
  },
  'mandate.other-agent': {
    zh: '委托书上的代办人是另一个人。请由该代办人办理，或重新登记委托。',
    en: 'The mandate names another agent. That person must come, or another mandate is given.',
  },
  'mandate.other-principal': {
    zh: '这份委托是另一位委托人的。请选用此人的委托。',
    en: "The mandate is another principal's. Choose one of this person's.",
  },
  'mandate.other-scope': {
    zh: '委托不包括“{scope:mandate-scope}”。请由委托人另行委托，或由本人办理。',
    en: 'The mandate does not cover: {scope:mandate-scope}. The principal must give another, or come.',
  },
  'mandate.portrait-missing': {
    zh: '当面确认须拍摄委托人人像。请补拍。',
    en: 'A principal who is asked face to face has their picture taken. Take it.',
  },
  'mandate.revoked': {
    zh: '委托人已于{since}撤销委托。请由本人办理或重新委托。',
    en: 'The principal revoked the mandate on {since}. They must come, or give another.',
  },
  'mandate.scope-not-offered': {
    zh: '本市不能委托办理[：{scopes:mandate-scope}]。请选择可以代办的事项。',
    en: 'The city does not let an agent do this[: {scopes:mandate-scope}]. Choose what an agent may do.',
  },
  'mandate.time-not-allowed': {
    zh: '委托的最后一天应在{earliestOn}至{lastDayOn}之间。请更改。',
    en: 'The last day of a mandate lies between {earliestOn} and {lastDayOn}. Change it.',
  },
  'mandate.used-up': {
    zh: '此委托最多办理{most}次，已经用完。请由委托人重新委托。',
    en: 'The mandate covers {most} acts, and all were made. The principal must give another.',
  },
  'mandate.wait': {
    zh: '验证码发得太频繁。请过{waitSeconds}秒再发，或当面确认。',
    en: 'Too many codes were sent. Wait {waitSeconds} seconds, or ask face to face.',
  },
} as const satisfies Record<Extract<RefusalCode, `mandate.${string}`>, Words>

export const MANDATE_GROUND_MESSAGES = {
  'mandate.active': {
    zh: '委托有效：{scope:mandate-scope}，第{use}次，共{most}次，至{lastDayOn}',
    en: 'active mandate: {scope:mandate-scope}, act {use} of {most}, until {lastDayOn}',
  },
  'mandate.given': {
    zh: '委托办理{scopes:mandate-scope}，至{lastDayOn}，最多{most}次',
    en: 'mandate to {scopes:mandate-scope}, until {lastDayOn}, {most} acts at most',
  },
  'mandate.code-sent': {
    zh: '已向委托人登记的号码发送验证码',
    en: "a code was sent to the principal's number of record",
  },
  'mandate.confirmed': { zh: '委托人已确认委托', en: 'the principal confirmed the mandate' },
  'mandate.revoked': { zh: '委托人撤销委托', en: 'the principal revoked the mandate' },
} as const satisfies Record<string, Words>
