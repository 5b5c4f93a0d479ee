import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { day } from '../../test/day.ts'
import { FOSHAN } from '../../test/held-law.ts'
import { decideDeficiencyNotice, type DeficiencyNotice } from './decide-deficiency-notice.ts'

const first = { givenOn: day('2016-07-05'), items: ['lease'] }
const codes = (notice: Partial<DeficiencyNotice>) => {
  const decision = decideDeficiencyNotice(
    { items: ['photo'], missing: ['photo'], earlier: [], ...notice },
    FOSHAN.notice,
  )
  return decision.ok ? { forgotten: decision.value.forgotten } : decision.refusals.map(({ code }) => code)
}

describe('decideDeficiencyNotice', () => {
  it('the first may be given', () => assert.deepEqual(codes({}), { forgotten: [] }))
  it('an empty one says nothing', () => {
    assert.deepEqual(codes({ items: [], missing: [] }), ['notice.items-missing'])
  })
  it('one that leaves out and adds is told both', () => {
    assert.deepEqual(codes({ items: ['lease'] }), ['notice.items-missing', 'material.not-on-checklist'])
  })
  it('a second with a new item needs a reason', () => {
    assert.deepEqual(codes({ earlier: [first] }), ['notice.already-given'])
    assert.deepEqual(codes({ earlier: [first], supervisorReason: ' ' }), [
      'notice.already-given',
      'notice.reason-missing',
    ])
    assert.deepEqual(codes({ earlier: [first], supervisorReason: '首次漏列' }), { forgotten: ['photo'] })
  })
  it('changed facts excuse the first notice', () => {
    assert.deepEqual(codes({ earlier: [first], changedFacts: '已搬家' }), { forgotten: [] })
  })
  it('a repetition is refused whatever the reason', () => {
    assert.deepEqual(codes({ items: ['lease'], missing: ['lease'], earlier: [first], supervisorReason: '再催' }), [
      'notice.already-given',
    ])
  })
})
