import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  appendLeaves,
  consistencyRanges,
  EMPTY_FRONTIER,
  emptyRoot,
  frontierRoot,
  inclusionRanges,
  leafHash,
  merkleRoot,
  nodeHash,
  rangeHash,
  subtreesOf,
  verifyConsistency,
  verifyInclusion,
  type LeafRange,
  type Subtree,
} from './merkle-log.ts'
import { sm3 } from './sm3.ts'

const SEED = 9162
const entries = (count: number) => Array.from({ length: count }, (_, n) => leafHash(Buffer.from(`entry ${n}`)))
const LEAVES = entries(300)

/** The definitions of RFC 9162 §2.1, word for word, as the other implementation. */
function naiveRoot(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves
  if (first === undefined) return sm3(Buffer.alloc(0))
  if (leaves.length === 1) return first
  const k = naiveSplit(leaves.length)
  return sm3(Buffer.concat([Buffer.of(1), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k))]))
}
function naiveSplit(size: number): number {
  return 2 ** (Math.ceil(Math.log2(size)) - 1)
}
function naivePath(m: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length <= 1) return []
  const k = naiveSplit(leaves.length)
  return m < k
    ? [...naivePath(m, leaves.slice(0, k)), naiveRoot(leaves.slice(k))]
    : [...naivePath(m - k, leaves.slice(k)), naiveRoot(leaves.slice(0, k))]
}
function naiveProof(m: number, leaves: readonly Buffer[], whole: boolean): Buffer[] {
  if (m === leaves.length) return whole ? [] : [naiveRoot(leaves)]
  const k = naiveSplit(leaves.length)
  return m <= k
    ? [...naiveProof(m, leaves.slice(0, k), whole), naiveRoot(leaves.slice(k))]
    : [...naiveProof(m - k, leaves.slice(k), false), naiveRoot(leaves.slice(0, k))]
}

const hashOf = ({ start, end }: LeafRange) => merkleRoot(LEAVES.slice(start, end))
const inclusion = (index: number, size: number) => inclusionRanges(index, size).map(hashOf)
const consistency = (older: number, size: number) => consistencyRanges(older, size).map(hashOf)
const head = (size: number) => ({ size, root: merkleRoot(LEAVES.slice(0, size)) })
const flipped = (hash: Buffer, bit: number) => {
  const changed = Buffer.from(hash)
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return changed
}

test('golden: roots of the first trees, with leaves that are empty, one byte, and the words of RFC 6962 examples', () => {
  const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
  const leaves = inputs.map((hex) => leafHash(Buffer.from(hex, 'hex')))
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 6, 7, 8].map((size) => merkleRoot(leaves.slice(0, size)).toString('hex')),
    GOLDEN_ROOTS,
  )
  assert.equal(emptyRoot().toString('hex'), GOLDEN_ROOTS[0])
})

test('a leaf and a node are kept apart: the entry that spells a node is another leaf', () => {
  const [left, right] = [leafHash(Buffer.from('a')), leafHash(Buffer.from('b'))]
  assert.notDeepEqual(leafHash(Buffer.concat([left, right])), nodeHash(left, right))
})

test('every size up to 130: root, proofs and their verification are those of the definition', () => {
  for (let size = 0; size <= 130; size += 1) {
    const leaves = LEAVES.slice(0, size)
    const { root } = head(size)
    assert.deepEqual(root, naiveRoot(leaves))
    for (let index = 0; index < size; index += size > 40 ? 7 : 1) {
      const proof = inclusion(index, size)
      assert.deepEqual(proof, naivePath(index, leaves))
      assert.ok(verifyInclusion(leaves[index] ?? emptyRoot(), index, { size, root }, proof))
    }
    for (let older = 0; older <= size; older += size > 40 ? 5 : 1) {
      const proof = consistency(older, size)
      if (older > 0) assert.deepEqual(proof, naiveProof(older, leaves, true))
      assert.ok(verifyConsistency(head(older), { size, root }, proof), `${older} → ${size}`)
    }
  }
})

test('property: leaves in any batches make the same root, and a batch costs at most n + log N hashes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 8 }), (batches) => {
      let frontier = EMPTY_FRONTIER
      for (const batch of batches) {
        const fresh = LEAVES.slice(frontier.size, frontier.size + batch)
        let hashes = 0
        frontier = appendLeaves(frontier, fresh, () => {
          hashes += 1
        })
        assert.ok(hashes <= fresh.length + Math.ceil(Math.log2(frontier.size + 1)))
      }
      assert.deepEqual(frontierRoot(frontier), naiveRoot(LEAVES.slice(0, frontier.size)))
    }),
    { seed: SEED, numRuns: 100 },
  )
})

test('property: a range is made of complete subtrees, whose hashes were told when they became complete', () => {
  const told = new Map<string, Buffer>()
  const key = ({ level, index }: Subtree) => `${level}/${index}`
  appendLeaves(EMPTY_FRONTIER, LEAVES, (subtree, hash) => told.set(key(subtree), hash))
  LEAVES.forEach((leaf, index) => told.set(key({ level: 0, index }), leaf))
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), (size, pick) => {
      for (const range of [...inclusionRanges(pick % size, size), ...consistencyRanges(1 + (pick % size), size)]) {
        const hashes = subtreesOf(range).map((subtree) => told.get(key(subtree)))
        assert.ok(hashes.every((hash) => hash !== undefined))
        assert.deepEqual(rangeHash(hashes.flatMap((hash) => hash ?? [])), hashOf(range))
      }
    }),
    { seed: SEED, numRuns: 300 },
  )
})

test('property: one bit, another number, another size, a proof cut short or drawn out: no inclusion', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(), fc.integer({ min: 0, max: 255 }), (size, pick, bit) => {
      const index = pick % size
      const leaf = LEAVES[index] ?? emptyRoot()
      const proof = inclusion(index, size)
      const at = pick % proof.length
      const tree = head(size)
      assert.ok(verifyInclusion(leaf, index, tree, proof))
      assert.ok(!verifyInclusion(flipped(leaf, bit), index, tree, proof))
      assert.ok(!verifyInclusion(leaf, index, { ...tree, root: flipped(tree.root, bit) }, proof))
      assert.ok(!verifyInclusion(leaf, (index + 1) % size, tree, proof))
      assert.ok(!verifyInclusion(leaf, index, { ...tree, size: size * 2 }, proof))
      assert.ok(!verifyInclusion(leaf, index, tree, proof.slice(0, -1)))
      assert.ok(!verifyInclusion(leaf, index, tree, [...proof, leaf]))
      assert.ok(!verifyInclusion(leaf, index, tree, proof.with(at, flipped(proof[at] ?? leaf, bit))))
      assert.ok(!verifyInclusion(leaf, index, tree, proof.with(at, Buffer.alloc(31))))
    }),
    { seed: SEED, numRuns: 300 },
  )
})

test('property: a tree in which one old leaf differs is never shown to be consistent', () => {
  const sizes = fc.integer({ min: 2, max: 200 })
  fc.assert(
    fc.property(sizes, fc.nat(), fc.nat(), fc.integer({ min: 0, max: 255 }), (size, a, b, bit) => {
      const older = 1 + (a % (size - 1))
      const bent = LEAVES.slice(0, size).with(b % older, flipped(LEAVES[b % older] ?? emptyRoot(), bit))
      const proof = consistencyRanges(older, size).map(({ start, end }) => merkleRoot(bent.slice(start, end)))
      assert.ok(!verifyConsistency(head(older), { size, root: merkleRoot(bent) }, proof))
      assert.ok(!verifyConsistency(head(older), head(size), proof.slice(1)))
      assert.ok(verifyConsistency(head(older), head(size), consistency(older, size)))
    }),
    { seed: SEED, numRuns: 300 },
  )
})

test('what is no tree is refused: negative, fractional, beyond the end', () => {
  const tree = head(4)
  for (const index of [-1, 0.5, 4, Number.NaN]) assert.ok(!verifyInclusion(LEAVES[0] ?? emptyRoot(), index, tree, []))
  assert.ok(!verifyConsistency(head(4), head(3), []))
  assert.ok(!verifyConsistency({ size: 0, root: LEAVES[0] ?? emptyRoot() }, tree, []))
  assert.throws(() => inclusionRanges(4, 4), RangeError)
  assert.throws(() => consistencyRanges(5, 4), RangeError)
  assert.throws(() => appendLeaves({ size: 3, peaks: [] }, LEAVES.slice(0, 1)), RangeError)
})

/** Made with another SM3 (the openssl command) and another program. */
const GOLDEN_ROOTS: readonly string[] = [
  '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b',
  '2daef60e7a0b8f5e024c81cd2ab3109f2b4f155cf83adeb2ae5532f74a157fdf',
  '0b990fe0c7ad70f1bf1a1262f2c7908ea48146b14253a6db99f2917ab1f5cc4d',
  '209ec96a210d662a964772680e8544d18cab7b88ffec3e00962220349b56ea56',
  '28e4e307ef6d2d0c62d84b11ef96e835efe490f35b93c8f024ecfe38c8dd4377',
  'bb10c996aeebbcdc69be3715fc847344de77442d37a5ab8213da9f41785b103b',
  '8723c1ab1f82ddfba4a3733ac0c80d936d9f4c208c7dbc8cc81ca9fff8584f66',
  'bd36c22a1ac6ff4308e0c3cc1a85bf0ffa30538ec60a55c70413ab15d45db4d2',
  'bc48ba7a709184b5f2a631e1adeb8dc2a0d4c018c1d6cc89b5664fe154c93b38',
]
