import assert from 'node:assert/strict'
import { it } from 'node:test'
import { failpointAt } from './failpoint.ts'

it('kills at the nth passing of the named point, once, and nowhere else', () => {
  let kills = 0
  const passing = failpointAt('after-rename:2', () => (kills += 1))
  for (const name of ['before-rename', 'after-rename', 'before-commit'] as const) passing(name)
  assert.equal(kills, 0)
  passing('after-rename')
  passing('after-rename')
  assert.equal(kills, 1)
})

it('a point that is not there is a mistake; none is none', () => {
  for (const wrong of ['after-rename:0', 'after-rename:x', 'somewhere'])
    assert.throws(() => failpointAt(wrong, () => {}))
  failpointAt(undefined, () => assert.fail('killed'))('before-commit')
})
