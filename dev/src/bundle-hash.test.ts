import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bundleHash } from './bundle-hash.ts'

test('两次构建相同 · a face built twice is the same to the last byte', async () => {
  const first = await bundleHash('faces/citizen')
  assert.match(first, /^[0-9a-f]{64}$/)
  assert.equal(await bundleHash('faces/citizen'), first)
})
