import {
  consistencyRanges,
  inclusionRanges,
  merkleRoot,
  rangeHash,
  subtreesOf,
  type LeafRange,
  type Subtree,
} from '@anju/crypto/merkle-log.ts'
import type { Db } from '@anju/platform/database/pool.ts'

/** The log does not hold what a proof needs: no checkpoint covers it, or somebody removed it. */
export class LogIncomplete extends Error {
  override readonly name = 'LogIncomplete'
}

/** Hashes are kept at every eighth level, so each one asked for is made of at most 255 rows. */
const KEPT_LEVELS = 8

/**
 * That leaf `seq` is in the tree of `size` leaves. A proof reads some hundred hashes however long the log is.
 * @param size - of a checkpoint: the subtrees below it are kept
 */
export async function proveInclusion(db: Db, seq: number, size: number): Promise<readonly Buffer[]> {
  return Promise.all(inclusionRanges(seq, size).map((range) => hashOfRange(db, range)))
}

/** That the tree of `oldSize` leaves is the beginning of that of `size`; both are sizes up to the newest checkpoint. */
export async function proveConsistency(db: Db, oldSize: number, size: number): Promise<readonly Buffer[]> {
  return Promise.all(consistencyRanges(oldSize, size).map((range) => hashOfRange(db, range)))
}

/** The root of the first leaves of the log. */
export async function rootAt(db: Db, size: number): Promise<Buffer> {
  return hashOfRange(db, { start: 0, end: size })
}

async function hashOfRange(db: Db, range: LeafRange): Promise<Buffer> {
  return rangeHash(await Promise.all(subtreesOf(range).map((subtree) => hashOfSubtree(db, subtree))))
}

async function hashOfSubtree(db: Db, { level, index }: Subtree): Promise<Buffer> {
  const kept = level - (level % KEPT_LEVELS)
  const count = 2 ** (level - kept)
  const from = index * count
  const rows =
    kept === 0
      ? await db.read<{ hash: Buffer }>(
          'select leaf as hash from ledger_leaf where seq >= $1 and seq < $2 order by seq',
          [from, from + count],
        )
      : await db.read<{ hash: Buffer }>(
          'select hash from ledger_subtree where level = $1 and nth >= $2 and nth < $3 order by nth',
          [kept, from, from + count],
        )
  if (rows.length !== count)
    throw new LogIncomplete(
      `The log lacks hashes below subtree ${level}/${index}: no checkpoint covers it, or run verify`,
    )
  return merkleRoot(rows.map(({ hash }) => hash))
}
