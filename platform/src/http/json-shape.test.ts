import assert from 'node:assert/strict'
import { test } from 'node:test'
import { JSON_DEPTH_MAX, JSON_VALUES_MAX, shapeFault } from './json-shape.ts'

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

test('嵌套 · as deep as allowed, and one deeper', () => {
  assert.equal(shapeFault(nested(JSON_DEPTH_MAX)), undefined)
  assert.match(shapeFault(nested(JSON_DEPTH_MAX + 1)) ?? '', /nested/)
  assert.match(shapeFault('{"a":'.repeat(100_000)) ?? '', /nested/)
})

test('数量 · as many values as allowed, and one more', () => {
  const list = (values: number) => `[${Array.from({ length: values }, () => '0').join(',')}]`
  assert.equal(shapeFault(list(JSON_VALUES_MAX)), undefined)
  assert.match(shapeFault(list(JSON_VALUES_MAX + 1)) ?? '', /values/)
})

test('文字不算结构 · signs inside texts count for nothing, escaped quotes end no text, a text without end ends', () => {
  assert.equal(shapeFault(JSON.stringify({ remark: '[{,"\\'.repeat(60_000) })), undefined)
  assert.equal(shapeFault('"[[['), undefined)
  assert.equal(shapeFault('"\\'), undefined)
})

test('空字符 · a null character is refused; a backslash before the same letters is none', () => {
  assert.match(shapeFault(JSON.stringify({ remark: 'a\u0000b' })) ?? '', /null/)
  assert.equal(shapeFault(JSON.stringify({ remark: '\\u0000' })), undefined)
})
