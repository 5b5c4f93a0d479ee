import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { readYaml } from '../../test/held-law.ts'
import { parsePack } from './pack.ts'

const raw = () => structuredClone(readYaml('packs/foshan/2016-01-01.yaml')) as Record<string, unknown>

describe('parsePack', () => {
  it('takes what law/packs holds', () => assert.equal(parsePack(raw()).id, 'foshan/2016-01-01'))
  for (const [what, broken, at] of [
    ['a value without clause', { halfYear: { value: { n: 6, unit: 'month' }, gist: 'six months' } }, 'halfYear'],
    ['a value without gist', { halfYear: { value: { n: 6, unit: 'month' }, law: 'CN-663:2', gist: '' } }, 'halfYear'],
    ['a clause without book', { halfYear: { value: { n: 6, unit: 'month' }, law: '第二条', gist: 'x' } }, 'halfYear'],
    ['a key nobody reads', { halfyear: 6 }, 'halfyear'],
    ['a day that is none', { inForceFrom: '2016-02-30' }, 'inForceFrom'],
    [
      'a unit the law does not know',
      { halfYear: { value: { n: 6, unit: 'week' }, law: 'CN-663:2', gist: 'x' } },
      'halfYear',
    ],
  ] as const) {
    it(`refuses ${what} and names the place`, () => {
      assert.throws(
        () => parsePack({ ...raw(), ...broken }),
        (error) => String(error).includes(at),
      )
    })
  }
})
