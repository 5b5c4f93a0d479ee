import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import * as fc from 'fast-check'

import { anyDay, day } from '../../test/day.ts'
import { FOSHAN, LINHE, PACKS } from '../../test/held-law.ts'
import { addDays } from '../kernel/plain-date.ts'
import { findPackInForce, packInForce } from './select-pack.ts'

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
  it('any set of first days, however ordered: exactly one pack from the first day on, the last that began; none before', () => {
    const firstDays = fc.uniqueArray(anyDay, { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(firstDays, anyDay, (days, on) => {
        const packs = days.map((first) => ({ ...FOSHAN, id: `foshan/${first}`, inForceFrom: first }))
        const begun = days.filter((first) => first <= on).toSorted()
        assert.equal(findPackInForce([...packs, LINHE], 'foshan', on)?.inForceFrom, begun.at(-1))
        assert.equal(findPackInForce(packs.toReversed(), 'foshan', on)?.inForceFrom, begun.at(-1))
      }),
    )
  })
  it('a pack runs to the day before the next: no day without, no day with two', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyDay, { minLength: 2, maxLength: 6 }), (days) => {
        const packs = days.map((first) => ({ ...FOSHAN, id: `foshan/${first}`, inForceFrom: first }))
        const ordered = days.toSorted()
        for (const [at, first] of ordered.entries()) {
          const next = ordered[at + 1]
          assert.equal(packInForce(packs, 'foshan', first).inForceFrom, first)
          if (next !== undefined) assert.equal(packInForce(packs, 'foshan', addDays(next, -1)).inForceFrom, first)
        }
      }),
    )
  })
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
