import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fitOfCity } from './city-version.ts'

const KNOWN = ['1-a', '2-b', '3-c']

describe('which cities a version works with', () => {
  for (const [applied, fits] of [
    [['1-a', '2-b', '3-c'], true],
    [['1-a', '2-b'], true],
    [['1-a'], false],
    [['1-a', '3-c'], false],
    [[], false],
    [['1-a', '2-b', '3-c', '4-d'], false],
  ] as const) {
    it(`${applied.join(' ') || 'nothing'}: ${fits ? 'works' : 'refused, with the way out'}`, () => {
      const fit = fitOfCity(KNOWN, applied)
      assert.equal(fit.fits, fits)
      if (!fit.fits) assert.match(fit.why, /: run /)
    })
  }
  it('a city whose only migration is missing has no tables at all', () =>
    assert.equal(fitOfCity(['1-a'], []).fits, false))
})
