import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FIELD_WORDS } from '@anju/contract/message/field-words.ts'
import { SIGNED_FIELD_WORDS } from '@anju/contract/message/signed-field-words.ts'
import { maskSigningText, OPEN_ENTRIES } from './mask-signing-text.ts'

const SHOWN = [
  '签名事项：审核通过（审核：审核通过）',
  '城市：佛山',
  '当事人：唐国强',
  '去向：长沙',
  '去向：图像，SM3 长沙',
  `photo：图像，SM3 ${'a'.repeat(64)}`,
  '法定日期：2016年3月1日',
  '签名人：陈嘉怡（前台协管员）',
]

test('审计先看到的文字里没有填写的内容，哪些项目都在', () => {
  const masked = maskSigningText(SHOWN.join('\n')).split('\n')
  assert.equal(masked.length, SHOWN.length)
  assert.deepEqual(
    masked.filter((line) => line.endsWith('****')),
    ['当事人：****', '去向：****', '去向：****'],
  )
  assert.doesNotMatch(masked.join('\n'), /唐国强|长沙/)
})

test('no entry of a command is called as one of ours, or what was typed there would be open', () => {
  const typed = [...Object.values(FIELD_WORDS), ...Object.values(SIGNED_FIELD_WORDS)].map(({ zh }) => zh)
  assert.deepEqual(
    typed.filter((label) => OPEN_ENTRIES.includes(label)),
    [],
  )
})
