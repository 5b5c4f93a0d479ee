import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as fc from 'fast-check'

import { FOSHAN, LINHE } from '../../test/held-law.ts'
import { MOVE_SCOPES, moveScope } from './move-scope.ts'

const anyCounty = fc
  .tuple(
    fc.constantFrom('11', '15', '31', '44', '42'),
    fc.constantFrom('01', '08', '28', '90'),
    fc.constantFrom('02', '04', '21'),
  )
  .map((parts) => parts.join(''))

describe('moveScope', () => {
  it('is as far there as back, and nothing is nearer than staying', () => {
    fc.assert(
      fc.property(anyCounty, anyCounty, fc.constantFrom(FOSHAN, LINHE), (from, to, { target }) => {
        assert.equal(moveScope(from, to, target), moveScope(to, from, target))
        assert.equal(moveScope(from, from, target), MOVE_SCOPES[0])
      }),
    )
  })
  it('reads the county of a longer code', () => {
    assert.equal(moveScope('440604101201', '440604', FOSHAN.target), 'same-county')
    assert.equal(moveScope('440604101201', '440605', FOSHAN.target), 'same-city')
  })
})
