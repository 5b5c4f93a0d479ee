import assert from 'node:assert/strict'
import { test } from 'node:test'

import { assertKnownAnswers, KNOWN_ANSWERS } from './known-answer.ts'

for (const answer of KNOWN_ANSWERS) {
  test(`${answer.source}: ${answer.name}`, () => assert.equal(answer.holds(), true))
}

test('the start-up run passes with all of them', () => {
  assert.equal(KNOWN_ANSWERS.length, 8)
  assertKnownAnswers()
})
