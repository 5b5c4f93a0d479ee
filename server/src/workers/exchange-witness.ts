import {
  checkpointOrigin,
  cosignedBytes,
  isCosignedBy,
  isSignedByLog,
  parseNote,
  signatureLine,
} from '@anju/crypto/merkle-checkpoint.ts'
import { publicKeyId } from '@anju/crypto/key-set.ts'
import { parseWitnessRequest, witnessRequestText } from '@anju/crypto/merkle-witness.ts'
import { sm3Hex } from '@anju/crypto/sm3.ts'
import { parseManifest } from '@anju/exchange/manifest.ts'
import { parseRpx1 } from '@anju/exchange/rpx1.ts'
import { NODES } from '@anju/exchange/stream-name.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import { findCheckpoint, findNewestCheckpoint, findNewestCosigned, recordCosignature } from '../store/checkpoint.ts'
import { findSentFile, recordQuarantine } from '../store/exchange.ts'
import { LogIncomplete, proveConsistency } from '../store/ledger-proof.ts'
import type { CityDoor, ExchangeNode } from './exchange-node.ts'

/**
 * What rides to the police with a package: the newest checkpoint of the city's ledger, and the proof that it continues the
 * last one they signed. Null before the first checkpoint; also when the log lacks what the proof needs, because a package
 * with a person's card in it does not wait for that: verify tells it.
 */
export async function witnessRequest(db: Db): Promise<string | null> {
  const newest = await findNewestCheckpoint(db)
  if (newest === undefined) return null
  const oldSize = (await findNewestCosigned(db, NODES.cardService))?.size ?? 0
  try {
    return witnessRequestText({ oldSize, proof: await proveConsistency(db, oldSize, newest.size), note: newest.note })
  } catch (error) {
    if (error instanceof LogIncomplete) return null
    throw error
  }
}

/** Keeps the signature that came back in the receipt of a package, under the checkpoint that the package carried. */
export async function keepReceiptCosignature(
  node: ExchangeNode,
  tx: Tx,
  receipt: { readonly fileSm3: string; readonly cosignature: string | null },
): Promise<void> {
  if (receipt.cosignature === null) return
  const sent = await findSentFile(tx, receipt.fileSm3)
  const frame = sent === undefined ? undefined : parseRpx1(sent)
  const manifest = frame?.ok === true ? parseManifest(frame.value.manifest) : undefined
  const request = manifest?.ok === true ? parseWitnessRequest(manifest.value.checkpoint ?? '') : undefined
  const note = request === undefined ? undefined : parseNote(request.note)
  if (note === undefined) return
  const cosignature = Buffer.from(receipt.cosignature, 'hex')
  const signer = node.police.find(({ signingPublicKey }) =>
    node.deps.crypto.verify(signingPublicKey, cosignedBytes(note.body), cosignature),
  )
  if (signer === undefined || (await findCheckpoint(tx, note.checkpoint.size)) === undefined) return
  const line = signatureLine(NODES.cardService, publicKeyId(signer.signingPublicKey), cosignature)
  await recordCosignature(tx, { size: note.checkpoint.size, witness: NODES.cardService, line, at: node.now() })
}

/**
 * Keeps the signature of the newest checkpoint that the police hold, as they say it with every beat. One that we signed and
 * do not have means that this database was set back: a person must look, and verify with that checkpoint tells more.
 */
export async function keepHeldCheckpoint(node: ExchangeNode, { city }: CityDoor, text: string | null): Promise<void> {
  const note = text === null ? undefined : parseNote(text)
  const ownKeys = node.deps.crypto.signingKeys.map(({ publicKey }) => publicKey)
  const policeKeys = node.police.map((peer) => peer.signingPublicKey)
  if (note === undefined || note.checkpoint.origin !== checkpointOrigin(city.city)) return
  if (!isSignedByLog(note, ownKeys) || !isCosignedBy(note, NODES.cardService, policeKeys)) return
  const { size, root } = note.checkpoint
  const ours = await city.pool.look(NO_SCOPE, (db) => findCheckpoint(db, size))
  if (ours === undefined || !ours.root.equals(root)) {
    const reason = `the police hold a checkpoint of size ${size} that this database does not have: run verify with it`
    const fileSm3 = sm3Hex(Buffer.from(note.body))
    await recordQuarantine(city.pool, { fileSm3, name: `checkpoint-${size}`, reason, at: node.now() })
    return
  }
  const own = note.signatures.find(({ name }) => name === NODES.cardService)
  const key = policeKeys.find((each) => publicKeyId(each).startsWith(own?.keyHint ?? ' '))
  if (own === undefined || key === undefined) return
  const line = signatureLine(own.name, publicKeyId(key), own.signature)
  await city.pool.transact(NO_SCOPE, (tx) =>
    recordCosignature(tx, { size, witness: NODES.cardService, line, at: node.now() }),
  )
}
