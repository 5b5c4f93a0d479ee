import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ordersStream, resultsStream } from './stream-name.ts'

it('each city has two streams of its own; what is no city has none', () => {
  assert.deepEqual([ordersStream('foshan'), resultsStream('foshan')], ['foshan.orders', 'foshan.results'])
  for (const wrong of ['', 'Foshan', 'foshan.orders', '../foshan']) assert.throws(() => ordersStream(wrong), TypeError)
})
