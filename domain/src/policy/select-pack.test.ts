import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { day } from '../../test/day.ts'
import { FOSHAN, LINHE, PACKS } from '../../test/held-law.ts'
import { packInForce } from './select-pack.ts'

const later = { ...FOSHAN, id: 'foshan/2022-06-01', inForceFrom: day('2022-06-01') }

describe('packInForce', () => {
  for (const [on, id] of [
    ['2016-01-01', 'foshan/2016-01-01'],
    ['2022-05-31', 'foshan/2016-01-01'],
    ['2022-06-01', 'foshan/2022-06-01'],
    ['2099-01-01', 'foshan/2022-06-01'],
  ] as const) {
    it(`${on}: ${id}, in whatever order they are held`, () => {
      assert.equal(packInForce([later, LINHE, FOSHAN], 'foshan', day(on)).id, id)
      assert.equal(packInForce([FOSHAN, LINHE, later], 'foshan', day(on)).id, id)
    })
  }
  it('says from when the law is held', () => {
    assert.throws(
      () => packInForce(PACKS, 'linhe', day('2017-04-23')),
      /No law of linhe is held for 2017-04-23.*2017-04-24/,
    )
  })
  it('says when the city is unknown', () => {
    assert.throws(() => packInForce(PACKS, 'atlantis', day('2020-01-01')), /No law is held for jurisdiction "atlantis"/)
  })
})
