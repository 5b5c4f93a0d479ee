import type { MandateScope } from '@anju/domain/agency/mandate.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { MonthPeriod } from '@anju/domain/policy/period.ts'
import type { NoticeKey } from '../usecases/notice-channel.ts'

/** What a text may tell: names of people and offices, days, a case number. Never a whole ID number, never an address. */
export type NoticeFacts = {
  readonly name: string
  /** The day it happened. */
  readonly on: PlainDate
  /** Where to go, in the city's own word: 流管服务站 or 派出所. */
  readonly office: string
  readonly registeredOn: PlainDate | null
  readonly eligibleFrom: PlainDate | null
  /** The last day to answer, to be in touch, to fetch the card, or to endorse in time. */
  readonly lastDayOn: PlainDate | null
  readonly objectUntil: PlainDate | null
  readonly acceptanceNo: string
  readonly dueOn: PlainDate | null
  /** The day lies in a year whose working days are not published yet (暂定). */
  readonly objectProvisional: boolean
  readonly dueProvisional: boolean
  /** The city visits before a registration stands. */
  readonly visits: boolean
  /** The registration had been entered, so it is cancelled; otherwise the declaration is rejected. */
  readonly entered: boolean
  /** How long before each full year the next endorsement opens. */
  readonly endorsementOpens: MonthPeriod
  /** Which proof an application needs, by the reason for living here; `any` where none follows from it. */
  readonly proof: 'employment' | 'dwelling' | 'study' | 'any'
  /** Who acts for the person, what they did, and the code that says yes; empty where no mandate is meant. */
  readonly agentName: string
  readonly agentDid: MandateScope | ''
  readonly code: string
}

/** A text of up to 70 characters with its signature 【…】: one message of a mobile network. */
export type NoticeTemplate = { readonly version: number; readonly text: (facts: NoticeFacts) => string }

const PROOFS = {
  employment: '就业证明',
  dwelling: '居住证明',
  study: '就读证明',
  any: '居住、就业或就读证明',
} as const

const AGENT_DID: Readonly<Record<MandateScope, string>> = {
  application: '申办居住证',
  supplement: '补交材料',
  'pick-up': '领取居住证',
  replacement: '换领居住证',
  reissue: '补领居住证',
  endorsement: '办理签注',
}

/** Notices whose text holds a code: nobody but the person reads it. */
export const CODE_NOTICES: readonly string[] = ['mandate-code']

/** A new wording gets a new version; the version of each notice is kept with it. */
const TEXTS = {
  'declared-online': {
    version: 1,
    text: ({ name }) => `${name}，已收到您的居住登记申报。协管员将预约上门核实，请备好身份证件。`,
  },
  'visit-planned': {
    version: 1,
    text: ({ name }) => `${name}，协管员将预约上门核实居住情况，请备好身份证件和居住证明，留意来电。`,
  },
  'visit-missed': { version: 1, text: ({ name, office }) => `${name}，上门核实时无人应答，请联系${office}另约时间。` },
  registered: {
    version: 1,
    text: ({ name, registeredOn, eligibleFrom, visits }) =>
      visits
        ? `${name}，居住登记已录入，登记日期${day(registeredOn)}，等待上门核实。满半年为${day(eligibleFrom)}。`
        : `${name}，居住登记已办理，登记日期${day(registeredOn)}。${day(eligibleFrom)}起可申领居住证。`,
  },
  verified: {
    version: 1,
    text: ({ name, eligibleFrom }) => `${name}，居住登记已核实属实。${day(eligibleFrom)}起可申领居住证。`,
  },
  'cancelled-untrue': {
    version: 2,
    text: ({ name, office, objectUntil, objectProvisional, entered }) =>
      entered
        ? `${name}，居住登记核实不属实，已注销。有异议请于${day(objectUntil, objectProvisional)}前到${office}提出。`
        : `${name}，居住申报核实不属实，未予登记。可补充证明后到${office}重新申报。`,
  },
  'cancelled-unreached': {
    version: 2,
    text: ({ name, office, objectUntil, objectProvisional }) =>
      `${name}，因多次联系不上，居住登记已注销。仍居住的请于${day(objectUntil, objectProvisional)}前到${office}恢复。`,
  },
  'presumed-left': {
    version: 1,
    text: ({ name, office, lastDayOn }) =>
      `${name}，两次巡查未见您居住。仍居住的请于${day(lastDayOn)}前联系${office}，逾期将注销登记。`,
  },
  'ended-presumed-left': {
    version: 2,
    text: ({ name, office, objectUntil, objectProvisional }) =>
      `${name}，因已离开，居住登记已注销。仍居住的请于${day(objectUntil, objectProvisional)}前到${office}提出。`,
  },
  'still-here': { version: 1, text: ({ name }) => `${name}，已确认您仍在原址居住，居住登记继续有效。` },
  departed: {
    version: 2,
    text: ({ name, office, objectUntil, objectProvisional }) =>
      `${name}，居住登记已按离开注销。没有离开的，请于${day(objectUntil, objectProvisional)}前网上撤回或到${office}提出。`,
  },
  'departure-taken-back': {
    version: 1,
    text: ({ name, visits }) =>
      visits
        ? `${name}，离开申报已撤回，登记日期不变。协管员将预约上门核实，请留意来电。`
        : `${name}，离开申报已撤回，居住登记继续有效，登记日期不变。`,
  },
  amended: {
    version: 1,
    text: ({ name, office, on }) => `${name}，居住登记已于${day(on)}变更。非您本人申报的，请尽快联系${office}。`,
  },
  'mobile-changed': {
    version: 1,
    // It may be somebody else's number by now: no name.
    text: ({ office }) => `此号码原为居住登记的联系电话，现已更换，不再接收通知。如非您本人申报，请尽快联系${office}。`,
  },
  reopened: {
    version: 1,
    text: ({ name, visits }) =>
      visits
        ? `${name}，您的异议已受理，居住登记恢复，登记日期不变。协管员将预约上门核实，请留意来电。`
        : `${name}，您的异议已受理，居住登记恢复有效，登记日期不变。`,
  },
  'departure-reported': {
    version: 2,
    text: ({ name, office, visits }) =>
      `${name}，有人报告您已离开居住地。如仍居住，请联系${office}${visits ? '；协管员将上门核实' : ''}。`,
  },
  'ended-by-record': {
    version: 1,
    text: ({ name, office }) => `${name}，因户籍已迁入本地，居住登记已注销。如有疑问请联系${office}。`,
  },
  accepted: {
    version: 2,
    text: ({ name, acceptanceNo, dueOn, dueProvisional }) =>
      `${name}，居住证申请已受理，受理号${acceptanceNo}，应于${day(dueOn, dueProvisional)}前办结。`,
  },
  returned: {
    version: 1,
    text: ({ name, office }) => `${name}，居住证申请需补正，缺项见一次性告知书。补齐后到${office}继续办理。`,
  },
  'verify-missed': {
    version: 1,
    text: ({ name, office }) => `${name}，居住证申请上门核实时无人应答，请联系${office}另约时间。`,
  },
  refused: {
    version: 1,
    text: ({ name, office }) => `${name}，居住证申请未通过，理由和救济途径见决定书，请到${office}领取。`,
  },
  approved: {
    version: 2,
    text: ({ name, dueOn, dueProvisional }) =>
      `${name}，居住证申请已审核通过，正在制证，应于${day(dueOn, dueProvisional)}前办结。`,
  },
  'application-stopped': {
    version: 1,
    text: ({ name, office }) => `${name}，居住证申请已终止办理，材料请到${office}领回。`,
  },
  withdrawn: { version: 1, text: ({ name, office }) => `${name}，居住证申请已撤回，材料请到${office}领回。` },
  ready: {
    version: 1,
    text: ({ name, office }) => `${name}，居住证已制好，首次办理免费。请本人或登记的代办人带身份证件到${office}领取。`,
  },
  issued: {
    version: 2,
    text: ({ name, endorsementOpens }) =>
      `${name}，居住证已领取。每满一年前${period(endorsementOpens)}内请办理签注，签注免费。`,
  },
  'pick-up-reminder': {
    version: 1,
    text: ({ name, office, lastDayOn }) =>
      `${name}，居住证已制好待领。请于${day(lastDayOn)}前带身份证件到${office}领取，免费。`,
  },
  uncollected: {
    version: 1,
    text: ({ name, office }) => `${name}，居住证逾期未领，已由${office}保管，仍可带身份证件前往领取。`,
  },
  'half-year-reached': {
    version: 2,
    text: ({ name, office, proof }) =>
      `${name}，您登记居住已满半年，可申领居住证，首次免费。请带身份证件和${PROOFS[proof]}到${office}办理。`,
  },
  'address-changed': {
    version: 1,
    text: ({ name, on }) => `${name}，您的居住证已于${day(on)}变更居住地址，不另换证。签注日期不变，请按时签注。`,
  },
  'address-changed-reset': {
    version: 1,
    text: ({ name, registeredOn }) =>
      `${name}，居住证已变更居住地址，签发日期和居住年限自${day(registeredOn)}起重新计算，请按时签注。`,
  },
  'address-changed-due': {
    version: 1,
    text: ({ name, office, lastDayOn }) =>
      `${name}，居住证已变更居住地址。签注最迟${day(lastDayOn)}，免费，逾期将中止使用功能，请到${office}办理。`,
  },
  'address-changed-endorsed': {
    version: 1,
    text: ({ name }) => `${name}，居住证已变更居住地址，核查期间受理的签注一并办结，没有逾期。请按时办理下次签注。`,
  },
  'address-changed-overdue': {
    version: 1,
    text: ({ name, office, lastDayOn }) =>
      `${name}，居住证已变更居住地址；因逾期未签注，自${day(lastDayOn)}起中止使用功能，请到${office}补办签注。`,
  },
  'address-written': {
    version: 1,
    text: ({ name, on }) => `${name}，您的居住证已于${day(on)}变更居住地址，不另换证。`,
  },
  'transfer-asked': {
    version: 1,
    text: ({ name, office, lastDayOn }) =>
      `${name}，外地居住证已收下核查。签注最迟${day(lastDayOn)}，免费，不必等核查办结，请到${office}办理。`,
  },
  'transfer-overdue': {
    version: 1,
    text: ({ name, office }) =>
      `${name}，外地居住证已收下核查。该证逾期未签注，不必等核查办结，请尽快到${office}补办签注，免费。`,
  },
  'objection-taken': {
    version: 1,
    text: ({ name, lastDayOn }) => `${name}，您的异议已受理，最迟${day(lastDayOn)}答复。不影响申请行政复议、提起诉讼。`,
  },
  'objection-upheld': {
    version: 1,
    text: ({ name, office }) => `${name}，您的异议成立，原决定已撤回，相关事项继续办理。详情请咨询${office}。`,
  },
  'objection-upheld-card': {
    version: 1,
    text: ({ name, office }) =>
      `${name}，您的异议成立，居住证恢复。原证已作废，现免费另制新证，不需申请，制好后通知您到${office}领取。`,
  },
  'objection-upheld-card-owed': {
    version: 1,
    text: ({ name, office }) =>
      `${name}，您的异议成立，居住证恢复。原证已作废，免费另制新证，请带身份证件和照片到${office}办理。`,
  },
  'objection-endorse-until': {
    version: 1,
    text: ({ name, office, lastDayOn }) =>
      `${name}，居住证已恢复，最迟${day(lastDayOn)}签注仍为按时，免费。逾期将中止使用功能。请到${office}办理。`,
  },
  'objection-rejected': {
    version: 1,
    text: ({ name, office }) => `${name}，您的异议未成立。理由和救济途径见答复书，请到${office}领取。`,
  },
  'endorsement-opening': {
    version: 1,
    text: ({ name, office, lastDayOn }) =>
      `${name}，您的居住证现可签注，免费，最迟${day(lastDayOn)}。逾期将中止使用功能。请到${office}办理。`,
  },
  'endorsement-due': {
    version: 1,
    text: ({ name, office, lastDayOn }) =>
      `${name}，您的居住证尚未签注，最迟${day(lastDayOn)}，免费。逾期将中止使用功能。请到${office}办理。`,
  },
  suspended: {
    version: 1,
    text: ({ name, office, on }) =>
      `${name}，您的居住证逾期未签注，自${day(on)}起中止使用功能。补办签注后恢复，请到${office}办理。`,
  },
  'endorsement-overdue': {
    version: 1,
    text: ({ name, office }) =>
      `${name}，您的居住证仍未签注，使用功能仍在中止。补办签注后恢复，免费，请到${office}办理。`,
  },
  restored: {
    version: 1,
    text: ({ name, on }) => `${name}，您的居住证已补办签注，自${day(on)}起恢复使用功能。请按时办理下次签注。`,
  },
  'endorsement-accepted': {
    version: 1,
    text: ({ name, on }) =>
      `${name}，您的居住证签注已于${day(on)}受理，办结后另行告知。按时受理的，办结前居住证照常使用。`,
  },
  'endorsement-refused': {
    version: 1,
    text: ({ name, office }) =>
      `${name}，居住证签注未通过，理由和救济途径见决定书，请到${office}领取。补齐条件后可再来办理。`,
  },
  'mandate-code': {
    version: 1,
    text: ({ name, agentName, code }) =>
      `${name}，${agentName}要代您办理居住证。同意请告知确认码${code}，5分钟内有效；不同意请勿告诉任何人。`,
  },
  'mandate-confirmed': {
    version: 1,
    text: ({ name, agentName, lastDayOn, office }) =>
      `${name}，已登记${agentName}为您的代办人，至${day(lastDayOn)}。不是您本意的，请联系${office}撤销。`,
  },
  'mandate-revoked': {
    version: 1,
    text: ({ name, agentName, office }) => `${name}，您对${agentName}的代办委托已撤销。如有疑问请联系${office}。`,
  },
  'agent-acted': {
    version: 1,
    text: ({ name, agentName, agentDid, on, office }) =>
      `${name}，代办人${agentName}于${day(on)}为您${agentDid === '' ? '办理居住证' : AGENT_DID[agentDid]}。不是您委托的，请联系${office}撤销。`,
  },
  'card-accepted': {
    version: 1,
    text: ({ name, dueOn, dueProvisional }) =>
      `${name}，您的居住证换补领已受理，应于${day(dueOn, dueProvisional)}前制证。签注日期不变。`,
  },
  'card-refused': {
    version: 1,
    text: ({ name, office }) => `${name}，居住证换补领未通过，理由和救济途径见决定书，请到${office}领取。`,
  },
  'card-ready': {
    version: 1,
    text: ({ name, office }) => `${name}，居住证新证已制好，请本人或登记的代办人带身份证件到${office}领取。`,
  },
  'card-handed-over': {
    version: 1,
    text: ({ name }) => `${name}，居住证新证已领取，原证作废。签注日期不变，签注免费。`,
  },
  'card-lost': {
    version: 1,
    text: ({ name, office, on }) =>
      `${name}，您的居住证已于${day(on)}挂失作废。捡回或需补领的，请带身份证件到${office}办理。`,
  },
  'card-found': { version: 1, text: ({ name }) => `${name}，您的居住证已撤销挂失，可以继续使用。` },
  'card-found-void': {
    version: 2,
    text: ({ name }) => `${name}，您捡回的居住证已收回。该证已经作废，不能再用；名下其他证件不受影响。`,
  },
  'permit-ended': {
    version: 1,
    text: ({ name, office }) => `${name}，您的居住证已依规终止，理由和救济途径见告知书，请到${office}领取并交回证件。`,
  },
  'permit-revoked': {
    version: 1,
    text: ({ name, office }) => `${name}，您的居住证已依法收缴，理由和救济途径见告知书，请到${office}领取。`,
  },
  'end-withdrawn': {
    version: 1,
    text: ({ name, office }) =>
      `${name}，您已重新具备条件，原定终止居住证的决定已撤回，居住证继续有效。有疑问请联系${office}。`,
  },
  endorsed: {
    version: 2,
    text: ({ name, on, endorsementOpens }) =>
      `${name}，您的居住证已于${day(on)}签注。每满一年前${period(endorsementOpens)}内请办理签注，签注免费。`,
  },
} satisfies Readonly<Record<NoticeKey, NoticeTemplate>>

/** Each notice with its text, and in `NOTICE_CHANNELS` with what follows where it did not arrive. */
export const NOTICE_TEMPLATES: Readonly<Record<string, NoticeTemplate>> = TEXTS

/** 一个月, 2个月, 30日. */
function period({ n, unit }: MonthPeriod): string {
  if (unit === 'day') return `${n}日`
  return n === 1 ? '一个月' : `${n}个月`
}

/** 2016年7月5日, 2027年1月20日（暂定）; nothing for no day. */
function day(on: PlainDate | null, isProvisional = false): string {
  if (on === null) return ''
  const [year, month, date] = on.split('-').map(Number)
  return `${year}年${month}月${date}日${isProvisional ? '（暂定）' : ''}`
}

/** Characters of one message in the networks' own count, UCS-2 units: a rare character counts two. Signature included. */
export const NOTICE_CHARACTERS_MAX = 70
/** A longer name is cut, so that the text stays one message. In UCS-2 units. */
const NAME_UNITS_MAX = 6

/** The whole text, signed. @throws RangeError for a template that is not there. */
export function renderNotice(key: string, signature: string, facts: NoticeFacts): string {
  const template = NOTICE_TEMPLATES[key]
  if (template === undefined) throw new RangeError(`No template for the notice ${key}`)
  return `【${signature}】${template.text({ ...facts, name: shortName(facts.name), agentName: shortName(facts.agentName) })}`
}

/** The name, or as many of its characters as fit with an ellipsis; a rare one is kept whole or left out. */
function shortName(name: string): string {
  if (name.length <= NAME_UNITS_MAX) return name
  let short = ''
  for (const character of name) {
    if (short.length + character.length > NAME_UNITS_MAX - 1) break
    short += character
  }
  return `${short}…`
}
