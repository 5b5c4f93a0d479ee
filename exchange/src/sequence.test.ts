import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import * as fc from 'fast-check'

import { forge } from '../golden/forge.ts'
import { TEST_DOORS } from '../golden/test-node.ts'
import { verifyPackage } from './package.ts'
import { decideSequence, HELD_MAX, missingNumbers } from './sequence.ts'
import type { ArrivedFile, SequenceDecision, StreamPosition } from './sequence.ts'

const position: StreamPosition = { expected: 5, lastFileSm3: 'f4', heldCount: 1 }
const next: ArrivedFile = { seq: 5, prev: 'f4', fileSm3: 'f5', answeredFileSm3: null }

const ROWS: readonly (readonly [string, Partial<StreamPosition>, Partial<ArrivedFile>, SequenceDecision])[] = [
  ['the next', {}, {}, { act: 'apply' }],
  ['the very first', { expected: 1, lastFileSm3: null }, { seq: 1, prev: null }, { act: 'apply' }],
  ['the next, held until now', {}, { answeredFileSm3: 'f5' }, { act: 'apply' }],
  ['the one before again', {}, { seq: 4, fileSm3: 'f4', answeredFileSm3: 'f4' }, { act: 'resend-receipt' }],
  ['the first again', {}, { seq: 1, fileSm3: 'f1', answeredFileSm3: 'f1' }, { act: 'resend-receipt' }],
  ['one too early', {}, { seq: 6 }, { act: 'hold' }],
  ['one too early, held already', {}, { seq: 6, answeredFileSm3: 'f5' }, { act: 'already-held' }],
  ['the last that may be held', { heldCount: HELD_MAX - 1 }, { seq: 9 }, { act: 'hold' }],
  ['one more', { heldCount: HELD_MAX }, { seq: 9 }, { act: 'refuse', because: 'too-far-ahead' }],
  ['the next while many are held', { heldCount: HELD_MAX }, {}, { act: 'apply' }],
  ['another file under an old number', {}, { seq: 4, answeredFileSm3: 'f4' }, { act: 'refuse', because: 'forked' }],
  ['another file under a held number', {}, { seq: 6, answeredFileSm3: 'f6' }, { act: 'refuse', because: 'forked' }],
  ['the next, following another file', {}, { prev: 'x4' }, { act: 'refuse', because: 'broken-chain' }],
  ['the next, following none', {}, { prev: null }, { act: 'refuse', because: 'broken-chain' }],
  ['no number', {}, { seq: 0 }, { act: 'refuse', because: 'no-number' }],
]

for (const [name, at, file, expected] of ROWS) {
  test(`${name}: ${Object.values(expected).join(' ')}`, () => {
    assert.deepEqual(decideSequence({ ...position, ...at }, { ...next, ...file }), expected)
  })
}

test('a golden file replayed is answered, not applied; another file under its number is a fork', () => {
  const file = readFileSync(join(import.meta.dirname, '../golden/file/valid-orders.rpx1'))
  const first = verifyPackage(file, TEST_DOORS.cards)
  const other = verifyPackage(forge(), TEST_DOORS.cards)
  assert.ok(first.ok && other.ok)
  const { manifest, fileSm3 } = first.value
  const arrived = { seq: manifest.seq, prev: manifest.prev, fileSm3, answeredFileSm3: null }
  assert.deepEqual(decideSequence({ expected: 1, lastFileSm3: null, heldCount: 0 }, arrived), { act: 'apply' })

  const after = { expected: 2, lastFileSm3: fileSm3, heldCount: 0 }
  const again = { ...arrived, answeredFileSm3: fileSm3 }
  assert.deepEqual(decideSequence(after, again), { act: 'resend-receipt' })
  const fork = { ...again, fileSm3: other.value.fileSm3 }
  assert.deepEqual(decideSequence(after, fork), { act: 'refuse', because: 'forked' })
})

const sm3Of = (seq: number) => (seq === 0 ? null : `f${seq}`)

test('property: sent in any order, any number of times, every file is applied once and in order', () => {
  const arrivals = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 200 })
  fc.assert(
    fc.property(arrivals, (order) => {
      const applied: number[] = []
      const held = new Set<number>()
      const arrive = (seq: number): void => {
        const known = seq <= applied.length || held.has(seq)
        const file = { seq, prev: sm3Of(seq - 1), fileSm3: `f${seq}`, answeredFileSm3: known ? `f${seq}` : null }
        const last = applied.length
        const { act } = decideSequence({ expected: last + 1, lastFileSm3: sm3Of(last), heldCount: held.size }, file)
        if (act === 'hold') held.add(seq)
        if (act !== 'apply') return
        applied.push(seq)
        if (held.delete(seq + 1)) arrive(seq + 1)
      }
      for (const seq of order) arrive(seq)
      for (let seq = 1; seq <= 12; seq += 1) arrive(seq)
      assert.deepEqual(applied, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    }),
    { seed: 663, numRuns: 200 },
  )
})

test('missing are the gaps below the highest held', () => {
  assert.deepEqual(missingNumbers(5, []), [])
  assert.deepEqual(missingNumbers(5, [6, 8, 9]), [5, 7])
  assert.equal(missingNumbers(1, [5000]).length, HELD_MAX)
})
