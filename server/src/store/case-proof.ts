import type { Db } from '@anju/platform/database/pool.ts'
import { findNewestCheckpoint, findNewestCosigned, listCosignatures, type CheckpointRow } from './checkpoint.ts'
import { proveInclusion } from './ledger-proof.ts'

export type ProvenEvent = {
  readonly version: number
  readonly seq: number
  readonly leaf: Buffer
  readonly proof: readonly Buffer[]
}
export type CaseProof = {
  readonly checkpoint: CheckpointRow
  /** Lines of witnesses under the checkpoint. */
  readonly cosignatures: readonly string[]
  readonly events: readonly ProvenEvent[]
}

/**
 * That every event of a case is in the log: under the newest checkpoint that the witness signed, when it covers the case, else
 * under the newest of all.
 * @returns undefined when the case has no event that a checkpoint covers
 */
export async function findCaseProof(db: Db, caseId: string, witness: string): Promise<CaseProof | undefined> {
  const leaves = await db.read<{ version: number; seq: number; leaf: Buffer }>(
    'select stream_version as version, seq, leaf from ledger_leaf where stream_id = $1 order by stream_version',
    [caseId],
  )
  const lastSeq = Math.max(...leaves.map(({ seq }) => seq))
  const cosigned = await findNewestCosigned(db, witness)
  const checkpoint = cosigned !== undefined && cosigned.size > lastSeq ? cosigned : await findNewestCheckpoint(db)
  if (checkpoint === undefined) return undefined
  const covered = leaves.filter(({ seq }) => seq < checkpoint.size)
  if (covered.length === 0) return undefined
  const events = await Promise.all(
    covered.map(async (each) => ({ ...each, proof: await proveInclusion(db, each.seq, checkpoint.size) })),
  )
  return { checkpoint, cosignatures: await listCosignatures(db, checkpoint.size), events }
}
