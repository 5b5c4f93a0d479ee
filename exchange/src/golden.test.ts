import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { isCosignedBy, isSignedByLog, parseNote } from '@anju/crypto/merkle-checkpoint.ts'
import { decideWitness } from '@anju/crypto/merkle-witness.ts'
import * as fc from 'fast-check'

import { GOLDEN_CASES } from '../golden/golden-case.ts'
import { goldenCheckpoint } from '../golden/golden-checkpoint.ts'
import { forge } from '../golden/forge.ts'
import { CARD_ORDERS, ORDERS, PROVEN_ORDERS, RESULTS, SAMPLES } from '../golden/sample.ts'
import { TEST_DOORS } from '../golden/test-node.ts'
import type { TestDoor } from '../golden/test-node.ts'
import { openPackage } from './package.ts'
import { openAnswer } from './receipt.ts'
import type { RejectionCode } from './rejection.ts'
import { PACKAGE_BYTES_MAX } from './rpx1.ts'

type Expectation = { readonly door: TestDoor; readonly expected: 'opens' | RejectionCode }

const golden = join(import.meta.dirname, '../golden')
const expectations: Record<string, Expectation> = JSON.parse(readFileSync(join(golden, 'expected.json'), 'utf8'))
const read = (name: string) => readFileSync(join(golden, 'file', `${name}.rpx1`))

function open(file: Uint8Array, door: TestDoor) {
  return door === 'answers' ? openAnswer(file, TEST_DOORS.answers) : openPackage(file, TEST_DOORS[door])
}

function outcome(file: Uint8Array, door: TestDoor): 'opens' | RejectionCode {
  const opened = open(file, door)
  return opened.ok ? 'opens' : opened.code
}

for (const [name, { door, expected }] of Object.entries(expectations)) {
  test(`golden file ${name}: ${expected}`, () => assert.equal(outcome(read(name), door), expected))
}

test('the same cases made anew today have the same outcome', () => {
  for (const { name, door, expected, make } of GOLDEN_CASES) assert.equal(outcome(make(), door), expected, name)
})

test('files, table and cases name each other', () => {
  const names = Object.keys(expectations).toSorted()
  assert.deepEqual(
    readdirSync(join(golden, 'file'))
      .map((file) => file.replace('.rpx1', ''))
      .toSorted(),
    names,
  )
  assert.deepEqual(GOLDEN_CASES.map(({ name }) => name).toSorted(), names)
})

test('the valid files hold exactly the sample records', () => {
  const orders = openPackage(read('valid-orders'), TEST_DOORS.cards)
  assert.ok(orders.ok)
  assert.deepEqual(orders.value.records, ORDERS)
  const chunks = openPackage(read('valid-many-chunks'), TEST_DOORS.cards)
  assert.ok(chunks.ok)
  assert.deepEqual(chunks.value.records, ORDERS)
  assert.ok(chunks.value.manifest.chunkCount >= 4)
  const cardOrders = openPackage(read('valid-card-orders'), TEST_DOORS.cards)
  assert.ok(cardOrders.ok)
  assert.deepEqual(cardOrders.value.records, CARD_ORDERS)
  const provenOrders = openPackage(read('valid-proven-orders'), TEST_DOORS.cards)
  assert.ok(provenOrders.ok)
  assert.deepEqual(provenOrders.value.records, PROVEN_ORDERS)
  const results = openPackage(read('valid-results'), TEST_DOORS.registry)
  assert.ok(results.ok)
  assert.deepEqual(results.value.records, RESULTS)
  const ack = openAnswer(read('valid-ack'), TEST_DOORS.answers)
  assert.ok(ack.ok)
  assert.deepEqual(ack.value.answer.body, SAMPLES['receipt/1'].body)
})

test("the checkpoint in the golden files is witnessed, and the witness is believed, by today's code", () => {
  const registryKeys = TEST_DOORS.cards.senderPublicKeys
  const policeKeys = TEST_DOORS.answers.senderPublicKeys
  const orders = openPackage(read('valid-orders-checkpoint'), TEST_DOORS.cards)
  assert.ok(orders.ok)
  const { twoLeaves: held } = goldenCheckpoint(TEST_DOORS.registry.receiver, TEST_DOORS.cards.receiver)
  const text = orders.value.manifest.checkpoint ?? ''
  const decision = decideWitness(text, { origin: 'anju/foshan', publicKeys: registryKeys, held })
  assert.ok(decision.act === 'sign')
  const ack = openAnswer(read('valid-ack-cosigned'), TEST_DOORS.answers)
  assert.ok(ack.ok && ack.value.kind === 'receipt/1')
  assert.equal(ack.value.answer.body.cosignature?.length, 128)
  const status = openAnswer(read('valid-status-checkpoint'), TEST_DOORS.answers)
  assert.ok(status.ok)
  const note = parseNote(status.value.answer.manifest.checkpoint ?? '')
  assert.ok(note)
  assert.ok(isSignedByLog(note, registryKeys) && isCosignedBy(note, 'card-service', policeKeys))
  assert.ok(!isCosignedBy(note, 'card-service', registryKeys))
})

test('a rejection tells the place and none of the facts', () => {
  const facts = ['11010519491231002', '张', '示例路', '1949', 'portrait']
  for (const [name, { door }] of Object.entries(expectations)) {
    const opened = open(read(name), door)
    if (!opened.ok)
      for (const fact of facts) assert.equal(opened.detail.includes(fact), false, `${name}: ${opened.detail}`)
  }
})

test('a file over the cap is refused unread', () => {
  assert.equal(outcome(Buffer.concat([forge(), Buffer.alloc(PACKAGE_BYTES_MAX)]), 'cards'), 'too-large')
})

test('property: any single flipped bit is refused; the untouched file opens', () => {
  const file = read('valid-many-chunks')
  assert.equal(outcome(file, 'cards'), 'opens')
  const anyBit = fc.integer({ min: 0, max: file.length * 8 - 1 })
  fc.assert(
    fc.property(anyBit, (bit) => {
      const flipped = Buffer.from(file)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      assert.notEqual(outcome(flipped, 'cards'), 'opens')
    }),
    { seed: 201614, numRuns: 500 },
  )
})

test('property: no bytes at all make the reader throw', () => {
  const file = read('valid-orders')
  const damage = fc.record({
    start: fc.nat(file.length),
    removed: fc.nat(200),
    inserted: fc.uint8Array({ maxLength: 200 }),
  })
  fc.assert(
    fc.property(damage, ({ start, removed, inserted }) => {
      const damaged = Buffer.concat([file.subarray(0, start), inserted, file.subarray(start + removed)])
      assert.equal(outcome(damaged, 'cards') === 'opens', damaged.equals(file))
    }),
    { seed: 663, numRuns: 200 },
  )
})
