import { canonicalJson } from './canonical-json.ts'
import { sm2Verify } from './sm2.ts'
import { sm3, sm3Hex } from './sm3.ts'
import { assertionFaults } from './webauthn-assertion.ts'

/** What an official signs with a step, as it is kept and hashed: who, what, on which case at which version, seen as what. */
export type SigningStatement = {
  readonly v: 1
  readonly type: 'responsibility'
  /** `demo` says that nobody's key stands behind it. */
  readonly assurance: SigningKind
  readonly city: string
  readonly route: string
  readonly intentId: string
  /** SM3 of the canonical request: parameters and body. Hex. */
  readonly requestSm3: string
  readonly caseId: string
  /** The version that was seen; 0 for a case that begins with this step. */
  readonly caseVersion: number
  readonly step: string
  readonly event: string
  /** Stock number of the card that the step is about, for whoever outside knows cards and not cases; missing where the case says it all. */
  readonly stockNo?: string
  /** Steps of other cases that the same command takes, such as the registration that follows a move. */
  readonly beside: readonly StepBeside[]
  /** Images that the command names, as they were kept when they were signed. */
  readonly attachments: readonly SignedAttachment[]
  /** SM3 of the text that was shown; null for a demo, where nothing need be shown. */
  readonly displaySm3: string | null
  readonly official: string
  readonly post: string
  readonly delegation: string | null
  readonly session: string
  readonly pack: string
  readonly legalOn: string
  readonly at: string
  /** 32 bytes, hex. */
  readonly nonce: string
}

/** A step that stands under the signature of another case; `caseVersion` as in {@link SigningStatement}. */
export type StepBeside = Pick<SigningStatement, 'caseId' | 'caseVersion' | 'step' | 'event'>
/** An image by the SM3 of its ciphertext, hex: erasing the image leaves the signature whole. */
export type SignedAttachment = { readonly blobId: string; readonly sm3: string }

export const SIGNING_KINDS = ['security-key', 'ukey', 'demo'] as const
export type SigningKind = (typeof SIGNING_KINDS)[number]

/** Every step that a statement stands under: its own, and those of other cases that the same command took. */
export function namedSteps(statement: SigningStatement): readonly StepBeside[] {
  return [statement, ...statement.beside]
}

/** What a key answered to a statement: everything that somebody needs to check it years later. */
export type SigningEvidence = {
  readonly v: 1
  readonly kind: SigningKind
  /** Canonical JSON of the {@link SigningStatement}. */
  readonly statement: string
  /** COSE key (base64url) of a security key, SM2 key (130 hex) of a UKey, empty for a demo. */
  readonly publicKey: string
  /** SM3 of the attestation the key was enrolled with, hex; empty for a demo. */
  readonly attestationSm3: string
  /** Base64url; empty where the kind has none. A UKey's signature is r‖s. */
  readonly clientDataJSON: string
  readonly authenticatorData: string
  readonly signature: string
}

const CHALLENGE = Buffer.from('RP-SIGN-v1\0')

/** The 32 bytes a key signs: SM3 over a label, the nonce, and the SM3 of the statement's canonical text. */
export function signingChallenge(statement: string, nonce: string): Buffer {
  return sm3(Buffer.concat([CHALLENGE, Buffer.from(nonce, 'hex'), sm3(Buffer.from(statement))]))
}

/** What the registry's countersignature covers of the evidence. */
export function evidenceSm3(evidence: string): string {
  return sm3Hex(Buffer.from(evidence))
}

/** Whether what the key answered stands under its statement. Every fault; a demo has none and proves nothing. */
export function evidenceFaults(evidence: SigningEvidence): readonly string[] {
  const statement = parseStatement(evidence.statement)
  if (statement === undefined) return ['what was signed is no statement']
  if (statement.assurance !== evidence.kind) return ['made with another kind of key than it says']
  const challenge = signingChallenge(evidence.statement, statement.nonce)
  if (evidence.kind === 'demo') return []
  if (evidence.kind === 'security-key') return assertionFaults(evidence, evidence.publicKey, challenge)
  const holds = sm2Verify(challenge, Buffer.from(evidence.signature, 'base64url'), evidence.publicKey)
  return holds ? [] : ["the key's signature does not hold"]
}

/** The evidence in a text that is exactly its canonical form; undefined for anything else. */
export function parseEvidence(text: string): SigningEvidence | undefined {
  const value = canonicalObject(text)
  if (value === undefined || value['v'] !== 1 || !SIGNING_KINDS.some((kind) => kind === value['kind'])) return undefined
  const texts = ['statement', 'publicKey', 'attestationSm3', 'clientDataJSON', 'authenticatorData', 'signature']
  if (!texts.every((name) => typeof value[name] === 'string')) return undefined
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every member has just been looked at
  return value as unknown as SigningEvidence
}

/** The statement in its canonical text; undefined for anything else. */
export function parseStatement(text: string): SigningStatement | undefined {
  const value = canonicalObject(text)
  if (value === undefined || value['v'] !== 1 || value['type'] !== 'responsibility') return undefined
  const texts = ['assurance', 'city', 'caseId', 'step', 'event', 'official', 'post', 'pack', 'legalOn', 'nonce']
  if (!texts.every((name) => typeof value[name] === 'string') || !Number.isSafeInteger(value['caseVersion']))
    return undefined
  if (!/^[0-9a-f]{64}$/.test(String(value['nonce']))) return undefined
  if (value['stockNo'] !== undefined && typeof value['stockNo'] !== 'string') return undefined
  if (!isListOf(value['beside'], isStepBeside) || !isListOf(value['attachments'], isAttachment)) return undefined
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every member that is read has just been looked at
  return value as unknown as SigningStatement
}

function isListOf(value: unknown, isItem: (item: object) => boolean): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null && isItem(item))
}

function isStepBeside(item: object): boolean {
  const said: Readonly<Record<string, unknown>> = { ...item }
  return (
    [said['caseId'], said['step'], said['event']].every((each) => typeof each === 'string') &&
    Number.isSafeInteger(said['caseVersion'])
  )
}

/** Whether it names an image by a digest. */
export function isAttachment(item: object): item is SignedAttachment {
  const said: Readonly<Record<string, unknown>> = { ...item }
  return typeof said['blobId'] === 'string' && /^[0-9a-f]{64}$/.test(String(said['sm3']))
}

function canonicalObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value) || canonicalJson(value) !== text)
      return undefined
    return Object.fromEntries(Object.entries(value))
  } catch {
    return undefined
  }
}
