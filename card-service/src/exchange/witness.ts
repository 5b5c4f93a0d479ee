import { checkpointOrigin, cosignedBytes, noteOf, signatureLine } from '@anju/crypto/merkle-checkpoint.ts'
import { decideWitness } from '@anju/crypto/merkle-witness.ts'
import { NODES, ordersStream } from '@anju/exchange/stream-name.ts'
import type { Tx } from '@anju/platform/database/pool.ts'
import type { Deps } from '../deps.ts'
import { lockInboundStream } from '../store/inbound.ts'
import { findNewestWitnessed, recordContradiction, recordWitnessed } from '../store/witnessed-checkpoint.ts'

/**
 * Looks at the checkpoint of the registry's ledger that came with a package, as its witness. What continues the one we hold is
 * signed and kept; what contradicts it is kept as evidence. Either way the package itself is handled as ever.
 *
 * @param checkpoint - from the signed manifest; null when none came
 * @returns our signature for the receipt, 128 hex characters; null when there is nothing we may sign
 */
export async function witnessCheckpoint(
  deps: Deps,
  tx: Tx,
  city: string,
  checkpoint: string | null,
): Promise<string | null> {
  if (checkpoint === null) return null
  // One after another: of two that continue the same one, only one can be true.
  await lockInboundStream(tx, ordersStream(city))
  const held = await findNewestWitnessed(tx, city)
  const origin = checkpointOrigin(city)
  const publicKeys = deps.registry.map((peer) => peer.signingPublicKey)
  const decision = decideWitness(checkpoint, { origin, publicKeys, held })
  if (decision.act === 'contradicts')
    await recordContradiction(tx, { city, request: checkpoint, heldSize: held?.size ?? 0, at: deps.now() })
  if (decision.act !== 'sign') return null
  if (held !== undefined && held.size === decision.note.checkpoint.size) return held.cosignature.toString('hex')
  const { body, signatures, checkpoint: head } = decision.note
  const cosignature = deps.crypto.sign(cosignedBytes(body))
  const lines = signatures.map(({ name, signature }) => signatureLine(name, head.kid, signature))
  const own = signatureLine(NODES.cardService, deps.crypto.identity.signingKid, cosignature)
  const note = noteOf(body, [...lines, own])
  await recordWitnessed(tx, { city, size: head.size, root: head.root, note, cosignature, at: deps.now() })
  return cosignature.toString('hex')
}
