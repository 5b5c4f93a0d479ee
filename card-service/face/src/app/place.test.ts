import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePlace } from './place.ts'

test('each address is one screen, and an unknown one is the queue', () => {
  assert.deepEqual(parsePlace('/'), { screen: 'queue', show: 'todo' })
  assert.deepEqual(parsePlace('/', 'show=produced'), { screen: 'queue', show: 'produced' })
  assert.deepEqual(parsePlace('/orders/0198'), { screen: 'order', orderId: '0198' })
  assert.deepEqual(parsePlace('/batches'), { screen: 'batches' })
  assert.deepEqual(parsePlace('/batches/'), { screen: 'batches' })
  assert.deepEqual(parsePlace('/batches/7'), { screen: 'batch', batchId: '7' })
  for (const screen of ['stock', 'civil', 'exchange', 'enrol'] as const)
    assert.deepEqual(parsePlace(`/${screen}`), { screen })
  assert.deepEqual(parsePlace('/elsewhere'), { screen: 'queue', show: 'todo' })
})
