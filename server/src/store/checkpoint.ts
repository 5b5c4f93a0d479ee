import { DIGEST_BYTES, type Frontier, type Subtree } from '@anju/crypto/merkle-log.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import type { Structure } from './structure.ts'

/** A signed head of a city's log as it is kept, with what is needed to go on from it. */
export type CheckpointRow = {
  readonly size: number
  readonly root: Buffer
  readonly note: string
  readonly frontier: Buffer
  readonly sealed_at: string
}

const COLUMNS = 'size, root, note, frontier, sealed_at'

export async function findNewestCheckpoint(db: Db): Promise<CheckpointRow | undefined> {
  return (await db.read<CheckpointRow>(`select ${COLUMNS} from checkpoint order by size desc limit 1`))[0]
}

/** The first checkpoint that covers a leaf. */
export async function findCheckpointOver(db: Db, seq: number): Promise<CheckpointRow | undefined> {
  return (
    await db.read<CheckpointRow>(`select ${COLUMNS} from checkpoint where size > $1 order by size limit 1`, [seq])
  )[0]
}

export async function findCheckpoint(db: Db, size: number): Promise<CheckpointRow | undefined> {
  return (await db.read<CheckpointRow>(`select ${COLUMNS} from checkpoint where size = $1`, [size]))[0]
}

/** The newest checkpoint that a witness signed. */
export async function findNewestCosigned(db: Db, witness: string): Promise<CheckpointRow | undefined> {
  return (
    await db.read<CheckpointRow>(
      `select ${COLUMNS} from checkpoint where size = (select max(size) from checkpoint_cosignature where witness = $1)`,
      [witness],
    )
  )[0]
}

export type SealedLeaf = { readonly seq: number; readonly leaf: Buffer }

/** Leaves of the log from a number on, in order. */
export async function listLeaves(db: Db, from: number, limit: number): Promise<readonly SealedLeaf[]> {
  return db.read<SealedLeaf>('select seq, leaf from ledger_leaf where seq >= $1 order by seq limit $2', [from, limit])
}

export type NewCheckpoint = {
  readonly size: number
  readonly root: Buffer
  readonly note: string
  readonly frontier: Frontier
  readonly structure: Structure
  readonly subtrees: readonly (Subtree & { readonly hash: Buffer })[]
  readonly at: string
}

/** Keeps a checkpoint for ever. A second one of the same size breaks on the key: a size has one root. */
export async function recordCheckpoint(tx: Tx, made: NewCheckpoint): Promise<void> {
  await tx.write('insert into structure (structure_sm3, description) values ($1, $2) on conflict do nothing', [
    Buffer.from(made.structure.sm3, 'hex'),
    made.structure.description,
  ])
  await tx.write(
    'insert into ledger_subtree (level, nth, hash) select level, nth, hash from unnest($1::int[], $2::bigint[], $3::bytea[]) as s(level, nth, hash)',
    [
      made.subtrees.map(({ level }) => level),
      made.subtrees.map(({ index }) => index),
      made.subtrees.map(({ hash }) => hash),
    ],
  )
  await tx.write(
    'insert into checkpoint (size, root, note, frontier, structure_sm3, sealed_at) values ($1, $2, $3, $4, $5, $6)',
    [
      made.size,
      made.root,
      made.note,
      Buffer.concat(made.frontier.peaks),
      Buffer.from(made.structure.sm3, 'hex'),
      made.at,
    ],
  )
}

export type Cosignature = {
  readonly size: number
  readonly witness: string
  readonly line: string
  readonly at: string
}

/** Keeps the signature of a witness; the same one again is nothing new. */
export async function recordCosignature(tx: Tx, { size, witness, line, at }: Cosignature): Promise<void> {
  await tx.write(
    'insert into checkpoint_cosignature (size, witness, line, received_at) values ($1, $2, $3, $4) on conflict do nothing',
    [size, witness, line, at],
  )
}

/** The signature lines of witnesses under a checkpoint. */
export async function listCosignatures(db: Db, size: number): Promise<readonly string[]> {
  const rows = await db.read<{ line: string }>(
    'select line from checkpoint_cosignature where size = $1 order by witness',
    [size],
  )
  return rows.map(({ line }) => line)
}

/** Where a log stands, out of the bytes of a row. */
export function frontierOf({ size, frontier }: Pick<CheckpointRow, 'size' | 'frontier'>): Frontier {
  const peaks = Array.from({ length: frontier.length / DIGEST_BYTES }, (_, n) =>
    frontier.subarray(n * DIGEST_BYTES, (n + 1) * DIGEST_BYTES),
  )
  return { size, peaks }
}
