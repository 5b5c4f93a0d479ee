import { clauseText } from '@anju/contract/message/clause-text.ts'
import { findWord } from '@anju/contract/message/find-word.ts'
import { explainGround } from '@anju/contract/message.ts'
import type { Remedy } from '@anju/domain/remedy/remedies.ts'
import type { PaperFacts } from '../usecases/paper-facts.ts'
import type { SheetBlock, SheetContent } from './paper-content.ts'
import { dayWords, paperDay } from './paper-day.ts'

type SheetFacts = Exclude<PaperFacts, { readonly kind: 'form' }>
type Sheet = Pick<SheetContent, 'title' | 'number' | 'to' | 'blocks' | 'signer' | 'received'>

/** A receipt or notice in the words it is given in: Chinese, each reason with its clause, each remedy with its day. */
export function composeSheet(facts: SheetFacts): SheetContent {
  const sheet = sheetOf(facts)
  return {
    template: 'sheet-2',
    ...sheet,
    office: facts.office,
    on: paperDay(facts.printedOn),
    onWords: dayWords(facts.printedOn),
    unprintable: '',
    footer: `${facts.office}　${sheet.title}${sheet.number === '' ? '' : `　${sheet.number}`}`,
  }
}

function sheetOf(facts: SheetFacts): Sheet {
  switch (facts.kind) {
    case 'registration-receipt':
      return registrationReceipt(facts)
    case 'cancellation':
      return cancellation(facts)
    case 'acceptance-receipt':
      return acceptanceReceipt(facts)
    case 'deficiency-notice':
      return deficiencyNotice(facts)
    case 'refusal':
      return refusal(facts)
    case 'objection-answer':
      return objectionAnswer(facts)
    case 'permit-cancellation':
      return permitCancellation(facts)
    case 'card-refusal':
      return cardRefusal(facts)
    case 'endorsement-refusal':
      return endorsementRefusal(facts)
    case 'fee-receipt':
      return feeReceipt(facts)
    case 'pick-up-notice':
      return pickUpNotice(facts)
    case 'permit-inquiry':
    case 'address-told':
    case 'transfer-refusal':
      return aboutTransfer(facts)
    case 'notice-letter':
      return noticeLetter(facts)
    default:
      return facts satisfies never
  }
}

type Of<Kind extends SheetFacts['kind']> = Extract<SheetFacts, { readonly kind: Kind }>

function registrationReceipt(facts: Of<'registration-receipt'>): Sheet {
  return {
    title: '居住登记回执',
    number: facts.receiptNo,
    to: '',
    blocks: [
      whose(
        facts,
        ['申报日期', dayWords(facts.declaredOn)],
        ['登记日期', dayWords(facts.registeredOn)],
        ['满半年之日', dayWords(facts.eligibleFrom)],
      ),
      text(
        `连续居住满半年，且有合法稳定就业、合法稳定住所、连续就读条件之一的，${dayWords(facts.eligibleFrom)}起可以申领居住证。`,
      ),
      ...(facts.toBeVisited ? [text('协管员将上门核实居住地址，请留意来电。')] : []),
      text('居住地址变更或者离开本地的，请及时办理变更或者注销。本回执不收费。'),
    ],
    signer: facts.registrar,
    received: false,
  }
}

function acceptanceReceipt(facts: Of<'acceptance-receipt'>): Sheet {
  const papers = facts.materials.map((kind) => findWord('material', kind, 'zh') ?? kind)
  return {
    title: '居住证申领受理回执',
    number: facts.acceptanceNo,
    to: '',
    blocks: [
      whose(
        facts,
        ['申领条件', findWord('condition', facts.condition, 'zh') ?? facts.condition],
        ['受理日期', dayWords(facts.acceptedOn)],
        ['应办结日期', dayWords(facts.dueOn)],
        ['收到材料', papers.join('、')],
      ),
      text('首次领取居住证不收费。凭本回执和身份证件领取证件。'),
    ],
    signer: facts.accepter,
    received: false,
  }
}

function deficiencyNotice(facts: Of<'deficiency-notice'>): Sheet {
  return {
    title: '一次性告知书',
    number: facts.acceptanceNo,
    to: facts.name,
    blocks: [
      whose(facts, ['告知日期', dayWords(facts.givenOn)]),
      text('您申领居住证的材料不齐全，需要补充的全部内容如下。补齐后即予受理，不再要求其他材料：'),
      list(facts.items.map((item) => ({ text: findWord('material', item, 'zh') ?? item, law: '' }))),
      ...(facts.note === '' ? [] : [text(`说明：${facts.note}`)]),
      text(`依据：${clauseText(facts.law, 'zh')}。`),
    ],
    signer: facts.giver,
    received: true,
  }
}

function refusal(facts: Of<'refusal'>): Sheet {
  return {
    title: '不予办理决定书',
    number: facts.acceptanceNo,
    to: facts.name,
    blocks: [
      whose(facts, ['决定日期', dayWords(facts.refusedOn)]),
      text('您的居住证申请经审核，不予办理，理由如下：'),
      list(facts.reasons.map((reason) => ({ text: explainGround(reason, 'zh'), law: clauseText(reason.law, 'zh') }))),
      ...remedyBlocks(facts.remedies),
      text('情况变化或者补充证明后，可以重新申请。'),
    ],
    signer: facts.signer,
    received: true,
  }
}

function objectionAnswer(facts: Of<'objection-answer'>): Sheet {
  const act = findWord('objectable', facts.against, 'zh') ?? facts.against
  return {
    title: '异议答复书',
    number: '',
    to: facts.name,
    blocks: [
      whose(
        facts,
        ['原决定', `${dayWords(facts.toldOn)}　${act}`],
        ['提出异议', dayWords(facts.filedOn)],
        ['答复日期', dayWords(facts.answeredOn)],
      ),
      text(facts.answer === 'upheld' ? '经核查，您的异议成立，原决定撤回。' : '经核查，您的异议不成立，维持原决定。'),
      list(facts.reasons.map((reason) => ({ text: explainGround(reason, 'zh'), law: clauseText(reason.law, 'zh') }))),
      text(`查明的情况：${facts.reason}`),
      ...remedyBlocks(facts.remedies),
    ],
    signer: facts.signer,
    received: true,
  }
}

function cancellation(facts: Of<'cancellation'>): Sheet {
  const reason =
    CANCELLED_AS[facts.reason] ??
    findWord('end-reason', facts.reason, 'zh') ??
    findWord('visit-outcome', facts.reason, 'zh') ??
    facts.reason
  return {
    title: '居住登记注销告知书',
    number: facts.receiptNo,
    to: facts.name,
    blocks: [
      whose(facts, ['登记日期', dayWords(facts.registeredOn)], ['注销日期', dayWords(facts.endedOn)]),
      text('您的居住登记已注销，理由如下：'),
      list([{ text: reason, law: clauseText(facts.law, 'zh') }]),
      ...(facts.objectUntil === undefined
        ? []
        : [
            text(
              `对此有异议的，可于${dayWords(facts.objectUntil)}前向${facts.office}提出书面或者口头陈述${facts.visits ? '，并可要求再次上门核实；核实' : '；查明'}属实的，按原登记日期恢复（${clauseText(facts.objectLaw, 'zh')}）。`,
            ),
          ]),
      ...remedyBlocks(facts.remedies),
    ],
    signer: facts.signer,
    received: true,
  }
}

/** What is told in a sentence of its own: what visits found, and whose word it was that somebody left. */
const CANCELLED_AS: Readonly<Record<string, string>> = {
  departed: '本人申报已离开本地',
  'presumed-left': '两次巡查未见居住，告知后逾期未答复，视为已离开',
  untrue: '上门核实，居住情况不属实',
  unreached: '多次上门和联系，均未能见到本人',
}

function permitCancellation(facts: Of<'permit-cancellation'>): Sheet {
  const isCollected = facts.card === 'collected'
  const card = facts.isCardBack ? '证件已经收回。' : '请将证件交回本单位。'
  return {
    title: isCollected ? '居住证收缴告知书' : '居住证注销告知书',
    number: facts.permitNo,
    to: facts.name,
    blocks: [
      whose(
        facts,
        ['居住证编号', facts.permitNo],
        ['发生日期', dayWords(facts.happenedOn)],
        ['终止日期', dayWords(facts.endsOn)],
      ),
      text(`您的居住证${isCollected ? '依法收缴，' : ''}自${dayWords(facts.endsOn)}起终止，理由如下：`),
      list([{ text: findWord('ending-event', facts.event, 'zh') ?? facts.event, law: clauseText(facts.law, 'zh') }]),
      ...(facts.card === 'kept' ? [] : [text(card)]),
      ...remedyBlocks(facts.remedies),
    ],
    signer: facts.signer,
    received: true,
  }
}

function cardRefusal(facts: Of<'card-refusal'>): Sheet {
  const business = findWord('business', facts.business, 'zh') ?? facts.business
  return {
    title: `不予${business}决定书`,
    number: facts.acceptanceNo,
    to: facts.name,
    blocks: [
      whose(
        facts,
        ['居住证编号', facts.permitNo],
        ['受理日期', dayWords(facts.acceptedOn)],
        ['申请事由', findWord('card-reason', facts.because, 'zh') ?? facts.because],
        ['决定日期', dayWords(facts.refusedOn)],
      ),
      text(`您的居住证${business}申请经审核，不予办理，理由如下：`),
      list([{ text: facts.reason, law: clauseText(facts.law, 'zh') }]),
      text('原居住证的效力不因本决定改变。'),
      ...remedyBlocks(facts.remedies),
    ],
    signer: facts.signer,
    received: true,
  }
}

function endorsementRefusal(facts: Of<'endorsement-refusal'>): Sheet {
  return {
    title: '不予签注决定书',
    number: facts.permitNo,
    to: facts.name,
    blocks: [
      whose(
        facts,
        ['居住证编号', facts.permitNo],
        ['受理日期', dayWords(facts.acceptedOn)],
        ['决定日期', dayWords(facts.refusedOn)],
      ),
      text('您的居住证签注申请经审核，不予签注，理由如下：'),
      list(facts.reasons.map((reason) => ({ text: explainGround(reason, 'zh'), law: clauseText(reason.law, 'zh') }))),
      ...(facts.notes.length === 0 ? [] : [text(`查明的情况：${facts.notes.join('；')}`)]),
      ...remedyBlocks(facts.remedies),
      text('情况变化或者补齐条件后，可以再来办理签注；逾期未签注的，居住证的使用功能中止，补办签注后恢复。'),
    ],
    signer: facts.signer,
    received: true,
  }
}

const RECEIPT_TITLES = { charge: '收费收据', waiver: '减免通知单', reversal: '收费冲正通知单' } as const

const amount = (fen: number) => `${(fen / 100).toFixed(2)}元`

function feeReceipt(facts: Of<'fee-receipt'>): Sheet {
  return {
    title: RECEIPT_TITLES[facts.entry],
    number: facts.receiptNo,
    to: '',
    blocks: [
      whose(
        facts,
        ['居住证编号', facts.permitNo],
        ['业务', findWord('business', facts.business, 'zh') ?? facts.business],
        ['收费金额', amount(facts.fen)],
        ...(facts.waivedFen === 0 ? [] : [['减免金额', amount(facts.waivedFen)] as const]),
        ...(facts.entry === 'waiver'
          ? [['减免理由', findWord('waiver-reason', facts.reason, 'zh') ?? facts.reason] as const]
          : []),
        ['日期', dayWords(facts.takenOn)],
      ),
      text(`收费依据：${clauseText(facts.law, 'zh')}。首次申领、签注、变更居住地址和更正机关差错均不收费。`),
    ],
    signer: facts.signer,
    received: false,
  }
}

function pickUpNotice(facts: Of<'pick-up-notice'>): Sheet {
  return {
    title: '居住证领取通知书',
    number: facts.acceptanceNo,
    to: facts.name,
    blocks: [
      whose(facts, ['居住证编号', facts.permitNo], ['通知日期', dayWords(facts.notifiedOn)]),
      text(
        `您的居住证已制成。请于${dayWords(facts.lastDayOn)}前，凭受理回执和身份证件到${facts.office}领取；委托代办的，由受理时登记的代办人持双方身份证件领取。`,
      ),
      text(
        `逾期未领的，证件交回保管，仍可联系${facts.office}领取（${clauseText(facts.waitLaw, 'zh')}）。首次领取不收费。`,
      ),
    ],
    signer: facts.signer,
    received: true,
  }
}

/** Papers about a permit that an office elsewhere issued: what it is asked, what it is told, and what the holder is told when it is not entered. */
function aboutTransfer(facts: Of<'permit-inquiry' | 'address-told' | 'transfer-refusal'>): Sheet {
  const { kind, toOffice, permitNo, law } = facts
  const card = [
    ['居住证编号', permitNo],
    ['签发日期', dayWords(facts.issuedOn)],
    ...(facts.printedExpiryOn === null ? [] : [['证面有效期', dayWords(facts.printedExpiryOn)] as const]),
    ['签发机关', toOffice],
  ] as const
  if (kind === 'transfer-refusal')
    return {
      title: '外地居住证不予接续告知书',
      number: permitNo,
      to: facts.name,
      blocks: [
        whose(facts, ...card, ['决定日期', dayWords(facts.decidedOn)]),
        text('您出示的外地签发居住证，经核查不予在本地接续，理由如下：'),
        list(facts.reasons.map((reason) => ({ text: explainGround(reason, 'zh'), law: clauseText(reason.law, 'zh') }))),
        ...remedyBlocks(facts.remedies),
        text('您的居住登记不受影响；符合条件的，可以在本地另行申领居住证。'),
      ],
      signer: facts.signer,
      received: true,
    }
  const isInquiry = kind === 'permit-inquiry'
  const { endorsedOn } = facts
  return {
    title: isInquiry ? '居住证核查函' : '居住地址变更通报函',
    number: permitNo,
    to: toOffice,
    blocks: [
      {
        kind: 'facts',
        rows: [
          { label: '持证人', value: facts.name },
          { label: '身份证件号码', value: facts.idNumberMasked },
          ...card.slice(0, -1).map(([label, value]) => ({ label, value })),
          ...(isInquiry
            ? [{ label: '证上签注', value: endorsedOn.map((day) => dayWords(day)).join('、') || '无' }]
            : []),
          { label: '原居住地址', value: facts.oldAddress },
          { label: '现居住地址', value: facts.address },
        ],
      },
      text(
        isInquiry
          ? `持证人已迁至我地居住，申请变更居住证地址。上列证件是否由贵单位签发、现是否有效，持证人何日起在贵地登记居住、何日注销登记，请核查，并于${dayWords(facts.answerDueOn)}前函复。`
          : '上列居住证的持证人已在我地办理居住登记，居住证地址已变更到我地，以后由我地签注和管理。特此通报，请据以办理注销登记。',
      ),
      text(`依据：${clauseText(law, 'zh')}。`),
    ],
    signer: facts.signer,
    received: false,
  }
}

/** The message in full, on paper; it stands under the address, so that it can be folded into a window envelope. */
function noticeLetter(facts: Of<'notice-letter'>): Sheet {
  return {
    title: '告知函',
    number: '',
    to: facts.name,
    blocks: [
      {
        kind: 'facts',
        rows: [
          { label: '收件人', value: facts.name },
          { label: '邮寄地址', value: facts.address === '' ? '—' : facts.address },
          { label: '身份证件号码', value: facts.idNumberMasked },
        ],
      },
      text(
        `${WHY_BY_POST[facts.state] ?? '短信未能送达您本人'}，现以邮寄方式告知您${dayWords(facts.madeOn)}的下列事项：`,
      ),
      text(facts.text.replace(/^【.*?】/u, '')),
      text(
        `决定书等文书可凭身份证件到${facts.office}领取或者重新打印；对内容有疑问或者异议的，请到${facts.office}说明。本函不收费。`,
      ),
    ],
    signer: '',
    received: false,
  }
}

const WHY_BY_POST: Readonly<Record<string, string>> = {
  'no-number': '您没有登记手机号码',
  'failed-permanent': '短信未能送达您登记的手机',
  expired: '短信逾期未能送达您登记的手机',
}

function whose(facts: SheetFacts, ...more: readonly (readonly [label: string, value: string])[]): SheetBlock {
  const rows = [
    ['姓名', facts.name],
    ['身份证件号码', facts.idNumberMasked],
    ['居住地址', facts.address],
    ...more,
  ] as const
  return { kind: 'facts', rows: rows.map(([label, value]) => ({ label, value: value === '' ? '—' : value })) }
}

const text = (words: string): SheetBlock => ({ kind: 'text', text: words })
const list = (items: Extract<SheetBlock, { kind: 'list' }>['items']): SheetBlock => ({ kind: 'list', items })

/** What can be done against a decision, and until when; every adverse paper says so. */
function remedyBlocks(remedies: readonly Remedy[]): readonly SheetBlock[] {
  if (remedies.length === 0) return []
  return [
    { kind: 'heading', text: '您的权利' },
    list(
      remedies.map(({ kind, until, law }) => ({
        text: explainGround({ key: `remedy.${kind}`, facts: { until } }, 'zh'),
        law: clauseText(law, 'zh'),
      })),
    ),
  ]
}
