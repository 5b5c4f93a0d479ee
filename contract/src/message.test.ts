import assert from 'node:assert/strict'
import { test } from 'node:test'
import { REFUSAL_CODES } from '@anju/domain/kernel/refusal-code.ts'
import { findWord, WORD_TABLES } from './message/find-word.ts'
import { formatDay, formatDayWithWeekday } from './message/format-day.ts'
import { GROUND_MESSAGES } from './message/ground-message.ts'
import { FACTS_FOR_SCREENS, FACTS_OF } from './message/refusal-facts.ts'
import { REFUSAL_MESSAGES } from './message/refusal-message.ts'
import { fillTemplate, placeholdersOf } from './message/template.ts'
import { WARNING_MESSAGES } from './message/warning-message.ts'
import type { Words } from './message/words.ts'
import { explainGround, explainProblem, explainRefusal, explainWarning } from './message.ts'

/** What is wrong with the placeholders of a message, given the facts its code carries. */
function placeholderFaults(words: Words, facts: readonly string[]): string[] {
  const zh = placeholdersOf(words.zh)
  const en = placeholdersOf(words.en)
  const printed = facts.filter((fact) => !FACTS_FOR_SCREENS.includes(fact))
  return [
    ...[...zh, ...en].filter((fact) => !facts.includes(fact)).map((fact) => `extra ${fact}`),
    ...printed.filter((fact) => !zh.includes(fact)).map((fact) => `zh lacks ${fact}`),
    ...printed.filter((fact) => !en.includes(fact)).map((fact) => `en lacks ${fact}`),
    ...(zh.toSorted().join() === en.toSorted().join() ? [] : ['zh and en differ']),
  ]
}

const fill = (template: string, facts = {}) => fillTemplate(template, facts, 'en', findWord)
const lines = (problem: Parameters<typeof explainProblem>[0]) => explainProblem(problem, 'zh')

test('every refusal names the facts its code carries, no more and no less, in both languages', () => {
  const faults = REFUSAL_CODES.flatMap((code) =>
    placeholderFaults(REFUSAL_MESSAGES[code], FACTS_OF[code]).map((fault) => `${code}: ${fault}`),
  )
  assert.deepEqual(faults, [])
})

test('a missing and an extra placeholder are found (negative control)', () => {
  assert.deepEqual(placeholderFaults({ zh: '{dueOn}', en: 'by {dueOn}' }, []), ['extra dueOn', 'extra dueOn'])
  assert.deepEqual(placeholderFaults({ zh: '', en: '{dueOn}' }, ['dueOn']), ['zh lacks dueOn', 'zh and en differ'])
})

test('every message names word tables that exist, and ends as a sentence', () => {
  const all = [
    ...Object.values(REFUSAL_MESSAGES),
    ...Object.values(WARNING_MESSAGES),
    ...Object.values(GROUND_MESSAGES),
  ]
  const tables = all.flatMap(({ zh, en }) => [...`${zh}${en}`.matchAll(/:([a-z-]+)\}/g)].map(([, name]) => name ?? ''))
  assert.deepEqual(
    [...new Set(tables)].filter((name) => !Object.hasOwn(WORD_TABLES, name)),
    [],
  )
  for (const { zh, en } of Object.values(REFUSAL_MESSAGES)) {
    assert.match(zh, /。$/)
    assert.match(en, /\.$/)
    assert.ok((en.match(/[.;]/g) ?? []).length >= 1, en)
  }
})

test('every word is there in both languages and English in Latin letters', () => {
  for (const [table, words] of Object.entries(WORD_TABLES)) {
    for (const [key, { zh, en }] of Object.entries<Words>(words)) {
      assert.match(zh, /\p{Script=Han}/u, `${table} ${key}`)
      assert.match(en, /^[^\p{Script=Han}]+$/u, `${table} ${key}`)
    }
  }
})

test('未满半年：说出最早的申请日', () => {
  const refusal = { code: 'application.too-early', facts: { eligibleFrom: '2016-07-05', residenceStart: '2016-01-05' } }
  const tooEarly = { ...refusal, code: 'application.too-early' as const }
  assert.equal(
    explainRefusal(tooEarly, 'zh'),
    '居住未满半年（自2016年1月5日起算），2016年7月5日起可以申请。请届时再来，居住登记继续有效。',
  )
  assert.equal(
    explainRefusal(tooEarly, 'en'),
    'Half a year of residence is not full, counted from 5 January 2016. Apply from 5 July 2016 on; the registration stays in force.',
  )
})

test('lists and keys are written out, the words of the city first', () => {
  const refusal = { code: 'application.materials-missing', facts: { missing: ['photo', 'lease'] } } as const
  assert.equal(explainRefusal(refusal, 'zh'), '还缺：本人相片、房屋租赁合同。请补齐；本清单之外不再要求其他材料。')
  assert.match(explainRefusal(refusal, 'en'), /^Still missing: the applicant's photo and lease\./)
  const local = explainRefusal(refusal, 'zh', (table, key) =>
    table === 'material' && key === 'lease' ? '租约' : undefined,
  )
  assert.match(local, /本人相片、租约/)
})

test('a part in brackets goes when its fact is unknown, and a fact left out by mistake hides nothing else', () => {
  assert.equal(fill('[“{field:field}”: ]check the number.', { field: 'idNumber' }), '“ID number”: check the number.')
  assert.equal(fill('[“{field:field}”: ]check the number.'), 'Check the number.')
  assert.equal(fill('near[: {nearest}]', { nearest: [] }), 'Near')
  assert.equal(fill('by {dueOn}, please'), 'By …, please')
})

test('a ground without words shows its key and its facts', () => {
  assert.equal(
    explainGround({ key: 'unheard.of', facts: { from: '2016-01-05' } }, 'en'),
    'Unheard.of: from 5 January 2016',
  )
  assert.equal(explainGround({ key: 'target.other-city', facts: {} }, 'zh'), '户籍在其他城市，属于办理对象')
})

test('a warning names its field; a wrong number of a relative is one, too', () => {
  assert.equal(explainWarning({ code: 'form.field-asked-for', field: 'movedInOn' }, 'zh'), '“入住日期”尚未填写。')
  assert.match(
    explainWarning({ code: 'id-number.check-digit-wrong', field: 'familyIdNumber' }, 'en'),
    /^"Family member's ID number"/,
  )
})

test('a problem of each kind becomes lines for a screen', () => {
  assert.match(lines(undefined)[0] ?? '', /不会重复办理/)
  assert.deepEqual(
    lines({
      type: 'refused',
      status: 422,
      title: '',
      refusals: [
        { code: 'access.outside-scope', law: 'CN-663:8', facts: {}, zh: '甲', en: 'A' },
        { code: 'address.no-unit', law: 'CN-663:8', facts: {}, zh: '乙', en: 'B' },
      ],
    }),
    ['甲', '乙'],
  )
  assert.deepEqual(
    lines({
      type: 'malformed',
      status: 400,
      title: '',
      fields: [{ path: 'body.person.name', zh: '太长', en: 'too long' }],
    }),
    ['姓名：太长'],
  )
  assert.match(lines({ type: 'stopped', status: 409, title: '', code: 'version-conflict' })[0] ?? '', /请刷新/)
  assert.match(lines({ type: 'defect', status: 500, title: '', incident: 'I-7' })[0] ?? '', /I-7/)
})

test('days are written for people', () => {
  assert.equal(formatDay('2016-01-05', 'zh'), '2016年1月5日')
  assert.equal(formatDay('2016-01-05', 'en'), '5 January 2016')
  assert.equal(formatDayWithWeekday('2016-01-05', 'zh'), '2016年1月5日 星期二')
  assert.equal(formatDayWithWeekday('2016-01-05', 'en'), 'Tuesday 5 January 2016')
  assert.equal(formatDay('2016-02-30', 'en'), '2016-02-30')
})
