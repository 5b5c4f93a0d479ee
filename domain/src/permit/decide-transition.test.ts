import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { day } from '../../test/day.ts'
import { FOSHAN, LINHE } from '../../test/held-law.ts'
import { decideTransition, regimeOf } from './decide-transition.ts'

const at = (validThrough: string, pack = FOSHAN) =>
  decideTransition({ validThrough: day(validThrough) }, pack.transition, pack.permit)

describe('regimeOf', () => {
  for (const [applied, regime] of [
    ['2015-12-31', 'earlier'],
    ['2016-01-01', 'regulation'],
  ] as const) {
    it(`FG-2015:一 ${applied}申请`, () => assert.equal(regimeOf(day(applied), FOSHAN.transition), regime))
  }
})

describe('decideTransition', () => {
  it('FG-2015:二.三(3) 施行前一日到期的不豁免，施行日到期的豁免', () => {
    assert.equal(at('2015-12-31').ok, false)
    const decision = at('2016-01-01')
    assert.equal(decision.ok && decision.value.halfYearWaived, true)
  })
  it('FS-2016-14:一.三 三年期旧证，到期前一个月才开窗', () => {
    const decision = at('2018-09-30')
    assert.deepEqual(decision.ok && decision.value, {
      halfYearWaived: true,
      opensOn: '2018-08-30',
      expiresOn: '2018-09-30',
    })
  })
  it('CN-663:23 临河旧证有效但不免半年', () => {
    const decision = at('2017-12-31', LINHE)
    assert.equal(decision.ok && decision.value.halfYearWaived, false)
  })
})
