import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { packInForce } from '@anju/domain/policy/select-pack.ts'
import { loadPacks } from '../law/load-packs.ts'
import { PAPER_KINDS_OF } from '../usecases/paper-facts.ts'
import { LEGAL_EFFECT, WORTH_CALLING } from '../usecases/notice-channel.ts'
import { NOTICE_CHARACTERS_MAX, NOTICE_TEMPLATES, renderNotice, type NoticeFacts } from './notice-template.ts'

const packs = loadPacks()
/** Everything as long as it gets: a long name, the longest office, days of two digits, an acceptance number in full. */
const LONGEST: NoticeFacts = {
  name: '古丽娜扎尔·买买提江',
  office: '区公安局户籍服务大厅',
  on: parsePlainDate('2016-12-31'),
  registeredOn: parsePlainDate('2016-12-31'),
  eligibleFrom: parsePlainDate('2017-10-30'),
  lastDayOn: parsePlainDate('2016-12-31'),
  objectUntil: parsePlainDate('2016-12-31'),
  acceptanceNo: '4406041012016123100001',
  dueOn: parsePlainDate('2016-12-31'),
  objectProvisional: true,
  dueProvisional: true,
  visits: true,
  entered: true,
  proof: 'any',
  endorsementOpens: { n: 30, unit: 'day' },
  agentName: '古丽娜扎尔·买买提江',
  agentDid: 'application',
  code: '004711',
}

/** The paper that a text sends its person to fetch. */
const PAPER_OF: Readonly<Record<string, string>> = {
  returned: 'deficiency-notice',
  refused: 'refusal',
  'objection-rejected': 'objection-answer',
  'endorsement-refused': 'endorsement-refusal',
  'card-refused': 'card-refusal',
  'permit-ended': 'permit-cancellation',
  'permit-revoked': 'permit-cancellation',
}

/** What happens only where the city visits: the state machine has no way there for a city that does not. */
const WHERE_VISITED: readonly string[] = [
  'declared-online',
  'visit-planned',
  'visit-missed',
  'presumed-left',
  'verify-missed',
]

describe('notice templates 短信模板', () => {
  it('every text stays one message of 70 characters with its signature, at its longest', () => {
    for (const key of Object.keys(NOTICE_TEMPLATES)) {
      for (const facts of [LONGEST, { ...LONGEST, visits: false, entered: false }, { ...LONGEST, name: '𠮷𠮷𠮷' }]) {
        const text = renderNotice(key, '佛山居住证', facts)
        assert.match(text, /^【佛山居住证】/)
        assert.ok(text.length <= NOTICE_CHARACTERS_MAX, `${key}: ${text.length} ${text}`)
      }
    }
  })

  it('a long name is cut to six units, and a rare character never in half', () => {
    const named = (name: string) =>
      renderNotice('still-here', '佛山居住证', { ...LONGEST, name })
        .slice('【佛山居住证】'.length)
        .split('，')[0]
    assert.equal(named('古丽娜扎尔·买买提江'), '古丽娜扎尔…')
    assert.equal(named('欧阳修远山水'), '欧阳修远山水')
    assert.equal(named('𠮷𠮷𠮷'), '𠮷𠮷𠮷')
    assert.equal(named('𠮷𠮷𠮷𠮷'), '𠮷𠮷…')
  })

  it('no text holds a link, a number to call, an address or an ID number', () => {
    for (const key of Object.keys(NOTICE_TEMPLATES)) {
      const text = renderNotice(key, '佛山居住证', { ...LONGEST, acceptanceNo: '' })
      assert.doesNotMatch(text, /https?:|www\.|\.(cn|com)|\d{7,}|[路街巷]\d|[【】].*【/, key)
      assert.ok(text.isWellFormed())
    }
  })

  it('张秀兰 registered 2016-01-05: both dates in words', () => {
    const facts = {
      ...LONGEST,
      name: '张秀兰',
      registeredOn: parsePlainDate('2016-01-05'),
      eligibleFrom: parsePlainDate('2016-07-05'),
    }
    assert.equal(
      renderNotice('registered', '佛山居住证', facts),
      '【佛山居住证】张秀兰，居住登记已录入，登记日期2016年1月5日，等待上门核实。满半年为2016年7月5日。',
    )
  })

  it('a day of a year without published working days is told as provisional, any other is not', () => {
    const facts = { ...LONGEST, name: '张秀兰', acceptanceNo: '1', dueOn: parsePlainDate('2027-01-04') }
    assert.match(renderNotice('accepted', '佛山居住证', facts), /应于2027年1月4日（暂定）前办结/)
    assert.match(renderNotice('accepted', '佛山居住证', { ...facts, dueProvisional: false }), /应于2027年1月4日前办结/)
  })

  it('the window of the next endorsement is told as the city counts it 佛山前一个月，临河前30日', () => {
    const told = (jurisdiction: string, key: string) => {
      const pack = packInForce(packs, jurisdiction, parsePlainDate('2018-01-15'))
      const text = renderNotice(key, '居住证', { ...LONGEST, endorsementOpens: pack.permit.endorsementOpens.value })
      return /每满一年前(.*?)内请办理签注/.exec(text)?.[1]
    }
    for (const key of ['issued', 'endorsed']) {
      assert.equal(told('foshan', key), '一个月', key)
      assert.equal(told('linhe', key), '30日', key)
      const twoMonths = { ...LONGEST, endorsementOpens: { n: 2, unit: 'month' } } as const
      assert.match(renderNotice(key, '居住证', twoMonths), /前2个月内/)
    }
  })

  it('a city without visits sends nobody to the door 临河不上门', () => {
    const facts = { ...LONGEST, visits: false, office: '户籍服务大厅' }
    const said = Object.keys(NOTICE_TEMPLATES).filter((key) =>
      /上门|协管员|流管|巡查|服务站|本站|本市/.test(renderNotice(key, '临河居住证', facts)),
    )
    assert.deepEqual(
      said.filter((key) => !WHERE_VISITED.includes(key)),
      [],
    )
    assert.match(renderNotice('registered', '佛山居住证', LONGEST), /上门/, 'elsewhere it says so')
  })

  it('a text that sends somebody to fetch a paper names one that is printed', () => {
    const fetched = Object.keys(NOTICE_TEMPLATES).filter((key) =>
      /决定书|告知书|答复书/.test(renderNotice(key, '佛山居住证', LONGEST)),
    )
    assert.deepEqual(fetched.toSorted(), Object.keys(PAPER_OF).toSorted())
    const printed: readonly string[] = Object.values(PAPER_KINDS_OF).flat()
    for (const [key, paper] of Object.entries(PAPER_OF)) assert.ok(printed.includes(paper), key)
  })

  it('a template that is not there is a defect', () => {
    assert.throws(() => renderNotice('nothing', '佛山居住证', LONGEST), RangeError)
  })

  it('every effect that a use case leaves for people has a text', () => {
    const folder = new URL('../usecases/', import.meta.url)
    const written = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    const topics = written.flatMap((file) =>
      [...readFileSync(new URL(file, folder), 'utf8').matchAll(/'(?:notice|registration)\.([a-z-]+)'/g)].map(
        ([, key]) => key ?? '',
      ),
    )
    const refusals = /^(already-active|event-not-allowed|second-person-required)$/
    const keys = [...new Set(topics)].filter((key) => !refusals.test(key))
    assert.ok(keys.length > 10)
    assert.deepEqual(
      keys.filter((key) => NOTICE_TEMPLATES[key] === undefined),
      [],
    )
  })
})

/** Words by which a text takes something away, says no, gives a reason or a remedy, or threatens with a day. */
const AGAINST = /理由|救济|异议请|未通过|未成立|未予|不属实|终止|收缴|注销|中止|作废|补正|重新计算|申请行政复议/

/** Texts with such a word that say nothing against the person, or that another notice has said before, and why. */
const NOT_AGAINST: Readonly<Record<string, string>> = {
  'endorsement-opening': 'a reminder',
  'endorsement-due': 'a reminder',
  'endorsement-overdue': 'a reminder: what rests was told by `suspended`',
  'end-withdrawn': 'the decision is in favour',
  'objection-endorse-until': 'a reminder',
  'address-changed-due': 'a reminder',
  'objection-taken': 'nothing is decided yet',
  'objection-upheld-card': 'the decision is in favour, and a new card is made anyway',
  'objection-upheld-card-owed': 'the decision is in favour; it is telephoned',
  'card-handed-over': 'told to whoever stands at the counter with the new card',
  'card-found-void': 'told to whoever stands at the counter and hands the card in',
}

function adverseTemplates(): readonly string[] {
  const variants = [LONGEST, { ...LONGEST, visits: false, entered: false }]
  const isAgainst = (key: string) => variants.some((facts) => AGAINST.test(renderNotice(key, '佛山居住证', facts)))
  return Object.keys(NOTICE_TEMPLATES).filter((key) => isAgainst(key) && NOT_AGAINST[key] === undefined)
}

/** The adverse templates that have no second channel: no call, or no letter. */
function withoutSecondChannel(called: readonly string[], posted: readonly string[]): readonly string[] {
  return adverseTemplates().filter((key) => !called.includes(key) || !posted.includes(key))
}

describe('the second channel 第二渠道', () => {
  const called = WORTH_CALLING.map(({ template }) => template)

  it('whoever a notice against them did not reach is telephoned, and gets a letter', () => {
    const adverse = adverseTemplates()
    for (const gravest of ['permit-ended', 'permit-revoked', 'objection-rejected', 'card-refused'])
      assert.ok(adverse.includes(gravest), gravest)
    assert.deepEqual(withoutSecondChannel(called, LEGAL_EFFECT), [])
  })

  it('one that is left out of either list is seen (negative control)', () => {
    for (const key of adverseTemplates()) {
      const others = (list: readonly string[]) => list.filter((each) => each !== key)
      assert.deepEqual(withoutSecondChannel(others(called), LEGAL_EFFECT), [key])
      assert.deepEqual(withoutSecondChannel(called, others(LEGAL_EFFECT)), [key])
    }
  })

  it('an exception is a template, with such a word, and gets no letter', () => {
    for (const key of Object.keys(NOT_AGAINST)) {
      assert.match(renderNotice(key, '佛山居住证', LONGEST), AGAINST, key)
      assert.ok(!LEGAL_EFFECT.includes(key), key)
    }
  })
})
