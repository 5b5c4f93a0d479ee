import { canonicalJson } from '@anju/crypto/canonical-json.ts'
import { randomBytes } from '@anju/crypto/random.ts'
import {
  evidenceSm3,
  parseStatement,
  type SigningEvidence,
  type SigningKind,
  type SigningStatement,
} from '@anju/crypto/signing-evidence.ts'
import type { Db, Pool } from '@anju/platform/database/pool.ts'
import type { Act, SignedRequest, Signing, StepToSign } from '../deps.ts'

/** A step must be signed and is not: thrown before anything is kept, answered with what to sign. */
export class SignatureRequired extends Error {
  readonly step: StepToSign
  constructor(step: StepToSign) {
    super(`The step ${step.step} needs a signature`)
    this.name = 'SignatureRequired'
    this.step = step
  }
}

/** The statement of a step under an act. */
export function statementOf(
  act: Act,
  step: StepToSign,
  request: SignedRequest,
  how: { readonly assurance: SigningKind; readonly displaySm3: string | null },
): SigningStatement {
  if (act.actor.kind !== 'official') throw new Error('Only an official signs a step')
  return {
    v: 1,
    type: 'responsibility',
    assurance: how.assurance,
    city: act.city.city,
    route: request.route,
    intentId: request.intentId,
    requestSm3: request.requestSm3,
    caseId: step.caseId,
    caseVersion: step.caseVersion,
    step: step.step,
    event: step.event,
    ...cardOf(step),
    beside: step.beside,
    attachments: request.attachments,
    displaySm3: how.displaySm3,
    official: act.actor.officialId,
    post: act.actor.postId,
    delegation: act.actor.delegationId ?? null,
    session: act.sessionRef,
    pack: step.pack,
    legalOn: act.legalOn,
    at: act.at,
    nonce: randomBytes(32).toString('hex'),
  }
}

function cardOf({ stockNo }: Pick<StepToSign, 'stockNo'>): Pick<StepToSign, 'stockNo'> {
  return stockNo === undefined ? {} : { stockNo }
}

/** What is kept of the signature of one command. */
export type KeptEvidence = {
  readonly signingId: string
  readonly kind: SigningKind
  readonly evidence: string
  readonly evidenceSm3: string
  readonly display: string | null
}

/**
 * The evidence for a step of an act.
 * @throws SignatureRequired when there is none, or when it was given for another step, case, version, post or day
 * @throws Error for a demo link outside dev mode: no such session can exist
 */
export function evidenceFor(act: Act, step: StepToSign, intentId: string): KeptEvidence {
  const { signing } = act
  if (signing === undefined) throw new SignatureRequired(step)
  if (signing.kind === 'demo' && !act.city.demo) throw new Error('A demo link signs nothing outside dev mode')
  if (!('statement' in signing)) {
    const request = { attachments: [], ...signing.request, intentId }
    const statement = statementOf(act, step, request, { assurance: 'demo', displaySm3: null })
    const made = kept(intentId, writeEvidence({ kind: 'demo', statement: canonicalJson(statement) }), null, 'demo')
    demoEvidence.set(signing, made)
    return made
  }
  if (!isFor(signing.statement, act, step)) throw new SignatureRequired(step)
  return kept(signing.signingId, signing.evidence, signing.display, signing.kind)
}

function kept(signingId: string, evidence: string, display: string | null, kind: SigningKind): KeptEvidence {
  return { signingId, kind, evidence, evidenceSm3: evidenceSm3(evidence), display }
}

function isFor(statement: SigningStatement, act: Act, step: StepToSign): boolean {
  return (
    act.actor.kind === 'official' &&
    statement.official === act.actor.officialId &&
    statement.post === act.actor.postId &&
    statement.city === act.city.city &&
    statement.session === act.sessionRef &&
    statement.legalOn === act.legalOn &&
    statement.pack === step.pack &&
    statement.caseId === step.caseId &&
    statement.caseVersion === step.caseVersion &&
    statement.step === step.step &&
    statement.event === step.event &&
    statement.stockNo === step.stockNo &&
    canonicalJson(statement.beside) === canonicalJson(step.beside)
  )
}

/** In a demo the statement is made with the first step of a command; the others stand under the same one. */
const demoEvidence = new WeakMap<Signing, KeptEvidence>()

/**
 * The evidence for a step of another case, under the signature of the command's first step.
 * @throws SignatureRequired when the signature does not name it
 */
export function evidenceBeside(act: Act, step: StepToSign, intentId: string): KeptEvidence {
  const { signing } = act
  if (signing === undefined) throw new SignatureRequired(step)
  if (!('statement' in signing)) {
    const made = demoEvidence.get(signing)
    if (made?.signingId !== intentId) throw new Error(`The step ${step.step} was taken before the one it stands beside`)
    return made
  }
  const { caseId, caseVersion, step: name, event, beside } = signing.statement
  const card = cardOf(signing.statement)
  const isNamed = beside.some(
    (each) =>
      each.caseId === step.caseId &&
      each.caseVersion === step.caseVersion &&
      each.step === step.step &&
      each.event === step.event,
  )
  if (!isNamed) throw new SignatureRequired(step)
  return evidenceFor(act, { ...step, caseId, caseVersion, step: name, event, ...card, beside }, intentId)
}

/** Canonical text of an evidence; what a kind does not have is empty. */
export function writeEvidence(parts: Pick<SigningEvidence, 'kind' | 'statement'> & Partial<SigningEvidence>): string {
  const evidence: SigningEvidence = {
    v: 1,
    publicKey: '',
    attestationSm3: '',
    clientDataJSON: '',
    authenticatorData: '',
    signature: '',
    ...parts,
  }
  return canonicalJson(evidence)
}

/** A signature that was asked for and waits for its key. */
export type AwaitedSigning = {
  readonly signingId: string
  readonly sessionSm3: Buffer
  readonly officialId: string
  readonly city: string
  readonly request: SignedRequest
  readonly statement: string
  readonly challenge: Buffer
  readonly displayEnc: Buffer
  readonly wrappedKey: Buffer
  readonly expiresAt: string
}

/** Seconds in which a key has to answer. */
export const SIGNING_SECONDS_MAX = 120

export async function recordAwaitedSigning(shared: Pool, signing: AwaitedSigning, at: string): Promise<void> {
  await shared.ask(
    `with gone as (delete from signing where expires_at < $12::timestamptz - interval '1 day')
     insert into signing (signing_id, session_sm3, official_id, city, route, intent_id, request_sm3, statement, challenge, display_enc, dek_wrapped, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $13)`,
    [
      signing.signingId,
      signing.sessionSm3,
      signing.officialId,
      signing.city,
      signing.request.route,
      signing.request.intentId,
      Buffer.from(signing.request.requestSm3, 'hex'),
      signing.statement,
      signing.challenge,
      signing.displayEnc,
      signing.wrappedKey,
      at,
      signing.expiresAt,
    ],
  )
}

type AwaitedRow = {
  readonly city: string
  readonly route: string
  readonly intent_id: string
  readonly request_sm3: Buffer
  readonly statement: string
  readonly challenge: Buffer
  readonly display_enc: Buffer
  readonly dek_wrapped: Buffer
}
export type TakenSigning = {
  readonly city: string
  readonly request: SignedRequest
  readonly statement: SigningStatement
  readonly text: string
  readonly challenge: Buffer
  readonly displayEnc: Buffer
  readonly wrappedKey: Buffer
}

/** Takes an awaited signature of this very session and person, once. Undefined when it is used, too old, or another's. */
export async function takeSigning(
  shared: Pool,
  by: { readonly signingId: string; readonly sessionSm3: Buffer; readonly officialId: string },
  at: string,
): Promise<TakenSigning | undefined> {
  const rows = await shared.ask<AwaitedRow>(
    `update signing set used_at = $4 where signing_id = $1 and session_sm3 = $2 and official_id = $3 and used_at is null and expires_at > $4
     returning city, route, intent_id, request_sm3, statement, challenge, display_enc, dek_wrapped`,
    [by.signingId, by.sessionSm3, by.officialId, at],
  )
  const row = rows[0]
  const statement = row === undefined ? undefined : parseStatement(row.statement)
  if (row === undefined || statement === undefined) return undefined
  return {
    city: row.city,
    request: {
      route: row.route,
      intentId: row.intent_id,
      requestSm3: row.request_sm3.toString('hex'),
      attachments: statement.attachments,
    },
    statement,
    text: row.statement,
    challenge: row.challenge,
    displayEnc: row.display_enc,
    wrappedKey: row.dek_wrapped,
  }
}

/** How a case is called in front of a person: its number and whose it is. Undefined parts are not there yet. */
export type CaseTitle = { readonly number: string | null; readonly personName: string | null }

export async function findCaseTitle(db: Db, caseId: string, personId: string | null): Promise<CaseTitle> {
  const rows = await db.read<{ number: string | null; person_name: string | null }>(
    `select coalesce((select receipt_no from registration where registration_id = $1), (select acceptance_no from application where application_id = $1),
         (select m.on_day || ' ' || o.name from misuse_alert m join shared.official o using (official_id) where m.alert_id = $1)) as number,
       (select name from person where person_id = $2) as person_name`,
    [caseId, personId],
  )
  return { number: rows[0]?.number ?? null, personName: rows[0]?.person_name ?? null }
}
