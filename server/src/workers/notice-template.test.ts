import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { parsePlainDate } from '@anju/domain/kernel/plain-date.ts'
import { NOTICE_CHARACTERS_MAX, NOTICE_TEMPLATES, renderNotice, type NoticeFacts } from './notice-template.ts'

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
  agentName: '古丽娜扎尔·买买提江',
  agentDid: 'application',
  code: '004711',
}

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
