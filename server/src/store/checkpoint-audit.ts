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

export async function listCheckpoints(db: Db): Promise<readonly AuditedCheckpoint[]> {
  return db.read<AuditedCheckpoint>(
    `select size, root, note, frontier, structure_sm3, sealed_at,
       array(select line from checkpoint_cosignature s where s.size = c.size order by witness) as cosignatures
     from checkpoint c order by size`,
  )
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
