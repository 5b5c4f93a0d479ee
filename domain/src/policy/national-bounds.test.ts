import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { FOSHAN, NATIONAL, PACKS } from '../../test/held-law.ts'
import { boundsBroken, parseNationalBounds } from './national-bounds.ts'
import { type Pack, packSchema } from './pack.ts'

const broken = (changes: Partial<Pack>) =>
  boundsBroken({ ...FOSHAN, ...changes }, NATIONAL).map(({ key, law }) => `${key} ${law}`)
const { production, notice, fees, checklist, halfYear, transition } = FOSHAN

const withDays = (value: number) => broken({ production: { ...production, days: { ...production.days, value } } })

describe('boundsBroken', () => {
  for (const pack of PACKS) {
    it(`${pack.id} keeps every bound`, () => assert.deepEqual(boundsBroken(pack, NATIONAL), []))
  }
  it('CN-663:9.6 十日可以，十五日可以，十六日不可', () => {
    assert.deepEqual(withDays(10), [])
    assert.deepEqual(withDays(15), [])
    assert.deepEqual(withDays(16), ['production.days CN-663:9.6'])
  })
  it('CN-663:21 签注不得收费', () => {
    assert.deepEqual(broken({ fees: { ...fees, endorsement: { value: 1, law: 'CN-663:21', gist: 'x' } } }), [
      'fees.endorsement CN-663:21',
    ])
  })
  it('CN-663:9.1 不得另要材料', () => {
    const common = { ...checklist.common, value: [...checklist.common.value, 'tax-proof' as const] }
    assert.deepEqual(broken({ checklist: { ...checklist, common } }), ['checklist.common CN-663:9.1'])
    assert.deepEqual(broken({ checklist: { ...checklist, common: { ...common, value: ['photo'] } } }), [])
  })
  it('CN-663:2 半年按月或按天，不得更长', () => {
    assert.deepEqual(broken({ halfYear: { ...halfYear, value: { unit: 'day', n: 183 } } }), [])
    assert.deepEqual(broken({ halfYear: { ...halfYear, value: { n: 12, unit: 'month' } } }), ['halfYear CN-663:2'])
  })
  it('every broken bound is told at once', () => {
    const twice = { ...notice, atMost: { ...notice.atMost, value: 2 } }
    const ended = { ...transition, oldPermitsRunOn: { ...transition.oldPermitsRunOn, value: false } }
    assert.deepEqual(broken({ notice: twice, transition: ended }), [
      'notice.atMost CN-663:9.5',
      'transition.oldPermitsRunOn CN-663:23',
    ])
  })
  it('a bound on a key that is not there is a mistake, not a bound kept', () => {
    const misspelt = {
      ...NATIONAL,
      bounds: [{ key: 'production.dais', most: 15, law: 'CN-663:9.6' as const, gist: 'x' }],
    }
    assert.throws(
      () => boundsBroken(packSchema.parse(FOSHAN), parseNationalBounds(misspelt)),
      /has no value at production\.dais/,
    )
  })
})
