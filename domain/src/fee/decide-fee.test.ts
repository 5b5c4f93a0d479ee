import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { FOSHAN, LINHE } from '../../test/held-law.ts'
import { FEE_BUSINESSES } from '../policy/pack.ts'
import { decideFee } from './decide-fee.ts'

const fenIn = (pack: typeof FOSHAN) =>
  Object.fromEntries(
    FEE_BUSINESSES.map((business) => {
      const decision = decideFee(business, pack.fees)
      return [business, decision.ok ? decision.value.fen : decision.refusals[0]?.code]
    }),
  )
const free = {
  registration: 0,
  'address-change': 0,
  cancellation: 0,
  'first-permit': 0,
  endorsement: 0,
  'office-error-correction': 0,
}

describe('decideFee', () => {
  it('CN-663:21 佛山：换领、补领二十元，其余免费', () => {
    assert.deepEqual(fenIn(FOSHAN), { ...free, replacement: 2000, reissue: 2000 })
  })
  it('CN-663:20(2) 临河：没有标准不得收', () => {
    assert.deepEqual(fenIn(LINHE), { ...free, replacement: 'tariff.not-configured', reissue: 'tariff.not-configured' })
  })
})
