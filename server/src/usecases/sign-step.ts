import { canonicalJson, canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import { signingChallenge } from '@anju/crypto/signing-evidence.ts'
import { sm3Hex } from '@anju/crypto/sm3.ts'
import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import type { Act, Deps, SignedRequest, Signing, StepToSign } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { listCipherDigests } from '../store/blob.ts'
import { withoutFractions } from '../store/record-event.ts'
import { listAuthenticators } from '../store/authenticator.ts'
import { requireSealed } from '../store/row-seal.ts'
import {
  type CaseTitle,
  findCaseTitle,
  recordAwaitedSigning,
  SignatureRequired,
  SIGNING_SECONDS_MAX,
  statementOf,
  takeSigning,
  writeEvidence,
} from '../store/signing.ts'
import { nameSubjects, type NamedSubject } from '../store/named-subject.ts'
import type { SignedIn } from './session.ts'
import { verifyKey, type KeyAnswered } from './verify-key.ts'

/** The digest by which a signature names a request: of its parameters and its body. */
export function requestSm3(request: { readonly params: unknown; readonly body: unknown }): string {
  return sm3Hex(canonicalJsonBytes(withoutFractions(request)))
}

/** The images that a command names, by what is kept of them now. */
export async function attachmentsOf(act: Act, body: unknown): Promise<SignedRequest['attachments']> {
  const named = blobIdsIn(body, '')
  return named.length === 0 ? [] : act.city.pool.look(act.scope, (db) => listCipherDigests(db, named))
}

function blobIdsIn(value: unknown, name: string): readonly string[] {
  if (typeof value === 'string') return isBlobField(name) ? [value] : []
  if (Array.isArray(value)) return value.flatMap((item) => blobIdsIn(item, name))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([member, item]) => blobIdsIn(item, member))
}

/** Whether a member of a command names an image. */
export function isBlobField(name: string): boolean {
  return /blobId$/i.test(name)
}

/** A digest that stands for a text which is too long to be shown. */
export function textSm3(text: string): string {
  return sm3Hex(Buffer.from(text))
}

/** What an official has to sign before their command is carried out. */
export type AskedSignature = {
  readonly signingId: string
  readonly kind: 'security-key' | 'ukey' | 'demo'
  readonly display: string
  readonly challenge: Buffer
  readonly credentials: readonly { readonly id: Buffer; readonly transports: readonly string[] }[]
  readonly expiresAt: string
}

/** The step that a command stopped at because nobody has signed it; undefined for every other error. */
export function stepToSign(error: unknown): StepToSign | undefined {
  return error instanceof SignatureRequired ? error.step : undefined
}

/** Number and person of the case, for the text that is shown. */
export function titleOfStep(act: Act, step: StepToSign): Promise<CaseTitle> {
  return act.city.pool.look(act.scope, (db) => findCaseTitle(db, step.caseId, step.personId))
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** A long command names no more in words; the digest of the rest is signed all the same. */
const NAMED_MAX = 200

/** What the ids in a command and in its address stand for, so that nobody signs for a number. */
export function subjectsOf(act: Act, command: unknown): Promise<readonly NamedSubject[]> {
  const ids = [...new Set(idsIn(command))].slice(0, NAMED_MAX)
  return act.city.pool.look(act.scope, (db) => nameSubjects(db, ids))
}

function idsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return UUID.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : []
}

/**
 * Asks the official of a session to sign a step: makes the statement out of command, case and shown text, and keeps it for two
 * minutes with the challenge that is made of it.
 */
export async function askSignature(
  deps: Deps,
  act: Act,
  session: SignedIn,
  asked: { readonly step: StepToSign; readonly request: SignedRequest; readonly display: string },
): Promise<AskedSignature> {
  const { assurance, actor } = session
  if (actor.kind !== 'official' || assurance === 'phone' || assurance === 'identity-provider')
    throw new Error('A step is signed by an official')
  const statement = statementOf(act, asked.step, asked.request, {
    assurance,
    displaySm3: sm3Hex(Buffer.from(asked.display)),
  })
  const text = canonicalJson(statement)
  const challenge = signingChallenge(text, statement.nonce)
  const signingId = deps.newId()
  const wrappedKey = deps.crypto.newPersonKey(signingId)
  const expiresAt = new Date(Date.parse(act.at) + SIGNING_SECONDS_MAX * 1000).toISOString()
  await recordAwaitedSigning(
    deps.shared,
    {
      signingId,
      sessionSm3: session.tokenSm3,
      officialId: actor.officialId,
      city: act.city.city,
      request: asked.request,
      statement: text,
      challenge,
      displayEnc: deps.crypto.seal(placeOf(signingId), asked.display, wrappedKey),
      wrappedKey,
      expiresAt,
    },
    act.at,
  )
  // A demo asks nobody's key.
  const keys = assurance === 'demo' ? [] : await listAuthenticators(deps.shared, actor.officialId)
  const kind = assurance === 'ukey' ? 'ukey' : 'webauthn'
  return {
    signingId,
    kind: assurance,
    display: asked.display,
    challenge,
    credentials: keys
      .filter((key) => key.kind === kind)
      .map(({ credential_id: id, transports }) => ({ id, transports })),
    expiresAt,
  }
}

/**
 * Takes a signature that comes with a command: it was asked of this session and person for this very request, not long ago,
 * and not used before; and the key that answers is this person's own.
 *
 * @returns undefined when it is used or too old: a repeated command then finds its outcome, any other is asked again
 * @throws RegistryError key-refused when another key answered, or not to this statement
 * @throws SealBroken when the post of the session is lent by a row that none of our programs wrote
 */
export async function takeSignature(
  deps: Deps,
  act: Act,
  session: SignedIn,
  request: SignedRequest,
  brought: { readonly signingId: string; readonly answer: KeyAnswered | { readonly kind: 'demo' } },
): Promise<Signing | undefined> {
  const { signingId, answer } = brought
  if (act.actor.kind !== 'official') return undefined
  const by = { signingId, sessionSm3: session.tokenSm3, officialId: act.actor.officialId }
  const taken = await takeSigning(deps.shared, by, act.at)
  if (taken === undefined) return undefined
  const { request: asked, statement } = taken
  const isSame =
    asked.route === request.route &&
    asked.intentId === request.intentId &&
    asked.requestSm3 === request.requestSm3 &&
    // An image that was exchanged since is another one than was signed.
    canonicalJson(asked.attachments) === canonicalJson(request.attachments)
  if (!isSame || taken.city !== act.city.city || statement.assurance !== answer.kind) return undefined
  const display = deps.crypto.open(placeOf(signingId), taken.displayEnc, taken.wrappedKey).toString('utf8')
  if (answer.kind === 'demo')
    return {
      kind: 'demo',
      signingId,
      statement,
      evidence: writeEvidence({ kind: 'demo', statement: taken.text }),
      display,
    }
  const key = await verifyKey(deps, answer, taken.challenge, act.at)
  if (key?.official_id !== act.actor.officialId)
    throw new RegistryError('key-refused', 'The signature is not by a key of this official')
  const { delegationId } = act.actor
  if (delegationId !== undefined)
    await deps.shared.look(NO_SCOPE, (db) =>
      requireSealed(db, deps.crypto, 'delegation', { column: 'delegation_id', id: delegationId }),
    )
  const evidence = writeEvidence({
    kind: answer.kind,
    statement: taken.text,
    publicKey: answer.kind === 'ukey' ? answer.publicKey : key.public_key.toString('base64url'),
    attestationSm3: sm3Hex(key.attestation),
    clientDataJSON: answer.kind === 'ukey' ? '' : answer.clientDataJSON,
    authenticatorData: answer.kind === 'ukey' ? '' : answer.authenticatorData,
    signature: answer.signature,
  })
  return { kind: answer.kind, signingId, statement, evidence, display }
}

const placeOf = (signingId: string) => ({
  table: 'signing',
  column: 'display_enc',
  rowId: signingId,
  personId: signingId,
})
