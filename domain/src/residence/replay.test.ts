import assert from 'node:assert/strict'
import { test } from 'node:test'

import { replayLives } from '../../test/replay-lives.ts'

test('T1 同样的输入，同样的决定：500 lives decided again after the law has a new version; none changes, and a bent version of their own day is found', () => {
  const { changed, control } = replayLives(500, 20_161_122)
  assert.equal(changed, 0, 'seed 20161122')
  assert.ok(control > 100, `the control found ${control}`)
})
