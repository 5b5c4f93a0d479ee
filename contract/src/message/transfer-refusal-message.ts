import type { RefusalCode } from '@anju/domain/kernel/refusal-code.ts'
import type { Words } from './words.ts'

type TransferCode = Extract<RefusalCode, `${'transfer' | 'import'}.${string}`>

/** Refusals about permits from elsewhere and from before 2016; form as in `REFUSAL_MESSAGES`. */
export const TRANSFER_REFUSAL_MESSAGES = {
  'import.days-impossible': {
    zh: '日期前后矛盾：签发{issuedOn}、有效期至{expiresOn}、登记{registeredOn}[、离开{leftOn}]。请核对原登记后改正。',
    en: 'The days contradict each other: issued {issuedOn}, valid to {expiresOn}, registered {registeredOn}[, left {leftOn}]. Check the old register and mend the line.',
  },
  'import.field-malformed': {
    zh: '“{column}”一栏的“{value}”不合规定。请按说明改正。',
    en: '"{value}" does not fit the column {column}. Mend it as the manual says.',
  },
  'import.field-missing': {
    zh: '“{column}”一栏不能为空。请补上。',
    en: 'The column {column} must not be empty. Fill it in.',
  },
  'import.foreign-division': {
    zh: '“{column}”一栏的区划{divisionCode}不在本市或者不存在。请改为本市现行的区划代码。',
    en: 'The division {divisionCode} in the column {column} is not one of this city. Write a code that is in use here.',
  },
  'import.holds-permit': {
    zh: '此人在本市已有居住证{permitNo}，不能再转入一个有效的旧证。请查明哪一个有效，再改正或者删去本行。',
    en: 'The person holds the permit {permitNo} here already, so no second one is taken over. Find out which one is good, then mend or drop the line.',
  },
  'import.not-old': {
    zh: '签发日期{issuedOn}在{newRulesFrom}之后，不是旧证。请按外地居住证或者申领办理。',
    en: 'Issued on {issuedOn}, not before {newRulesFrom}, so it is no old permit. Enter it as one from elsewhere, or have it applied for.',
  },
  'import.number-of-another': {
    zh: '证件号码{permitNo}已经在册，内容与本行不同。请核对哪一个正确。',
    en: 'The number {permitNo} is in the registry with other facts. Check which of them is right.',
  },
  'import.person-differs': {
    zh: '同一身份证号码的人已经在册，“{column}”与本行不同。请核对原件后改正本行。',
    en: 'A person with this ID number is in the registry with another {column}. Check the original and mend the line.',
  },
  'transfer.already-decided': {
    zh: '这个外地居住证已经复核过。请刷新后查看结果。',
    en: 'This permit from elsewhere was decided already. Reload to see how.',
  },
  'transfer.already-open': {
    zh: '此人已有一个外地居住证正在核查。请先办结那一件。',
    en: 'Another permit from elsewhere of this person is being checked. Finish that case first.',
  },
  'transfer.answer-awaited': {
    zh: '签发机关的答复等到{dueOn}为止。到期仍无答复的，次日起可以记为未答复。',
    en: 'The answer is waited for until {dueOn}. If there is none by then, that can be recorded from the next day.',
  },
  'transfer.answered-before': {
    zh: '签发机关的答复已经记录，不能改写。有疑问的，请复核时写明。',
    en: 'The answer of that office is recorded and is not written over. Say at the decision what is in doubt.',
  },
  'transfer.contradicted': {
    zh: '签发机关答复与证件不符，不能接续。请不予接续并告知本人；涉嫌伪造的按规定处理。',
    en: 'The office that issued it contradicted the card, so it is not entered. Decide against it and tell the holder; what looks forged is dealt with by its own rules.',
  },
  'transfer.days-impossible': {
    zh: '签注日期{endorsedOn}早于签发日期{issuedOn}，或者还没有到。请对照证件改正。',
    en: 'The endorsement of {endorsedOn} lies before the issue on {issuedOn}, or has not come yet. Read the card again.',
  },
  'transfer.holds-permit': {
    zh: '此人在本市已有居住证{permitNo}，一人只有一个居住证。请先查明后注销其中一个。',
    en: 'The person holds the permit {permitNo} here, and nobody has two. Find out which one is good and end the other first.',
  },
  'transfer.not-answered': {
    zh: '签发机关还没有答复，等候至{dueOn}。请先登记答复，再复核。',
    en: 'The office that issued it has not answered; its answer is waited for until {dueOn}. Record the answer first.',
  },
  'transfer.number-known': {
    zh: '号码{permitNo}的居住证就在本系统内。请直接办理变更居住证地址。',
    en: 'The permit {permitNo} is in this registry. Change its address there.',
  },
  'transfer.printed-day': {
    zh: '签发日期{issuedOn}在{newRulesFrom}以前的居住证，按证面有效期使用。请照证件填写有效期，且不早于签发日期。',
    en: 'A permit issued on {issuedOn}, before {newRulesFrom}, is good until the day printed on it. Take that day down from the card; it is not before the issue.',
  },
} as const satisfies Record<TransferCode, Words>
