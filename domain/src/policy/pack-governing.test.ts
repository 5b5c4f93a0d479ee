import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { day } from '../../test/day.ts'
import { FOSHAN, LINHE } from '../../test/held-law.ts'
import { packGoverning } from './pack-governing.ts'
import type { Pack } from './pack.ts'

const later: Pack = { ...FOSHAN, id: 'foshan/2022-06-01', inForceFrom: day('2022-06-01') }

describe('packGoverning', () => {
  for (const [on, id] of [
    ['2009-01-01', 'foshan/2016-01-01'],
    ['2015-12-31', 'foshan/2016-01-01'],
    ['2022-05-31', 'foshan/2016-01-01'],
    ['2022-06-01', 'foshan/2022-06-01'],
  ] as const) {
    it(`${on}: ${id}, in whatever order they are held`, () => {
      assert.equal(packGoverning([FOSHAN, later], day(on)).id, id)
      assert.equal(packGoverning([later, FOSHAN], day(on)).id, id)
    })
  }
  it('a life without law, or with that of two cities, is a defect', () => {
    assert.throws(() => packGoverning([], day('2016-01-01')), /without a pack/)
    assert.throws(() => packGoverning([FOSHAN, LINHE], day('2018-01-01')), /at once/)
  })
})
