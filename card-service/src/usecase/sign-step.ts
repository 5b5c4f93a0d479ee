import { canonicalJson, canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import { randomBytes } from '@anju/crypto/random.ts'
import { evidenceSm3, signingChallenge } from '@anju/crypto/signing-evidence.ts'
import type { SigningEvidence, SigningStatement } from '@anju/crypto/signing-evidence.ts'
import { sm3Hex } from '@anju/crypto/sm3.ts'
import type { Tx } from '@anju/platform/database/pool.ts'

import { CardServiceError } from '../card-service-error.ts'
import type { Act, Deps, SignedRequest, Signing, StepToSign } from '../deps.ts'
import { signingText } from '../order/signing-text.ts'
import { listAuthenticators } from '../store/authenticator.ts'
import type { Session } from '../store/session.ts'
import { recordAwaitedSigning, recordEvidence, takeSigning } from '../store/signing.ts'
import type { KeptEvidence } from '../store/signing.ts'
import { verifyKey } from './verify-key.ts'
import type { KeyAnswered } from './verify-key.ts'

/** Seconds in which a key has to answer. */
export const SIGNING_SECONDS_MAX = 120

/** A step must be signed and is not: thrown before anything is kept, answered with what to sign. */
export class SignatureRequired extends Error {
  readonly step: StepToSign
  constructor(step: StepToSign) {
    super(`The step ${step.step} needs a signature`)
    this.name = 'SignatureRequired'
    this.step = step
  }
}

/** The digest by which a signature names a request: of its parameters and its body. */
export function requestSm3(request: { readonly params: unknown; readonly body: unknown }): string {
  return sm3Hex(canonicalJsonBytes(request))
}

/** What begins with a signed step takes the id that its signature was given for. */
export function newSubjectId(deps: Deps, { signing }: Act): string {
  return signing === undefined || signing.kind === 'demo' ? deps.newId() : signing.statement.caseId
}

/**
 * Keeps the signature of a step in the transaction of the step. Called once nothing else stands against it.
 * @throws SignatureRequired when there is none, or when it was given for another step, subject, version, person or day
 */
export async function signStep(tx: Tx, deps: Deps, act: Act, step: StepToSign): Promise<KeptEvidence> {
  const kept = evidenceFor(deps, act, step)
  await recordEvidence(tx, deps.crypto, act, step, kept)
  return kept
}

/** The digest that the registry gets: none where nobody's key signed. */
export function toldEvidence({ kind, evidenceSm3: digest }: KeptEvidence): { readonly evidenceSm3?: string } {
  return kind === 'demo' ? {} : { evidenceSm3: digest }
}

function evidenceFor(deps: Deps, act: Act, step: StepToSign): KeptEvidence {
  const { signing } = act
  if (signing === undefined) throw new SignatureRequired(step)
  if (signing.kind === 'demo') {
    if (!deps.dev) throw new Error('A demo link signs nothing outside dev mode')
    const statement = statementOf(act, step, signing.request, { assurance: 'demo', displaySm3: null })
    const evidence = writeEvidence({ kind: 'demo', statement: canonicalJson(statement) })
    return {
      signingId: deps.newId(),
      kind: 'demo',
      evidence,
      evidenceSm3: evidenceSm3(evidence),
      display: undefined,
    }
  }
  if (!isFor(signing.statement, act, step)) throw new SignatureRequired(step)
  const { signingId, kind, evidence, display } = signing
  return { signingId, kind, evidence, evidenceSm3: evidenceSm3(evidence), display }
}

function isFor(statement: SigningStatement, act: Act, step: StepToSign): boolean {
  return (
    statement.official === act.staff.staffId &&
    statement.post === act.staff.badge &&
    statement.city === act.city.city &&
    statement.session === act.sessionRef &&
    statement.legalOn === act.legalOn &&
    statement.pack === step.pack &&
    statement.caseId === step.subjectId &&
    statement.caseVersion === step.version &&
    statement.step === step.step
  )
}

/** The statement of a step, in the form that the registry's are in; the post is the police number. */
function statementOf(
  act: Act,
  step: StepToSign,
  request: SignedRequest,
  how: { readonly assurance: SigningStatement['assurance']; readonly displaySm3: string | null },
): SigningStatement {
  return {
    v: 1,
    type: 'responsibility',
    assurance: how.assurance,
    city: act.city.city,
    route: request.route,
    intentId: request.intentId,
    requestSm3: request.requestSm3,
    caseId: step.subjectId,
    caseVersion: step.version,
    step: step.step,
    event: step.step,
    beside: [],
    attachments: [],
    displaySm3: how.displaySm3,
    official: act.staff.staffId,
    post: act.staff.badge,
    delegation: null,
    session: act.sessionRef,
    pack: step.pack,
    legalOn: act.legalOn,
    at: act.at,
    nonce: randomBytes(32).toString('hex'),
  }
}

function writeEvidence(parts: Pick<SigningEvidence, 'kind' | 'statement'> & Partial<SigningEvidence>): string {
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

/** What a person has to sign before their command is carried out. */
export type AskedSignature = {
  readonly signingId: string
  readonly kind: 'security-key' | 'ukey'
  readonly display: string
  readonly challenge: Buffer
  readonly credentials: readonly { readonly id: Buffer; readonly transports: readonly string[] }[]
  readonly expiresAt: string
}

/** Asks the person of a session to sign a step: makes the statement out of command, subject and shown text, and keeps it. */
export async function askSignature(
  deps: Deps,
  act: Act,
  session: Session,
  { step, request }: { readonly step: StepToSign; readonly request: SignedRequest },
): Promise<AskedSignature> {
  const { assurance } = session
  if (assurance === 'demo') throw new Error('A step is signed by whoever signed in with a key')
  const display = signingText(act, step)
  const displaySm3 = sm3Hex(Buffer.from(display))
  const statement = statementOf(act, step, request, { assurance, displaySm3 })
  const text = canonicalJson(statement)
  const challenge = signingChallenge(text, statement.nonce)
  const signingId = deps.newId()
  const wrappedKey = deps.crypto.newPersonKey(signingId)
  const place = { table: 'signing', column: 'display_enc', rowId: signingId, personId: signingId }
  const expiresAt = new Date(Date.parse(act.at) + SIGNING_SECONDS_MAX * 1000).toISOString()
  const awaited = {
    signingId,
    sessionSm3: session.tokenSm3,
    staffId: act.staff.staffId,
    request,
    statement: text,
    challenge,
    display: { sealed: deps.crypto.seal(place, display, wrappedKey), wrappedKey },
    expiresAt,
  }
  await recordAwaitedSigning(deps.pool, awaited, act.at)
  const keys = await listAuthenticators(deps.pool, act.staff.staffId)
  const kind = assurance === 'ukey' ? 'ukey' : 'webauthn'
  const credentials = keys
    .filter((key) => key.kind === kind)
    .map(({ credential_id: id, transports }) => ({ id, transports }))
  return { signingId, kind: assurance, display, challenge, credentials, expiresAt }
}

/**
 * Takes a signature that comes with a command: it was asked of this session and person for this very request, not long ago,
 * and not used before; and the key that answers is this person's own.
 *
 * @returns undefined when it is used, too old, or for another request: a repeated command then finds its outcome, any other
 * is asked again
 * @throws CardServiceError key-refused when another key answered, or not to this statement
 */
export async function takeSignature(
  deps: Deps,
  act: Act,
  session: Session,
  request: SignedRequest,
  { signingId, answer }: { readonly signingId: string; readonly answer: KeyAnswered },
): Promise<Signing | undefined> {
  const { staffId } = act.staff
  const taken = await takeSigning(deps.pool, { signingId, sessionSm3: session.tokenSm3, staffId }, act.at)
  if (taken === undefined) return undefined
  const { request: asked, statement, display } = taken
  const isSame =
    asked.route === request.route && asked.intentId === request.intentId && asked.requestSm3 === request.requestSm3
  if (!isSame || statement.assurance !== answer.kind) return undefined
  const key = await verifyKey(deps, answer, taken.challenge, act.at)
  if (key?.staff_id !== staffId)
    throw new CardServiceError('key-refused', 'The signature is not by a key of this person')
  const { kind, signature } = answer
  const said =
    kind === 'ukey'
      ? { publicKey: answer.publicKey, clientDataJSON: '', authenticatorData: '' }
      : {
          publicKey: key.public_key.toString('base64url'),
          clientDataJSON: answer.clientDataJSON,
          authenticatorData: answer.authenticatorData,
        }
  const attestationSm3 = sm3Hex(key.attestation)
  const evidence = writeEvidence({ kind, statement: taken.text, attestationSm3, signature, ...said })
  return { kind, signingId, statement, evidence, display }
}
