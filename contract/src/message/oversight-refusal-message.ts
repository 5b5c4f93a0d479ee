import type { RefusalCode } from '@anju/domain/kernel/refusal-code.ts'
import type { Words } from './words.ts'

type OversightCode = Extract<RefusalCode, `${'check' | 'ending' | 'letting' | 'penalty'}.${string}`>

/** Refusals about checks, endings, lettings and penalties; form as in `REFUSAL_MESSAGES`. */
export const OVERSIGHT_REFUSAL_MESSAGES = {
  'check.asker-not-entitled': {
    zh: '查验方是“{asker:card-asker}”，无权查验居住证。请由执法或者提供服务的工作人员查验。',
    en: 'The check is asked by {asker:card-asker}, who is not entitled to it. Staff on duty may ask instead.',
  },
  'check.card-kept': {
    zh: '“{asker:card-asker}”不得扣押他人居住证。请当场归还，并把线索移送公安机关。',
    en: "Another's permit may not be kept by {asker:card-asker}. Give it back at once and pass the lead to the police.",
  },
  'check.case-missing': {
    zh: '没有写明为哪件事查验。请填写事项编号，查验会留下记录。',
    en: 'The matter of the check is missing. Enter its reference; every check is logged.',
  },
  'check.code-forged': {
    zh: '无法核验：二维码签名不符。请改用证件和身份证核对，此事已列入异常。',
    en: 'It cannot be verified: the signature of the code is wrong. Check card and ID card instead; it is noted as an incident.',
  },
  'check.field-not-released': {
    zh: '“{purpose:check-purpose}”不需要：{fields:released-field}。请只查询所需项目。',
    en: 'More is asked than is needed for {purpose:check-purpose}: {fields:released-field}. Ask for the needed facts only.',
  },
  'check.purpose-unknown': {
    zh: '用途“{purpose:check-purpose}”不在本市规定的查验用途内。请选择规定的用途。',
    en: 'The city does not know this purpose: {purpose:check-purpose}. Choose one of its list.',
  },
  'check.work-id-missing': {
    zh: '未核对执法证件或工作证件。请先出示证件，再查验。',
    en: 'The law-enforcement or work ID was not checked. Show it first, then ask.',
  },
  'ending.already-decided': {
    zh: '这项收缴已经有人决定。请刷新后查看结果。',
    en: 'Somebody has decided this already. Reload to see what came of it.',
  },
  'ending.already-proposed': {
    zh: '这个居住证已有一项注销或收缴待复核。请先复核那一项。',
    en: 'Ending this permit was put forward already and waits for a second official. Decide that first.',
  },
  'ending.permit-goes-on': {
    zh: '因“{event:ending-event}”不终止居住证，证件由本人保留。请在居住登记上办理注销；回到本市的可以继续使用。',
    en: 'This does not end the permit: {event:ending-event}. The holder keeps the card; end the registration instead, and who comes back goes on using it.',
  },
  'ending.not-provided': {
    zh: '本市的规定没有把“{event:ending-event}”列为注销或者终止的事由。请按其他程序办理。',
    en: 'The rules of this city end nothing for this reason: {event:ending-event}. Take another procedure.',
  },
  'ending.officials-missing': {
    zh: '须由{officials}名工作人员签名，现有{signed}名。系统不能独自作出不利决定。请补齐签名。',
    en: 'It takes the signatures of {officials} officials and has {signed}; no machine decides alone against a person. Add them.',
  },
  'letting.area-too-small': {
    zh: '居住面积可住{cap}人，拟住{occupants}人。请减少人数或者更换房屋。',
    en: 'The living area is enough for {cap}, and {occupants} are to live there. Let to fewer people or let another house.',
  },
  'letting.identity-missing': {
    zh: '有{people}人未出示身份证件，不得出租。请先核对证件。',
    en: 'The identity document was not seen for {people} of them, so they may not be let to. See the documents first.',
  },
  'penalty.corrected': {
    zh: '已于{correctedOn}按期改正，不再罚款。请结案。',
    en: 'It was corrected in time, on {correctedOn}, so there is no fine. Close the matter.',
  },
  'penalty.correction-runs': {
    zh: '改正期限到{lastDayOn}为止，尚未届满。请期满后再办。',
    en: 'The time to correct runs to {lastDayOn} and is not over. Wait for its end.',
  },
  'penalty.no-fine': {
    zh: '“{act:penalty-act}”没有罚款规定。请按规定给予警告、责令改正或者移送。',
    en: 'No text sets a fine for this: {act:penalty-act}. Warn, order to correct or pass it on, as the text says.',
  },
  'penalty.not-authorised': {
    zh: '“{act:penalty-act}”由{imposer:imposer}处理，您的单位不能处罚。请移送线索。',
    en: 'This belongs to {imposer:imposer}: {act:penalty-act}. Your office may not punish; pass the lead on.',
  },
  'penalty.not-on-the-spot': {
    zh: '当场处罚最多{mostYuan}元。请改用普通程序。',
    en: 'On the spot at most {mostYuan} yuan can be fined. Take the ordinary procedure.',
  },
  'penalty.not-punishable': {
    zh: '没有规定处罚“{act:penalty-act}”，或者规定已失效。请勿处罚。',
    en: 'No text in force punishes this: {act:penalty-act}. Do not punish it.',
  },
  'penalty.observation-missing': {
    zh: '没有写明发现的事实。请记录看到的情况后再移送。',
    en: 'What was seen is not written down. Record it, then pass the lead on.',
  },
  'penalty.order-missing': {
    zh: '须先责令限期改正，逾期不改才可罚款。请先下达改正通知。',
    en: 'An order to correct comes first; only when it is not followed there is a fine. Give the order first.',
  },
  'penalty.outside-band': {
    zh: '罚款{yuan}元超出法定幅度{leastYuan}元至{mostYuan}元。请改为幅度以内。',
    en: 'A fine of {yuan} yuan lies outside the band of {leastYuan} to {mostYuan} yuan. Choose one inside.',
  },
  'penalty.text-not-held': {
    zh: '“{act:penalty-act}”现行的规定尚未录入，系统无法核对罚款。请移送公安机关依现行文本处理。',
    en: 'The text in force is not entered here, so a fine cannot be checked: {act:penalty-act}. Pass it to the police, who have the text.',
  },
  'penalty.too-late': {
    zh: '追究时效到{lastDayOn}为止，发现日是{foundOn}，不再处罚。请只作记录。',
    en: 'It could be found out until {lastDayOn} and was on {foundOn}; it is no longer punished. Record it only.',
  },
} as const satisfies Record<OversightCode, Words>
