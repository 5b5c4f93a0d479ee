import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeDefect, withoutValues } from './describe-defect.ts'

test('数据库错误不带行内容 · of an error of the database only kind, table and rule are kept', () => {
  const error = Object.assign(new Error('duplicate key value violates unique constraint "person_id_bidx"'), {
    code: '23505',
    table: 'person',
    constraint: 'person_id_bidx',
    detail: 'Key (name)=(张三) already exists.',
    where: 'COPY person, line 1: "110105194912310021"',
  })
  const line = describeDefect(error)
  assert.deepEqual([line.code, line.table, line.constraint], ['23505', 'person', 'person_id_bidx'])
  assert.doesNotMatch(JSON.stringify(line), /张三|110105194912310021|already/)
  assert.ok(line.at.length > 0)
})

test('消息里没有值 · a message loses what could be a value, and keeps what it is about', () => {
  assert.equal(withoutValues('cannot read 13800000000 of abc'), 'cannot read … of abc')
  assert.equal(withoutValues('invalid input syntax for type date: "张三"'), 'invalid input syntax for type date: …')
  assert.equal(withoutValues('token Zm9vYmFyYmF6cXV4Zm9v is gone'), 'token … is gone')
  assert.equal(withoutValues('a\r\nb \u001b[31mred'), 'a…b …[31mred')
  assert.equal(withoutValues('11010519491231002X'), '…')
})

test('抛出的不是错误 · what is thrown and is no error says only its type', () => {
  assert.deepEqual(describeDefect('110105194912310021'), { kind: 'string', message: '', at: [] })
})
