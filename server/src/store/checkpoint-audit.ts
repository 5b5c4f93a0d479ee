import type { Db } from '@anju/platform/database/pool.ts'

/** A checkpoint as it stands, with the lines of its witnesses. */
export type AuditedCheckpoint = {
  readonly size: number
  readonly root: Buffer
  readonly note: string
  readonly frontier: Buffer
  readonly structure_sm3: Buffer
  readonly sealed_at: string
  readonly cosignatures: readonly string[]
}

const AUDITED = `select size, root, note, frontier, structure_sm3, sealed_at,
  array(select line from checkpoint_cosignature s where s.size = c.size order by witness) as cosignatures from checkpoint c`

/** The checkpoints over a stretch of the log: of sizes above `from` up to `to`. */
export async function listCheckpoints(db: Db, from: number, to: number): Promise<readonly AuditedCheckpoint[]> {
  return db.read<AuditedCheckpoint>(`${AUDITED} where size > $1 and size <= $2 order by size`, [from, to])
}

/** The largest checkpoints of sizes above that of the log, of which there should be none. */
export async function listCheckpointsBeyond(
  db: Db,
  size: number,
  limit: number,
): Promise<readonly AuditedCheckpoint[]> {
  return db.read<AuditedCheckpoint>(`${AUDITED} where size > $1 order by size desc limit $2`, [size, limit])
}

/** When the newest checkpoint was sealed, and the newest that a witness signed. */
export async function findAnchorAge(db: Db): Promise<{
  readonly sealed_at: string | null
  readonly signed_at: string | null
  readonly signed_size: number | null
}> {
  const rows = await db.read<{ sealed_at: string | null; signed_at: string | null; signed_size: number | null }>(
    `select (select sealed_at from checkpoint order by size desc limit 1) as sealed_at, c.sealed_at as signed_at, c.size as signed_size
     from (select max(size) as size from checkpoint_cosignature) s left join checkpoint c on c.size = s.size`,
  )
  return rows[0] ?? { sealed_at: null, signed_at: null, signed_size: null }
}

export type KeptStructure = { readonly structure_sm3: Buffer; readonly description: string; readonly since: number }

/** The structures that were signed, in the order in which they came up. */
export async function listStructures(db: Db): Promise<readonly KeptStructure[]> {
  return db.read<KeptStructure>(
    `select s.structure_sm3, s.description, min(c.size) as since from structure s join checkpoint c using (structure_sm3)
     group by s.structure_sm3, s.description order by since`,
  )
}

export type KeptSubtree = { readonly level: number; readonly nth: number; readonly hash: Buffer }

export async function listSubtrees(db: Db): Promise<readonly KeptSubtree[]> {
  return db.read<KeptSubtree>('select level, nth, hash from ledger_subtree order by level, nth')
}
