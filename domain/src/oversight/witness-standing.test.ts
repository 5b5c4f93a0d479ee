import assert from 'node:assert/strict'
import { test } from 'node:test'
import { witnessStanding } from './witness-standing.ts'

test('well for an hour, silent for three more, then too long', () => {
  const at = (time: string) => witnessStanding('2026-11-22T08:00:00.000Z', `2026-11-22T${time}:00.000Z`)
  assert.equal(at('09:00'), 'well')
  assert.equal(at('09:01'), 'silent')
  assert.equal(at('12:00'), 'silent')
  assert.equal(at('12:01'), 'too-long')
  assert.equal(witnessStanding(null, '2026-11-22T08:00:00.000Z'), 'well')
})
