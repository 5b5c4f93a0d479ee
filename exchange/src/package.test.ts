import assert from 'node:assert/strict'
import { test } from 'node:test'

import { sm3Hex } from '@anju/crypto/sm3.ts'

import { ORDERS, SAMPLES } from '../golden/sample.ts'
import { TEST_DOORS, testNode } from '../golden/test-node.ts'
import { FieldError } from './field.ts'
import { buildPackage, decryptPackage, openPackage, PackageTooLarge, verifyPackage } from './package.ts'
import type { PackageContent } from './package.ts'
import { PHOTO_BYTES_MAX } from './record.ts'
import type { ExchangeRecord } from './record.ts'

const cards = testNode('cards')
const content: PackageContent = {
  stream: 'foshan.orders',
  seq: 7,
  prevSm3: sm3Hex(Buffer.from('the one before')),
  packageId: '0198c0de-0000-7000-8000-000000000207',
  from: 'foshan.registry',
  to: 'foshan.cards',
  createdAt: '2016-07-06T01:02:03.004Z',
  schema: 'orders/1',
  records: ORDERS,
  signer: testNode('registry'),
  receiverEncryptionPublicKey: cards.identity.encryptionPublicKey,
  expects: 3,
  checkpoint: null,
}

/** Orders with a portrait of so many bytes each. */
function ordersWithPhotos(count: number, photoBytes: number): readonly ExchangeRecord[] {
  const bytes = Buffer.alloc(photoBytes, 0x5a)
  const photo = { mediaType: 'image/jpeg', sm3: sm3Hex(bytes), content: bytes.toString('base64') } as const
  const order = SAMPLES['permit-order/1']
  return Array.from({ length: count }, (_, n) => ({
    ...order,
    id: `0198c0de-0000-7000-8000-${String(n).padStart(12, '0')}`,
    body: { ...order.body, photo },
  }))
}

test('what the manifest says comes back, and the file digest is that of the bytes', () => {
  const { bytes, fileSm3 } = buildPackage(content)
  const verified = verifyPackage(bytes, TEST_DOORS.cards)
  assert.ok(verified.ok)
  const { stream, seq, prev, expects, createdAt, kinds } = verified.value.manifest
  assert.deepEqual(
    { stream, seq, prev, expects, createdAt, kinds },
    {
      stream: 'foshan.orders',
      seq: 7,
      prev: content.prevSm3,
      expects: 3,
      createdAt: content.createdAt,
      kinds: { 'permit-order/1': 1, 'reprint-order/1': 1, 'order-withdrawn/1': 1 },
    },
  )
  assert.equal(verified.value.fileSm3, fileSm3)
  assert.equal(sm3Hex(bytes), fileSm3)
})

test("verifying needs no private key; decrypting needs the receiver's", () => {
  const verified = verifyPackage(buildPackage(content).bytes, TEST_DOORS.cards)
  assert.ok(verified.ok)
  const opened = decryptPackage(verified.value, cards)
  assert.ok(opened.ok)
  assert.deepEqual(opened.value.records, ORDERS)
  const refused = decryptPackage(verified.value, testNode('registry'))
  assert.equal(!refused.ok && refused.code, 'key-unwrap')
})

test('a retiring signing key of the peer is still taken, a retired one is not', () => {
  const { bytes } = buildPackage(content)
  const next = testNode('stranger').identity.signingPublicKey
  const both = [next, ...TEST_DOORS.cards.senderPublicKeys]
  assert.equal(openPackage(bytes, { ...TEST_DOORS.cards, senderPublicKeys: both }).ok, true)
  const after = openPackage(bytes, { ...TEST_DOORS.cards, senderPublicKeys: [next] })
  assert.equal(!after.ok && after.code, 'signature')
})

test('large portraits travel in several chunks of a mebibyte', () => {
  const records = ordersWithPhotos(2, PHOTO_BYTES_MAX)
  const opened = openPackage(buildPackage({ ...content, records }).bytes, TEST_DOORS.cards)
  assert.ok(opened.ok)
  assert.equal(opened.value.manifest.chunkCount, 6)
  assert.deepEqual(opened.value.records, records)
})

test('the sender cannot build what the receiver must refuse', () => {
  assert.throws(() => buildPackage({ ...content, records: ordersWithPhotos(4, PHOTO_BYTES_MAX) }), PackageTooLarge)
  assert.throws(() => buildPackage({ ...content, records: ordersWithPhotos(1, PHOTO_BYTES_MAX + 1) }), FieldError)
  assert.throws(() => buildPackage({ ...content, records: [] }), FieldError)
  assert.throws(() => buildPackage({ ...content, records: [SAMPLES['status/1']] }), FieldError)
  assert.throws(() => buildPackage({ ...content, stream: '../etc' }), FieldError)
  assert.throws(() => buildPackage({ ...content, createdAt: '2016-07-06' }), FieldError)
  const twice = [SAMPLES['order-withdrawn/1'], SAMPLES['order-withdrawn/1']]
  assert.throws(() => buildPackage({ ...content, records: twice }), FieldError)
})

test('two builds of one content are two files: a re-send sends stored bytes', () => {
  assert.notEqual(buildPackage(content).fileSm3, buildPackage(content).fileSm3)
})
