import { createHash } from 'node:crypto'
import { equalDigests } from './sm3.ts'

/**
 * A Merkle tree over an append-only list, in the manner of RFC 9162 §2.1 with SM3: a leaf is SM3(0x00 ‖ entry), a node
 * SM3(0x01 ‖ left ‖ right), the empty tree SM3 of nothing. All functions are pure; where hashes lie is the caller's matter.
 */

export const DIGEST_BYTES = 32
const NODE = Buffer.of(1)
const LEAF = Buffer.of(0)

/** The leaf of an entry, which no node can be mistaken for. */
export function leafHash(entry: Uint8Array): Buffer {
  return createHash('sm3').update(LEAF).update(entry).digest()
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sm3').update(NODE).update(left).update(right).digest()
}

/** The root of a tree without leaves. */
export function emptyRoot(): Buffer {
  return createHash('sm3').digest()
}

/**
 * What a log must remember to go on: the roots of its complete subtrees, from the largest to the smallest. Their sizes are
 * the ones in the binary form of `size`.
 */
export type Frontier = { readonly size: number; readonly peaks: readonly Buffer[] }

export const EMPTY_FRONTIER: Frontier = { size: 0, peaks: [] }

/** A complete subtree: 2^level leaves from leaf index·2^level on. */
export type Subtree = { readonly level: number; readonly index: number }
export type OnSubtree = (subtree: Subtree, hash: Buffer) => void

/**
 * Adds leaves at the end: n leaves cost at most n + log N hashes, whatever is there already.
 *
 * @param onSubtree - hears of each subtree of two leaves or more that became complete
 */
export function appendLeaves(frontier: Frontier, leaves: readonly Buffer[], onSubtree?: OnSubtree): Frontier {
  const peaks = [...frontier.peaks]
  let { size } = frontier
  for (const leaf of leaves) {
    let hash = leaf
    let level = 0
    // Each one at the end of the binary form is a peak that this leaf completes into a larger one.
    for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      hash = nodeHash(peaks.pop() ?? missing(), hash)
      level += 1
      onSubtree?.({ level, index: Math.floor(size / 2 ** level) }, hash)
    }
    peaks.push(hash)
    size += 1
  }
  return { size, peaks }
}

/** The root of the tree whose complete subtrees these are. */
export function frontierRoot({ peaks }: Frontier): Buffer {
  const last = peaks.at(-1)
  if (last === undefined) return emptyRoot()
  return peaks.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last)
}

/** The root over a list of leaves that is at hand as a whole. */
export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  return frontierRoot(appendLeaves(EMPTY_FRONTIER, leaves))
}

/** Leaves from `start` up to but without `end`; its hash is the root of the tree over them. */
export type LeafRange = { readonly start: number; readonly end: number }

/** The ranges whose hashes, in this order, prove that leaf `index` is in the tree of `size` leaves. */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  if (!isCount(index) || !isCount(size) || index >= size) throw new RangeError(`No leaf ${index} in a tree of ${size}`)
  const ranges: LeafRange[] = []
  for (let start = 0, end = size; end - start > 1;) {
    const middle = start + splitOf(end - start)
    if (index < middle) {
      ranges.push({ start: middle, end })
      end = middle
    } else {
      ranges.push({ start, end: middle })
      start = middle
    }
  }
  return ranges.toReversed()
}

/** The ranges whose hashes, in this order, prove that the tree of `oldSize` leaves is the beginning of that of `size`. */
export function consistencyRanges(oldSize: number, size: number): readonly LeafRange[] {
  if (!isCount(oldSize) || !isCount(size) || oldSize > size)
    throw new RangeError(`A tree of ${oldSize} is not the beginning of one of ${size}`)
  if (oldSize === 0 || oldSize === size) return []
  const ranges: LeafRange[] = []
  let start = 0
  let end = size
  // The old tree as a whole is known to whoever asks, so its own root is never sent.
  let isOldWhole = true
  while (oldSize !== end) {
    const middle = start + splitOf(end - start)
    if (oldSize <= middle) {
      ranges.push({ start: middle, end })
      end = middle
    } else {
      ranges.push({ start, end: middle })
      start = middle
      isOldWhole = false
    }
  }
  return (isOldWhole ? ranges : [...ranges, { start, end }]).toReversed()
}

/** The complete subtrees that a range of a tree consists of, from left to right. */
export function subtreesOf({ start, end }: LeafRange): readonly Subtree[] {
  const subtrees: Subtree[] = []
  for (let at = start; at < end;) {
    let level = 0
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= end) level += 1
    subtrees.push({ level, index: at / 2 ** level })
    at += 2 ** level
  }
  return subtrees
}

/** The hash of a range from those of its {@link subtreesOf}. */
export function rangeHash(hashes: readonly Buffer[]): Buffer {
  return frontierRoot({ size: 0, peaks: hashes })
}

/** Whether a proof shows that this leaf has number `index` in the tree of `size` leaves with this root. */
export function verifyInclusion(
  leaf: Buffer,
  index: number,
  { size, root }: { readonly size: number; readonly root: Buffer },
  proof: readonly Buffer[],
): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || !areDigests([leaf, root, ...proof])) return false
  const ranges = inclusionRanges(index, size)
  if (ranges.length !== proof.length) return false
  const found = proof.reduce(
    (hash, sibling, step) => ((ranges[step]?.start ?? 0) > index ? nodeHash(hash, sibling) : nodeHash(sibling, hash)),
    leaf,
  )
  return equalDigests(found, root)
}

export type TreeHead = { readonly size: number; readonly root: Buffer }

/** Whether a proof shows that nothing of the old tree was changed or removed on the way to the new one. */
export function verifyConsistency(older: TreeHead, newer: TreeHead, proof: readonly Buffer[]): boolean {
  if (!isCount(older.size) || !isCount(newer.size) || older.size > newer.size) return false
  if (!areDigests([older.root, newer.root, ...proof])) return false
  if (older.size === newer.size) return proof.length === 0 && equalDigests(older.root, newer.root)
  if (older.size === 0) return proof.length === 0 && equalDigests(older.root, emptyRoot())
  const ranges = consistencyRanges(older.size, newer.size)
  if (ranges.length !== proof.length) return false
  const isSent = ranges[0]?.end === older.size && ranges[0].start > 0
  const first = isSent ? proof[0] : older.root
  if (first === undefined) return false
  let oldHash = first
  let newHash = first
  for (const [step, sibling] of proof.entries()) {
    if (isSent && step === 0) continue
    if ((ranges[step]?.start ?? 0) >= older.size) {
      newHash = nodeHash(newHash, sibling)
    } else {
      oldHash = nodeHash(sibling, oldHash)
      newHash = nodeHash(sibling, newHash)
    }
  }
  return equalDigests(oldHash, older.root) && equalDigests(newHash, newer.root)
}

/** Where RFC 9162 divides a tree of two leaves or more: the largest power of two below its size. */
function splitOf(size: number): number {
  let split = 1
  while (split * 2 < size) split *= 2
  return split
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function areDigests(hashes: readonly Buffer[]): boolean {
  return hashes.every((hash) => hash.length === DIGEST_BYTES)
}

function missing(): never {
  throw new RangeError('The frontier has fewer subtrees than its size says')
}
