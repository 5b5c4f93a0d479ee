import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import {
  generateSm2KeyPair,
  isSm2PublicKey,
  sm2Decrypt,
  sm2Encrypt,
  sm2PublicKeyOf,
  sm2Sign,
  sm2Verify,
} from './sm2.ts'

interface Vectors {
  readonly privateKey: string
  readonly publicKey: string
  readonly signatures: readonly { readonly message: string; readonly signature: string }[]
  readonly ciphertexts: readonly { readonly plaintext: string; readonly ciphertext: string }[]
}

const hex = (text: string) => Buffer.from(text, 'hex')
const path = join(import.meta.dirname, '../golden/openssl-sm2.json')
const openssl: Vectors = JSON.parse(readFileSync(path, 'utf8'))
const ORDER = 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123'

test('every signature openssl made with the national ID verifies, and none over another message', () => {
  assert.equal(openssl.signatures.length, 40)
  for (const { message, signature } of openssl.signatures) {
    assert.equal(sm2Verify(hex(message), hex(signature), openssl.publicKey), true)
    assert.equal(sm2Verify(hex(`${message}00`), hex(signature), openssl.publicKey), false)
  }
})

test('every key openssl encrypted opens with the right private key only', () => {
  const other = generateSm2KeyPair()
  assert.equal(openssl.ciphertexts.length, 10)
  for (const { plaintext, ciphertext } of openssl.ciphertexts) {
    assert.equal(sm2Decrypt(hex(ciphertext), openssl.privateKey)?.toString('hex'), plaintext)
    assert.equal(sm2Decrypt(hex(ciphertext), other.privateKey), undefined)
  }
})

test('signing and encrypting round trip, and are fresh each time', () => {
  const keys = generateSm2KeyPair()
  const message = Buffer.from('居住证')
  const signature = sm2Sign(message, keys)
  assert.equal(signature.length, 64)
  assert.equal(sm2Verify(message, signature, keys.publicKey), true)
  assert.notDeepEqual(sm2Sign(message, keys), signature)
  const sealed = sm2Encrypt(message, keys.publicKey)
  assert.equal(sealed.length, message.length + 96)
  assert.deepEqual(sm2Decrypt(sealed, keys.privateKey), message)
  assert.notDeepEqual(sm2Encrypt(message, keys.publicKey), sealed)
})

test('a malformed signature or key is false, never an exception', () => {
  const keys = generateSm2KeyPair()
  const message = Buffer.from('message')
  const signature = sm2Sign(message, keys).toString('hex')
  const [r, s] = [signature.slice(0, 64), signature.slice(64)]
  const zero = '0'.repeat(64)
  const der = `3044022${r.slice(0, 1)}${r}0220${s}`
  const signatures = [
    '',
    r,
    `${signature}00`,
    `04${signature}`,
    der,
    `${zero}${s}`,
    `${r}${zero}`,
    `${ORDER}${s}`,
    `${r}${ORDER}`,
  ]
  signatures.push(`${r}00${s}`, `00${signature}`, `${r}${'f'.repeat(64)}`, `${s}${r}`, `${zero}${zero}`)
  for (const bad of signatures) assert.equal(sm2Verify(message, hex(bad), keys.publicKey), false, bad)

  const offCurve = `04${'1'.repeat(128)}`
  const compressed = `02${keys.publicKey.slice(2, 66)}`
  const publicKeys = [
    '',
    '04',
    offCurve,
    compressed,
    keys.publicKey.slice(2),
    keys.publicKey.toUpperCase(),
    `04${'0'.repeat(128)}`,
  ]
  for (const bad of publicKeys) {
    assert.equal(sm2Verify(message, hex(signature), bad), false, bad)
    assert.equal(isSm2PublicKey(bad), false, bad)
  }
  assert.equal(isSm2PublicKey(keys.publicKey), true)
  assert.equal(sm2Verify(message, hex(signature), keys.publicKey), true)
})

test('each single bit of a signature counts', () => {
  const keys = generateSm2KeyPair()
  const message = Buffer.from('message')
  const signature = sm2Sign(message, keys)
  for (let bit = 0; bit < 512; bit += 7) {
    const flipped = Buffer.from(signature)
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.equal(sm2Verify(message, flipped, keys.publicKey), false, `bit ${bit}`)
  }
})

test('a changed or cut ciphertext does not open', () => {
  const keys = generateSm2KeyPair()
  const sealed = sm2Encrypt(Buffer.alloc(16, 7), keys.publicKey)
  for (let at = 0; at < sealed.length; at += 3) {
    const flipped = Buffer.from(sealed)
    flipped[at] = (flipped[at] ?? 0) ^ 1
    assert.equal(sm2Decrypt(flipped, keys.privateKey), undefined, `byte ${at}`)
  }
  for (const length of [0, 64, 96, 111])
    assert.equal(sm2Decrypt(sealed.subarray(0, length), keys.privateKey), undefined)
})

test('a private key outside 1 … n−2 is refused', () => {
  const n1 = `${ORDER.slice(0, -1)}2`
  for (const bad of ['0'.repeat(64), ORDER, n1, 'f'.repeat(64), '12', ''])
    assert.throws(() => sm2PublicKeyOf(bad), TypeError)
})
