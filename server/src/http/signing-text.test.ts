import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Act, StepToSign } from '../deps.ts'
import { signingText } from './signing-text.ts'

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the text is made of
const act = {
  actor: { kind: 'official', name: '陈嘉怡', role: 'clerk' },
  city: { nameZh: '佛山' },
  legalOn: '2016-07-20',
} as unknown as Act
const step: StepToSign = {
  caseId: 'report',
  caseVersion: 0,
  step: 'accept',
  event: 'card-found',
  stockNo: 'GD00000001',
  pack: 'pack',
  facts: {},
  beside: [],
  personId: null,
}
const shown = (change: Partial<StepToSign>, body: unknown = { intentId: 'one', note: '' }) =>
  signingText({
    act,
    step: { ...step, ...change },
    title: { number: null, personName: '唐国强' },
    operation: '捡回证件',
    body,
    params: { city: 'foshan' },
    subjects: [],
    attachments: [],
    isDemo: false,
  }).split('\n')

test('所见即所签：the card that the signature names stands in the text, and what is said of it', () => {
  assert.deepEqual(shown({}), [
    '签名事项：捡回证件（受理：捡回证件）',
    '城市：佛山',
    '当事人：唐国强',
    '证芯编号：GD00000001',
    '法定日期：2016年7月20日',
    '签名人：陈嘉怡（前台协管员）',
  ])
  assert.match(shown({ event: 'report-loss' })[0] ?? '', /（受理：挂失）$/)
})

test('a command that names the card itself says it once', () => {
  const lines = shown({}, { stockNo: 'GD00000001', note: '邻居拾得' })
  assert.equal(lines.filter((line) => line.includes('GD00000001')).length, 1)
  assert.ok(lines.some((line) => line.endsWith('邻居拾得')))
  assert.ok(shown({}, { stockNo: 'GD00000002' }).some((line) => line.endsWith('GD00000002')))
})

test('a step that names no card is told as a step of its case', () => {
  const { stockNo: _, ...nameless } = step
  const lines = signingText({
    act,
    step: { ...nameless, step: 'receive', event: 'report-loss' },
    title: { number: '4406050012016070500001', personName: null },
    operation: '报告运送丢失',
    body: {},
    params: { city: 'foshan' },
    subjects: [],
    attachments: [],
    isDemo: true,
  }).split('\n')
  assert.match(lines[0] ?? '', /：报告运送丢失）$/)
  assert.ok(!lines.some((line) => line.startsWith('证芯编号')))
})
