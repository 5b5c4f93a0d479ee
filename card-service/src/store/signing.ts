import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { parseStatement, type SigningStatement } from '@anju/crypto/signing-evidence.ts'
import type { Pool, Tx } from '@anju/platform/database/pool.ts'

import type { Act, SignedRequest, StepToSign } from '../deps.ts'
import { signStatement } from './order-event.ts'

/** A text that a person was shown, sealed under a key of its own. */
export type SealedText = { readonly sealed: Buffer; readonly wrappedKey: Buffer }

/** A signature that was asked for and waits for its key. */
export type AwaitedSigning = {
  readonly signingId: string
  readonly sessionSm3: Buffer
  readonly staffId: string
  readonly request: SignedRequest
  readonly statement: string
  readonly challenge: Buffer
  readonly display: SealedText
  readonly expiresAt: string
}

export async function recordAwaitedSigning(pool: Pool, signing: AwaitedSigning, at: string): Promise<void> {
  await pool.ask(
    `with gone as (delete from signing where expires_at < $11::timestamptz - interval '1 day')
     insert into signing (signing_id, session_sm3, staff_id, route, intent_id, request_sm3, statement, challenge, display_enc, dek_wrapped, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $12)`,
    [
      signing.signingId,
      signing.sessionSm3,
      signing.staffId,
      signing.request.route,
      signing.request.intentId,
      Buffer.from(signing.request.requestSm3, 'hex'),
      signing.statement,
      signing.challenge,
      signing.display.sealed,
      signing.display.wrappedKey,
      at,
      signing.expiresAt,
    ],
  )
}

export type TakenSigning = {
  readonly request: SignedRequest
  readonly statement: SigningStatement
  readonly text: string
  readonly challenge: Buffer
  readonly display: SealedText
}

type Row = {
  readonly route: string
  readonly intent_id: string
  readonly request_sm3: Buffer
  readonly statement: string
  readonly challenge: Buffer
  readonly display_enc: Buffer
  readonly dek_wrapped: Buffer
}

/** Takes an awaited signature of this very session and person, once. Undefined when it is used, too old, or another's. */
export async function takeSigning(
  pool: Pool,
  by: { readonly signingId: string; readonly sessionSm3: Buffer; readonly staffId: string },
  at: string,
): Promise<TakenSigning | undefined> {
  const rows = await pool.ask<Row>(
    `update signing set used_at = $4 where signing_id = $1 and session_sm3 = $2 and staff_id = $3 and used_at is null and expires_at > $4
     returning route, intent_id, request_sm3, statement, challenge, display_enc, dek_wrapped`,
    [by.signingId, by.sessionSm3, by.staffId, at],
  )
  const row = rows[0]
  const statement = row === undefined ? undefined : parseStatement(row.statement)
  if (row === undefined || statement === undefined) return undefined
  return {
    request: { route: row.route, intentId: row.intent_id, requestSm3: row.request_sm3.toString('hex') },
    statement,
    text: row.statement,
    challenge: row.challenge,
    display: { sealed: row.display_enc, wrappedKey: row.dek_wrapped },
  }
}

/** What is kept of the signature of one step. */
export type KeptEvidence = {
  readonly signingId: string
  readonly kind: 'security-key' | 'ukey' | 'demo'
  readonly evidence: string
  readonly evidenceSm3: string
  /** Undefined for a demo, where nothing need be shown. */
  readonly display: SealedText | undefined
}

/** Keeps what a person's key said under a step, countersigned by this node, in the transaction of the step. Once. */
export async function recordEvidence(
  tx: Tx,
  crypto: CryptoProvider,
  act: Act,
  step: StepToSign,
  kept: KeptEvidence,
): Promise<void> {
  const { signingId, kind, evidence, evidenceSm3, display } = kept
  const { statement, countersignature, keyId } = signStatement(crypto, {
    subjectId: step.subjectId,
    version: step.version,
    step: step.step,
    evidenceSm3,
    staff: act.staff.staffId,
    session: act.sessionRef,
    legalOn: act.legalOn,
    at: act.at,
  })
  await tx.write(
    `insert into signing_evidence (signing_id, area_code, subject_id, version, step, staff_id, kind, evidence, evidence_sm3, display_enc, dek_wrapped, statement, countersignature, key_id, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      signingId,
      act.city.areaCode,
      step.subjectId,
      step.version,
      step.step,
      act.staff.staffId,
      kind,
      evidence,
      evidenceSm3,
      display?.sealed ?? null,
      display?.wrappedKey ?? null,
      statement,
      countersignature,
      keyId,
      act.at,
    ],
  )
}
