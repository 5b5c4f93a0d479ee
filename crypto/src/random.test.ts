import assert from 'node:assert/strict'
import { test } from 'node:test'

import { uuidBytes, uuidV7 } from './random.ts'

test('ids sort in the order made: within one millisecond, past the counter, and when the clock steps back', () => {
  const now = Date.now()
  const ids = Array.from({ length: 10_000 }, () => uuidV7(now))
  ids.push(uuidV7(now - 60_000), uuidV7(now + 60_000), uuidV7(now + 1))
  assert.deepEqual(ids.toSorted(), ids)
  assert.equal(new Set(ids).size, ids.length)
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('the first 48 bits are the milliseconds', () => {
  const later = Date.now() + 3_600_000
  assert.equal(uuidBytes(uuidV7(later)).readUIntBE(0, 6), later)
})

test('only a UUID has bytes', () => {
  assert.throws(() => uuidBytes('0198'), TypeError)
  assert.throws(() => uuidBytes('{0198c0de-0000-7000-8000-000000000001}'), TypeError)
  assert.equal(uuidBytes('0198C0DE-0000-7000-8000-000000000001').length, 16)
})
