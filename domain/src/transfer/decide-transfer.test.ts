import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { day } from '../../test/day.ts'
import { CALENDAR, FOSHAN, LINHE } from '../../test/held-law.ts'
import { addDays } from '../kernel/plain-date.ts'
import { decideAddressChange } from '../permit/decide-address-change.ts'
import type { Pack } from '../policy/pack.ts'
import {
  answerDueOn,
  dayOfTransfer,
  decideTransfer,
  decideTransferAnswer,
  decideTransferEntry,
  earlierDaysCount,
  type TransferCase,
} from './decide-transfer.ts'
import { TRANSFER_ANSWERS, TRANSFER_STATES, TRANSFER_TRANSITIONS } from './transfer-machine.ts'

const lawOf = (pack: Pack) => ({ packs: [pack], calendar: CALENDAR })
const PAPERS = ['residence-permit', 'identity-document', 'lease'] as const

/** A card of 广州 shown in 禅城, or of 五原县 shown in 临河, with everything in order. */
function shown(city: 'foshan' | 'linhe', change: Partial<TransferCase> = {}): TransferCase {
  const [issuedIn, county] = city === 'foshan' ? ['440106', '440604'] : ['150821', '150802']
  return {
    card: { permitNo: 'GZ000001', issuedOn: day('2017-06-01'), issuedIn, endorsedOn: [] },
    shownOn: day('2017-11-16'),
    home: { county, registeredOn: day('2017-11-15') },
    provided: { materials: PAPERS, houseFiled: true },
    presence: { by: 'applicant' },
    isKnown: false,
    ...change,
  }
}
const ON = day('2017-11-16')
const codes = (decision: { readonly ok: boolean; readonly refusals?: readonly { readonly code: string }[] }) =>
  (decision.refusals ?? []).map(({ code }) => code)

describe('外地签发居住证 decideTransfer', () => {
  for (const [city, pack, effect, issuedOn] of [
    ['foshan', FOSHAN, 'new-registration', '2017-06-01'],
    ['linhe', LINHE, 'reset', '2017-11-15'],
  ] as const)
    it(`${city}：没有一个理由时接续，说明依据`, () => {
      const decision = decideTransfer(shown(city), ON, lawOf(pack))
      assert.ok(decision.ok, JSON.stringify(decision))
      assert.deepEqual([decision.value.effect, decision.value.issuedOn], [effect, issuedOn])
      assert.deepEqual(
        decision.grounds.map(({ key }) => key),
        [`address-change.${effect}`, 'application.in-person'],
      )
    })

  const card = { ...shown('linhe').card, endorsedOn: [day('2017-05-31')] }
  const { home: _home, ...homeless } = shown('linhe')
  const ONE_AT_A_TIME: readonly (readonly [string, TransferCase])[] = [
    ['transfer.number-known', shown('linhe', { isKnown: true })],
    ['transfer.holds-permit', shown('linhe', { holds: '1508020001' })],
    ['transfer.days-impossible', shown('linhe', { card })],
    ['address-change.register-first', homeless],
    ['address-change.other-province', shown('linhe', { card: { ...card, endorsedOn: [], issuedIn: '440106' } })],
    ['transfer.printed-day', shown('linhe', { card: { ...card, endorsedOn: [], issuedOn: day('2015-12-31') } })],
    ['application.materials-missing', shown('linhe', { provided: { materials: [], houseFiled: true } })],
    ['application.in-person-required', shown('linhe', { presence: { by: 'nobody' } })],
    ['permit.not-issued', shown('linhe', { card: { ...card, endorsedOn: [], issuedOn: day('2017-11-17') } })],
  ]
  for (const [code, facts] of ONE_AT_A_TIME)
    it(`${code}：只有这一个理由`, () => assert.deepEqual(codes(decideTransfer(facts, ON, lawOf(LINHE))), [code]))

  it('全部理由一次说全，每个不可能的签注日期各说一次', () => {
    const facts = shown('linhe', {
      card: { ...card, issuedIn: '440106', endorsedOn: [day('2017-05-31'), day('2017-11-17')] },
      isKnown: true,
      holds: '1508020001',
      provided: { materials: [], houseFiled: false },
      presence: { by: 'nobody' },
    })
    assert.deepEqual(codes(decideTransfer(facts, ON, lawOf(LINHE))), [
      'transfer.number-known',
      'transfer.holds-permit',
      'transfer.days-impossible',
      'transfer.days-impossible',
      'address-change.other-province',
      'application.materials-missing',
      'application.in-person-required',
    ])
  })

  it('LH-2017-36:三.二(4) 代办不在变更之列', () => {
    const agency = {
      business: 'application',
      principal: { birthDate: day('1950-03-01'), situation: 'elderly-limited', mobilityEvidence: true },
      agent: { birthDate: day('1970-01-01'), relation: '30', guardian: false },
      documents: LINHE.agency.documents.value,
      supervisorReason: '',
    } as const
    const decision = decideTransfer(shown('linhe', { presence: { by: 'agent', agency } }), ON, lawOf(LINHE))
    assert.deepEqual(codes(decision), ['agency.not-offered-for-step'])
  })

  it('与本地证件同样的变更结果相同（任意签发日、登记日，两城）', () => {
    const days = fc.integer({ min: 0, max: 500 })
    fc.assert(
      fc.property(days, days, fc.constantFrom('foshan', 'linhe'), (issued, stayed, city) => {
        const facts = shown(city)
        const pack = city === 'foshan' ? FOSHAN : LINHE
        const issuedOn = addDays(day('2017-04-24'), issued)
        const registeredOn = addDays(issuedOn, stayed)
        const { card: of, home, provided, presence } = facts
        const told = decideTransfer(
          { ...facts, card: { ...of, issuedOn }, home: { county: home?.county ?? '', registeredOn } },
          addDays(registeredOn, 3),
          lawOf(pack),
        )
        const permit = { permitId: 'p', issuedOn, issuedIn: of.issuedIn, endorsements: [], moves: [], cards: [] }
        const own = { permit, from: of.issuedIn, to: home?.county ?? '', provided, presence }
        assert.deepEqual(told, decideAddressChange(own, registeredOn, lawOf(pack)))
      }),
      { numRuns: 60, seed: 20171115 },
    )
  })
})

describe('变更之日 dayOfTransfer（LH-2017-36:三.二(3)，I-202）', () => {
  const at = (issued: string, registered: string | undefined) =>
    dayOfTransfer({
      issuedOn: day(issued),
      registeredOn: registered === undefined ? undefined : day(registered),
      shownOn: day('2017-11-16'),
    })
  it('登记在签发之后，或同日：登记之日', () => {
    assert.equal(at('2017-06-01', '2017-11-15'), '2017-11-15')
    assert.equal(at('2017-11-15', '2017-11-15'), '2017-11-15')
  })
  it('登记早于签发一日，或没有登记：出示之日', () => {
    assert.equal(at('2017-11-15', '2017-11-14'), '2017-11-16')
    assert.equal(at('2017-06-01', undefined), '2017-11-16')
  })
})

describe('核查答复 decideTransferAnswer、decideTransferEntry', () => {
  it('期限：十五个工作日，自次日起算', () =>
    assert.deepEqual(
      [answerDueOn(day('2017-08-11'), lawOf(FOSHAN)), answerDueOn(day('2018-02-05'), lawOf(LINHE))],
      ['2017-09-01', '2018-03-01'],
    ))

  for (const answer of TRANSFER_ANSWERS)
    it(`${answer}：期限最后一日和次日`, () => {
      const dueOn = day('2017-09-01')
      const last = decideTransferAnswer(answer, dueOn, dueOn, lawOf(FOSHAN))
      const next = decideTransferAnswer(answer, dueOn, day('2017-09-02'), lawOf(FOSHAN))
      assert.deepEqual(codes(last), answer === 'no-answer' ? ['transfer.answer-awaited'] : [])
      assert.ok(next.ok && next.grounds[0]?.key === `transfer.${answer}`)
    })

  const entry = (answer: (typeof TRANSFER_ANSWERS)[number] | undefined, change: Partial<TransferCase> = {}) =>
    decideTransferEntry(
      { ...shown('linhe', change), ...(answer === undefined ? {} : { answer }), dueOn: day('2017-12-07') },
      ON,
      lawOf(LINHE),
    )
  it('未答复、不符：不接续；确认、逾期未答复：接续，依据说明答复', () => {
    assert.deepEqual(codes(entry(undefined)), ['transfer.not-answered'])
    assert.deepEqual(codes(entry('contradicted')), ['transfer.contradicted'])
    for (const answer of ['confirmed', 'no-answer'] as const) {
      const decision = entry(answer)
      assert.ok(decision.ok && decision.grounds.at(-1)?.key === `transfer.${answer}`, answer)
    }
  })
  it('答复的理由和证件的理由一次说全', () => {
    const wrong = { isKnown: true, presence: { by: 'nobody' } } as const
    for (const [answer, code] of [
      [undefined, 'transfer.not-answered'],
      ['contradicted', 'transfer.contradicted'],
    ] as const)
      assert.deepEqual(codes(entry(answer, wrong)), [code, 'transfer.number-known', 'application.in-person-required'])
    assert.deepEqual(codes(entry('confirmed', wrong)), ['transfer.number-known', 'application.in-person-required'])
  })

  it('从前的居住时间只在年限连续时计入', () =>
    assert.deepEqual(
      (['keep', 'reset', 'new-registration'] as const).map((effect) => earlierDaysCount({ effect })),
      [true, false, false],
    ))
})

describe('流程 transfer-machine', () => {
  it('每个状态都走得到；不予接续之后再没有下一步；没有人能一步到接续', () => {
    const reached = new Set(TRANSFER_TRANSITIONS.map(({ to }) => to))
    assert.deepEqual(
      TRANSFER_STATES.filter((state) => !reached.has(state)),
      [],
    )
    const from = (state: string) => TRANSFER_TRANSITIONS.filter((step) => step.from === state).map(({ event }) => event)
    assert.deepEqual(from('refused'), [])
    assert.deepEqual(from('asked'), ['post-inquiry', 'accept-endorsement', 'answer-transfer'])
    assert.deepEqual(
      TRANSFER_TRANSITIONS.filter(({ event }) => event === 'enter-transfer').map((step) => [step.from, step.by]),
      [['answered', 'confirm-transfer']],
    )
  })
})
