import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { findPlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { PaperFacts } from '../usecases/paper-facts.ts'
import { composeSheet } from './compose-sheet.ts'

type SheetFacts = Exclude<PaperFacts, { readonly kind: 'form' }>

const OFFICE = '临河区公安分局户籍服务大厅'
const until = findPlainDate('2018-08-01') ?? assert.fail()
const subject = {
  jurisdiction: 'linhe',
  office: OFFICE,
  printedOn: '2018-06-01',
  name: '张国强',
  idNumberMasked: '1508***********11X',
  address: '临河区先锋街道胜利北路12号楼3单元1502室',
} as const
const remedies = [{ kind: 'review', until, law: 'ARL-2009:9' }] as const
const permitNo = '15080200001234'
const signer = '何丽娟'
const acceptanceNo = '1508020012018060100001'

const transfer = {
  ...subject,
  toOffice: '五原县公安局户籍室',
  permitNo,
  issuedOn: '2017-06-01',
  endorsedOn: ['2018-05-10'],
  printedExpiryOn: null,
  oldAddress: '五原县隆兴昌镇葵花大道7号楼2单元903室',
  answerDueOn: '2018-06-20',
  decidedOn: '2018-06-01',
  law: 'LH-2017-36:三.二(3)',
  reasons: [{ key: 'transfer.refused', law: 'LH-2017-36:三.二(3)', facts: { reason: '复函称签发给他人' } }],
  remedies,
  signer,
} as const

/** One of every paper, as a city without visits gives it. */
const LINHE: readonly SheetFacts[] = [
  {
    kind: 'registration-receipt',
    ...subject,
    receiptNo: '1',
    declaredOn: '2018-01-02',
    registeredOn: '2018-01-02',
    eligibleFrom: '2018-07-02',
    registrar: signer,
    toBeVisited: false,
  },
  {
    kind: 'cancellation',
    ...subject,
    receiptNo: '1',
    registeredOn: '2018-01-02',
    endedOn: '2018-06-01',
    reason: 'departed',
    law: 'LH-2017-36:四.申报',
    visits: false,
    objectUntil: '2018-06-19',
    objectLaw: 'LH-2017-36:四.申报',
    remedies,
    signer,
  },
  {
    kind: 'acceptance-receipt',
    ...subject,
    acceptanceNo,
    acceptedOn: '2018-06-01',
    dueOn: '2018-06-16',
    condition: 'dwelling',
    materials: ['identity-document'],
    accepter: signer,
  },
  {
    kind: 'deficiency-notice',
    ...subject,
    acceptanceNo,
    givenOn: '2018-06-01',
    items: ['identity-document'],
    law: 'CN-663:9.5',
    note: '',
    giver: signer,
  },
  {
    kind: 'refusal',
    ...subject,
    acceptanceNo,
    refusedOn: '2018-06-01',
    reasons: [{ key: 'application.refused-untrue', law: 'CN-663:9.4', facts: {} }],
    remedies,
    signer,
  },
  { kind: 'notice-letter', ...subject, text: '【临河居住证】某某，某事。', madeOn: '2018-05-28', state: 'expired' },
  {
    kind: 'objection-answer',
    ...subject,
    filedOn: '2018-05-20',
    toldOn: '2018-05-15',
    against: 'permit-ended',
    answeredOn: '2018-06-01',
    answer: 'rejected',
    reason: '证据不足',
    reasons: [],
    remedies,
    signer,
  },
  {
    kind: 'permit-cancellation',
    ...subject,
    permitNo,
    event: 'hukou-converted',
    happenedOn: '2018-05-20',
    endsOn: '2018-05-20',
    law: 'CN-663:7',
    card: 'kept',
    isCardBack: false,
    remedies,
    signer,
  },
  {
    kind: 'card-refusal',
    ...subject,
    acceptanceNo,
    permitNo,
    business: 'replacement',
    because: 'damaged',
    acceptedOn: '2018-05-20',
    refusedOn: '2018-06-01',
    reason: '卡面完好',
    law: 'CN-663:11.1',
    remedies,
    signer,
  },
  {
    kind: 'endorsement-refusal',
    ...subject,
    permitNo,
    acceptedOn: '2018-05-20',
    refusedOn: '2018-06-01',
    reasons: [{ key: 'endorsement.refused-not-residing', law: 'LH-2017-36:三.二(2)', facts: {} }],
    notes: [],
    remedies,
    signer,
  },
  {
    kind: 'fee-receipt',
    ...subject,
    permitNo,
    receiptNo: '1',
    entry: 'charge',
    business: 'reissue',
    fen: 2000,
    waivedFen: 0,
    reason: '',
    law: 'CN-663:21',
    takenOn: '2018-06-01',
    signer,
  },
  { kind: 'permit-inquiry', ...transfer },
  { kind: 'address-told', ...transfer },
  { kind: 'transfer-refusal', ...transfer },
  {
    kind: 'pick-up-notice',
    ...subject,
    acceptanceNo,
    permitNo,
    notifiedOn: '2018-06-01',
    lastDayOn: '2018-08-30',
    waitLaw: 'LH-2017-36:三.二',
    signer,
  },
]

/** Offices and ways of another city, and a station where there is none. */
const ELSEWHERE = /上门|协管员|流管|巡查|本站|服务站|本市|佛山|粤/u

const wordsOf = (facts: SheetFacts) => JSON.stringify(composeSheet(facts))
const ofKind = (kind: SheetFacts['kind']) => LINHE.find((facts) => facts.kind === kind) ?? assert.fail(kind)

describe('papers speak of the city that gives them 各市文书', () => {
  for (const facts of LINHE)
    it(`临河 · ${facts.kind}: no office and no visit of another city`, () => {
      assert.doesNotMatch(wordsOf(facts), ELSEWHERE)
    })

  it('who objects in a city without visits goes to the office, and nobody comes', () => {
    const words = wordsOf(ofKind('cancellation'))
    assert.ok(words.includes(`可于2018年6月19日前向${OFFICE}提出书面或者口头陈述；查明属实的，按原登记日期恢复`), words)
  })

  it('where the city visits, another visit can be asked for (negative control of the words)', () => {
    const foshan = { ...subject, jurisdiction: 'foshan', office: '张槎街道流管服务站' }
    const words = wordsOf({ ...ofKind('cancellation'), ...foshan, visits: true } as SheetFacts)
    assert.ok(words.includes('前向张槎街道流管服务站提出书面或者口头陈述，并可要求再次上门核实'), words)
    assert.match(words, ELSEWHERE)
  })
})
