import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePersonName } from '@anju/standards/person-name.ts'
import { xssPayloads } from './xss-payload.ts'

test('五千以上 · more than five thousand different attempts, the same in every run', () => {
  const payloads = xssPayloads()
  assert.ok(payloads.length >= 5_000, `${payloads.length}`)
  assert.equal(new Set(payloads).size, payloads.length)
  assert.deepEqual(xssPayloads(), payloads)
})

test('姓名一个也不收 · as a name of a person not one of them is taken, each with its problems; real names are', () => {
  assert.deepEqual(
    xssPayloads().filter((payload) => parsePersonName(payload).ok),
    [],
  )
  for (const name of ['张三', '阿依古丽·买买提', '𬭎𫖯']) assert.ok(parsePersonName(name).ok)
})
