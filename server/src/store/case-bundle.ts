import { CASE_BUNDLE, POLICE_WITNESS, type CaseBundle } from '@anju/crypto/merkle-case-bundle.ts'
import { parseEvidence, parseStatement } from '@anju/crypto/signing-evidence.ts'
import { isJsonObject, parseStrictJson } from '@anju/crypto/strict-json.ts'
import type { Db } from '@anju/platform/database/pool.ts'
import { listCipherDigests } from './blob.ts'
import { findCaseProof } from './case-proof.ts'
import { envelopeOfRow, listRowsAt, listSignaturesAt, type AuditedRow, type AuditedSignature } from './ledger-audit.ts'
import { envelopeBytes } from './ledger-envelope.ts'

/** There is no proof of a case: nothing of it is under a checkpoint yet (`isWaiting`), or something of it is gone or bent. */
export class CaseUnprovable extends Error {
  readonly isWaiting: boolean
  constructor(message: string, isWaiting: boolean) {
    super(message)
    this.name = 'CaseUnprovable'
    this.isWaiting = isWaiting
  }
}

/**
 * A case with its proofs, to be verified offline by `crypto/src/verify-case.ts`. Holds no personal facts but what the grounds
 * of a decision name.
 * @throws CaseUnprovable when nothing of it is under a checkpoint, or what is there makes no case
 */
export async function bundleCase(db: Db, city: string, caseId: string): Promise<CaseBundle> {
  const proof = await findCaseProof(db, caseId, POLICE_WITNESS)
  if (proof === undefined) throw new CaseUnprovable(`No event of ${caseId} is under a checkpoint of ${city} yet`, true)
  const places = proof.events.map(({ version }) => ({ streamId: caseId, version }))
  const [rows, signatures] = await Promise.all([listRowsAt(db, places), listSignaturesAt(db, places)])
  const events = proof.events.map(({ version, seq, proof: hashes }) => {
    const row = rows.find((each) => each.stream_version === version)
    if (row === undefined) throw new CaseUnprovable(`Version ${version} of ${caseId} is gone: run verify`, false)
    return { envelope: envelopeIn(city, row), seq, proof: hashes.map((hash) => hash.toString('hex')) }
  })
  return {
    format: CASE_BUNDLE,
    city,
    caseId,
    checkpoint: `${proof.checkpoint.note}${proof.cosignatures.map((line) => `${line}\n`).join('')}`,
    events,
    signatures: signatures
      .toSorted((one, other) => one.case_version - other.case_version)
      .map((each) => ({
        version: each.case_version,
        step: each.step,
        statement: each.statement,
        countersignature: each.countersignature.toString('hex'),
        ...(each.evidence === null ? {} : { evidence: each.evidence }),
      })),
    images: (await listCipherDigests(db, imagesIn(signatures))).map(({ blobId, sm3 }) => ({ blobId, sm3 })),
  }
}

/** Read back from the very text that is hashed, so nothing else can be in it. */
function envelopeIn(city: string, row: AuditedRow): Readonly<Record<string, unknown>> {
  try {
    const envelope = parseStrictJson(envelopeBytes(envelopeOfRow(city, row)))
    if (isJsonObject(envelope)) return envelope
  } catch {
    // Said below.
  }
  const { stream_id, stream_version } = row
  throw new CaseUnprovable(`Version ${stream_version} of ${stream_id} is nothing that we wrote: run verify`, false)
}

/** Ids of the images that the signed commands of a case named. */
function imagesIn(signatures: readonly AuditedSignature[]): readonly string[] {
  return signatures.flatMap(({ evidence }) => {
    const said = evidence === null ? undefined : parseEvidence(evidence)
    return (
      (said === undefined ? undefined : parseStatement(said.statement))?.attachments.map(({ blobId }) => blobId) ?? []
    )
  })
}
