import assert from 'node:assert/strict'
import { test } from 'node:test'

import { replayLives } from '../../test/replay-lives.ts'

test('T1 同样的输入，同样的决定, the long run: 10,000 lives decided again after the law has a new version; none changes', () => {
  const { changed, control } = replayLives(10_000, 20_161_123)
  assert.equal(changed, 0, 'seed 20161123')
  assert.ok(control > 2_000, `the control found ${control}`)
})
