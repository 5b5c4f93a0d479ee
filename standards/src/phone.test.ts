import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maskPhone, parseContactPhone, parseMobilePhone } from './phone.ts'

test('mobile numbers, as people write them', () => {
  for (const text of [
    '13800000000',
    '138 0000 0000',
    '138-0000-0000',
    '+8613800000000',
    '008613800000000',
    '１３８００００００００',
  ]) {
    assert.equal(parseMobilePhone(text), '13800000000', text)
  }
  for (const text of ['12800000000', '1380000000', '138000000000', '', '0757-82000000', '1380000000a']) {
    assert.equal(parseMobilePhone(text), undefined, text)
  }
})

test('landlines get their hyphen where the area code ends', () => {
  assert.equal(parseContactPhone('075782000000'), '0757-82000000')
  assert.equal(parseContactPhone('0757-82000000'), '0757-82000000')
  assert.equal(parseContactPhone('01062000000'), '010-62000000')
  assert.equal(parseContactPhone('0478-8200000'), '0478-8200000')
  assert.equal(parseContactPhone('13800000000'), '13800000000')
  assert.equal(parseContactPhone('82000000'), undefined)
})

test('masked, the middle of a mobile number is gone, and nearly all of a landline', () => {
  assert.equal(maskPhone('13800001234'), '138****1234')
  assert.equal(maskPhone('0757-82000012'), '***********12')
})
