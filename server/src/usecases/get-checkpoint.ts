import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import type { Act } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findCaseProof } from '../store/case-proof.ts'
import { findNewestCheckpoint, listCosignatures, type CheckpointRow } from '../store/checkpoint.ts'
import { proveConsistency } from '../store/ledger-proof.ts'

/** Who countersigns checkpoints. */
const WITNESS = 'card-service'

export type CheckpointView = { readonly size: number; readonly root: string; readonly note: string }

/** How the ledger of the city stands, as it was last signed. @throws RegistryError not-found before the first checkpoint */
export async function getCheckpoint({ city }: Act): Promise<CheckpointView> {
  return city.pool.look(NO_SCOPE, async (db) => {
    const newest = await findNewestCheckpoint(db)
    if (newest === undefined) throw new RegistryError('not-found', 'No checkpoint was sealed yet')
    return viewOf(newest, await listCosignatures(db, newest.size))
  })
}

/** The proof from one size to another. @throws RegistryError not-found when no checkpoint covers them, or they are reversed */
export async function getConsistency(
  { city }: Act,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<{ readonly from: number; readonly to: number; readonly proof: string[] }> {
  return city.pool.look(NO_SCOPE, async (db) => {
    const newest = await findNewestCheckpoint(db)
    if (newest === undefined || to > newest.size || from > to)
      throw new RegistryError('not-found', `No checkpoint covers ${from} to ${to}`)
    return { from, to, proof: hexes(await proveConsistency(db, from, to)) }
  })
}

/** The proofs of a case. @throws RegistryError not-found when no event of it is under a checkpoint */
export async function getCaseProof({ city, scope }: Act, caseId: string) {
  return city.pool.look(scope, async (db) => {
    const proof = await findCaseProof(db, caseId, WITNESS)
    if (proof === undefined) throw new RegistryError('not-found', 'No event of such a case is under a checkpoint')
    return {
      checkpoint: viewOf(proof.checkpoint, proof.cosignatures),
      events: proof.events.map((event) => ({ ...event, leaf: event.leaf.toString('hex'), proof: hexes(event.proof) })),
    }
  })
}

function viewOf({ size, root, note }: CheckpointRow, cosignatures: readonly string[]): CheckpointView {
  return { size, root: root.toString('hex'), note: `${note}${cosignatures.map((line) => `${line}\n`).join('')}` }
}

function hexes(hashes: readonly Buffer[]): string[] {
  return hashes.map((hash) => hash.toString('hex'))
}
