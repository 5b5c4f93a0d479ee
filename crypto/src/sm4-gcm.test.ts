import assert from 'node:assert/strict'
import { test } from 'node:test'

import { randomBytes } from './random.ts'
import { NotAuthentic, sm4GcmOpen, sm4GcmSeal } from './sm4-gcm.ts'

const key = randomBytes(16)
const nonce = randomBytes(12)
const aad = Buffer.from('place')
const sealed = sm4GcmSeal(key, nonce, aad, Buffer.from('13 位'))

test('every single-bit change, another place, key or nonce, and a cut tag are refused', () => {
  assert.equal(sm4GcmOpen(key, nonce, aad, sealed).toString(), '13 位')
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const flipped = Buffer.from(sealed)
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.throws(() => sm4GcmOpen(key, nonce, aad, flipped), NotAuthentic)
  }
  assert.throws(() => sm4GcmOpen(key, nonce, Buffer.from('elsewhere'), sealed), NotAuthentic)
  assert.throws(() => sm4GcmOpen(randomBytes(16), nonce, aad, sealed), NotAuthentic)
  assert.throws(() => sm4GcmOpen(key, randomBytes(12), aad, sealed), NotAuthentic)
  for (const length of [0, 4, 15, sealed.length - 1]) {
    assert.throws(() => sm4GcmOpen(key, nonce, aad, sealed.subarray(0, length)), NotAuthentic)
  }
})

test('keys and nonces of another size are a defect, not a guess', () => {
  assert.throws(() => sm4GcmSeal(randomBytes(15), nonce, aad, aad), RangeError)
  assert.throws(() => sm4GcmSeal(key, randomBytes(16), aad, aad), RangeError)
})
