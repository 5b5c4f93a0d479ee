import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeAcceptanceNumber, parseAcceptanceNumber } from './acceptance-number.ts'

const parts = { divisionCode: '440604', officeCode: '012', acceptedOn: '2016-07-05', serial: 1 }

test('受理号: 22 digits, composed and read back', () => {
  assert.equal(composeAcceptanceNumber(parts), '4406040122016070500001')
  assert.deepEqual(parseAcceptanceNumber('4406040122016070500001'), parts)
  assert.equal(composeAcceptanceNumber({ ...parts, serial: 99_999 }), '4406040122016070599999')
})

test('what is no acceptance number', () => {
  for (const text of [
    '',
    '440604012201607050000',
    '4406040122016023000001',
    '4406040122016070500000',
    '44060401220160705000O1',
  ]) {
    assert.equal(parseAcceptanceNumber(text), undefined, text)
  }
})

test('parts that do not fit are a defect', () => {
  for (const wrong of [
    { serial: 0 },
    { serial: 100_000 },
    { serial: 1.5 },
    { officeCode: '12' },
    { divisionCode: '4406' },
    { acceptedOn: '2016-02-30' },
  ]) {
    assert.throws(() => composeAcceptanceNumber({ ...parts, ...wrong }), RangeError)
  }
})
