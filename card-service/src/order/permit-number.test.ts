import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { composePermitNumber, isPermitNumber, PERMIT_SERIAL_MAX } from './permit-number.ts'

describe('permit number 居住证号', () => {
  it('is 19 characters: R, division, year, serial, check', () => {
    assert.equal(composePermitNumber({ areaCode: '4406', year: 2016, serial: 1 }), 'R440600201600000019')
    assert.equal(
      composePermitNumber({ areaCode: '150802', year: 2017, serial: PERMIT_SERIAL_MAX }).slice(0, 18),
      'R15080220179999999',
    )
  })

  it('a number that was mistyped in one place is not one of ours', () => {
    const number = composePermitNumber({ areaCode: '4406', year: 2016, serial: 4711 })
    assert.ok(isPermitNumber(number))
    for (let at = 1; at < 18; at += 1) {
      const digit = (Number(number[at]) + 1) % 10
      assert.ok(!isPermitNumber(`${number.slice(0, at)}${digit}${number.slice(at + 1)}`), `place ${at}`)
    }
    assert.ok(!isPermitNumber(number.slice(1)))
  })

  it('refuses what does not fit', () => {
    for (const wrong of [
      { areaCode: '44', year: 2016, serial: 1 },
      { areaCode: '4406', year: 16, serial: 1 },
      { areaCode: '4406', year: 2016, serial: 0 },
      { areaCode: '4406', year: 2016, serial: PERMIT_SERIAL_MAX + 1 },
    ])
      assert.throws(() => composePermitNumber(wrong), RangeError)
  })
})
