import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leafHash, merkleRoot } from '@anju/crypto/merkle-log.ts'
import * as fc from 'fast-check'
import { HeadChecker, type Head } from './verify-head.ts'

const leaves = Array.from({ length: 120 }, (_, n) => leafHash(Buffer.from(String(n))))
const head = (size: number): Head => ({
  size,
  root: merkleRoot(leaves.slice(0, size)),
  check: 'checkpoint',
  whose: 'checkpoint',
})

/** Follows a log in pages, each with the heads over it, as verify does. */
function follow(log: readonly Buffer[], heads: readonly Head[], page: number) {
  const checker = new HeadChecker()
  let from = 0
  for (; from < log.length; from += page) {
    const to = Math.min(from + page, log.length)
    checker.add(heads.filter(({ size }) => size > from && size <= to))
    checker.take(log.slice(from, to))
  }
  checker.add(heads.filter(({ size }) => size > log.length))
  return checker.end()
}
const sizes = fc.uniqueArray(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 12 })
const pages = fc.integer({ min: 1, max: 130 })

test('property: an honest log agrees with every head, whatever the pages', () => {
  fc.assert(
    fc.property(sizes, pages, (at, page) => {
      assert.deepEqual(follow(leaves, at.map(head), page), [])
    }),
    { seed: 9162, numRuns: 200 },
  )
})

test('property: a bent leaf lies in the stretch that is named, between the last good head and the first bad one', () => {
  fc.assert(
    fc.property(sizes, pages, fc.integer({ min: 0, max: 119 }), (at, page, bent) => {
      const found = follow(leaves.with(bent, leafHash(Buffer.from('bent'))), at.map(head), page)
      const over = at.filter((size) => size > bent).toSorted((a, b) => a - b)[0]
      if (over === undefined) return assert.deepEqual(found, [])
      const before = Math.max(0, ...at.filter((size) => size <= bent))
      assert.equal(found.length, 1)
      assert.match(found[0]?.what ?? '', new RegExp(`^leaves ${before} to ${over - 1} are not`))
    }),
    { seed: 9162, numRuns: 200 },
  )
})

test('a log that ends before a head says where; one with a gap is not compared beyond it', () => {
  assert.match(follow(leaves.slice(0, 50), [head(40), head(90)], 20)[0]?.what ?? '', /ends at 50.*it had 90/)
  const checker = new HeadChecker()
  checker.add([head(40), head(90)])
  checker.take(leaves.slice(0, 30))
  checker.break()
  checker.take(leaves.slice(31))
  assert.deepEqual(checker.end(), [])
})

test('a head whose note says a size that is past is left out, not compared', () => {
  const checker = new HeadChecker()
  checker.take(leaves.slice(0, 60))
  checker.add([head(20)])
  checker.take(leaves.slice(60))
  assert.deepEqual(checker.end(), [])
})
