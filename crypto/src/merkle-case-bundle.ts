import { canonicalJson, canonicalJsonBytes } from './canonical-json.ts'
import { wasRetiredAt, type SigningKeyLife } from './key-list.ts'
import { publicKeyId } from './key-set.ts'
import { checkpointOrigin, isCosignedBy, isSignedByLog, parseNote } from './merkle-checkpoint.ts'
import { leafHash, verifyInclusion } from './merkle-log.ts'
import { isKeyOf, type OfficialKeys } from './official-roster.ts'
import {
  evidenceFaults,
  evidenceSm3,
  isAttachment,
  namedSteps,
  parseEvidence,
  parseStatement,
  type SignedAttachment,
  type SigningKind,
  type SigningStatement,
} from './signing-evidence.ts'
import { mustBeSigned } from './signed-event.ts'
import { sm2Verify } from './sm2.ts'
import { sm3Hex } from './sm3.ts'

/**
 * A case as it goes to a court or an auditor: what happened, who signed for it, and the proof that the log of the city held
 * exactly this when its checkpoint was signed. Hashes and signatures are hex. It holds no sealed personal facts, only their
 * keyed hashes.
 */
export type CaseBundle = {
  readonly format: typeof CASE_BUNDLE
  readonly city: string
  readonly caseId: string
  /** With the lines of its witnesses. */
  readonly checkpoint: string
  readonly events: readonly {
    readonly envelope: Readonly<Record<string, unknown>>
    readonly seq: number
    readonly proof: readonly string[]
  }[]
  readonly signatures: readonly {
    readonly version: number
    readonly step: string
    readonly statement: string
    readonly countersignature: string
    /** What the official's own key said, with its public key; absent under signatures from before there were keys. */
    readonly evidence?: string
  }[]
  /** Images that signed commands named, as they are kept now; those that were erased are left out. */
  readonly images?: readonly SignedAttachment[]
}

export const CASE_BUNDLE = 'anju-case-bundle/1'
const RESPONSIBILITY = 'anju:responsibility:v1\0'
/** Who countersigns the checkpoints of every city: the police. */
export const POLICE_WITNESS = 'card-service'

/** Keys that whoever verifies has from elsewhere, never from the bundle. 130 hex characters each. */
export type TrustedKeys = {
  readonly registry: readonly string[]
  /** When each of them signed, from a key list: what one signs after its retirement is not the registry's. */
  readonly registryLives?: readonly SigningKeyLife[]
  readonly witness: readonly string[]
  /**
   * Public keys of officials by their id, as they were written down when the keys were bound. Without them a signature by
   * a key holds, but whose key it is nobody has checked.
   */
  readonly officials?: OfficialKeys
}

/** By whose key a step was signed, as far as it could be checked. */
export type SignedStep = {
  readonly version: number
  readonly step: string
  readonly by: SigningKind | 'registry-only'
  readonly isKeyKnown: boolean
  /** Images that were signed with it and are kept no more, so that nobody can compare them. */
  readonly imagesGone: number
  /** The lending by which the signer had the post, as their own key says. The case does not hold it: its bundle is asked for by this id. */
  readonly lending?: string
}

/** What of a case a fault was found in, for whoever shows each of them apart. */
export const CASE_CHECKS = [
  'checkpoint',
  'witness',
  'event',
  'signature',
  'countersignature',
  'key',
  'owner',
  'images',
] as const
export type CaseCheck = (typeof CASE_CHECKS)[number]
/** @property version of the event; null when it is about the whole case */
export type CaseFinding = { readonly version: number | null; readonly check: CaseCheck; readonly fault: string }

export type BundleVerdict = {
  /** Everything that is wrong, in words; empty when the case is as it was written. */
  readonly faults: readonly string[]
  /** The same one by one. */
  readonly findings: readonly CaseFinding[]
  readonly size: number
  readonly sealedAt: string
  readonly isWitnessed: boolean
  readonly events: number
  readonly signatures: number
  readonly signed: readonly SignedStep[]
}

/** Verifies a bundle with nothing but itself and the keys. Never throws: what is no bundle has faults. */
export function verifyCaseBundle(value: unknown, keys: TrustedKeys): BundleVerdict {
  const nothing = { size: 0, sealedAt: '', isWitnessed: false, events: 0, signatures: 0, signed: [] }
  if (!isCaseBundle(value))
    return { ...nothing, ...said([ofCase('checkpoint', `not a bundle of the form ${CASE_BUNDLE}`)]) }
  const note = parseNote(value.checkpoint)
  if (note === undefined) return { ...nothing, ...said([ofCase('checkpoint', 'the checkpoint cannot be read')]) }
  const { checkpoint } = note
  const findings: CaseFinding[] = []
  if (checkpoint.origin !== checkpointOrigin(value.city))
    findings.push(ofCase('checkpoint', `the checkpoint is of ${checkpoint.origin}`))
  if (!isSignedByLog(note, registryKeysAt(keys, checkpoint.at)))
    findings.push(ofCase('checkpoint', 'the checkpoint was not signed by the registry'))
  const isWitnessed = isCosignedBy(note, POLICE_WITNESS, keys.witness)
  if (keys.witness.length > 0 && !isWitnessed)
    findings.push(ofCase('witness', 'the checkpoint was not countersigned by the witness'))
  const contents = new Map<number, Content>()
  for (const [n, event] of value.events.entries()) {
    const told = contentOf(event.envelope)
    const version = n + 1
    const say = (fault: string) => findings.push({ version, check: 'event', fault: `event ${version}: ${fault}` })
    if (told?.['streamId'] !== value.caseId || told['city'] !== value.city || told['version'] !== version) {
      say(`not version ${version} of this case`)
      continue
    }
    const bytes = canonicalJsonBytes(event.envelope)
    const proof = event.proof.map((hash) => Buffer.from(hash, 'hex'))
    if (!verifyInclusion(leafHash(bytes), event.seq, checkpoint, proof)) say(`not in the log at ${event.seq}`)
    contents.set(version, { said: told, sm3: sm3Hex(bytes) })
  }
  const signed: SignedStep[] = []
  findings.push(...signatureFaults(value, contents, keys, signed))
  return {
    ...said(findings),
    size: checkpoint.size,
    sealedAt: checkpoint.at,
    isWitnessed,
    events: value.events.length,
    signatures: value.signatures.length,
    signed,
  }
}

function ofCase(check: CaseCheck, fault: string): CaseFinding {
  return { version: null, check, fault }
}

function said(findings: readonly CaseFinding[]): Pick<BundleVerdict, 'faults' | 'findings'> {
  return { findings, faults: findings.map(({ fault }) => fault) }
}

type Said = Readonly<Record<string, unknown>>
type Content = { readonly said: Said; readonly sm3: string }

/** Undefined for what cannot be written in the one canonical way, and so was never written by us. */
function contentOf(envelope: Said): Said | undefined {
  try {
    canonicalJsonBytes(envelope)
    return envelope
  } catch {
    return undefined
  }
}

function signatureFaults(
  { city, caseId, signatures, images }: CaseBundle,
  contents: ReadonlyMap<number, Content>,
  keys: TrustedKeys,
  found: SignedStep[],
): readonly CaseFinding[] {
  const findings: CaseFinding[] = []
  const signed = new Set<number>()
  for (const { version, step, statement, countersignature, evidence } of signatures) {
    const say = (check: CaseCheck, what: string) =>
      findings.push({ version, check, fault: `signature under event ${version}: ${what}` })
    const content = contents.get(version)
    const bytes = Buffer.from(RESPONSIBILITY + statement)
    const told = statementOf(statement)
    const trusted = registryKeysAt(keys, String(told?.['at']))
    if (!trusted.some((key) => sm2Verify(bytes, Buffer.from(countersignature, 'hex'), key)))
      say('countersignature', 'the countersignature does not hold')
    if (told === undefined || content === undefined) {
      say('signature', content === undefined ? 'there is no such event' : 'not a statement')
      continue
    }
    const { said: event, sm3 } = content
    if (told['caseId'] !== caseId || told['caseVersion'] !== version)
      say('signature', 'it was given for another case or version')
    if (told['contentSm3'] !== sm3) say('signature', 'it was given for another content')
    if (told['official'] !== event['actorId'] || told['post'] !== event['postId'])
      say('signature', 'somebody else signed than acted')
    if (told['step'] !== step || (event['v'] !== 1 && event['signedStep'] !== step))
      say('signature', 'it was given for another step')
    signed.add(version)
    const first = firstOfCommand(contents, version)
    const checked = keyFaults({ city, caseId, version, event, said: told, evidence, first }, keys)
    for (const fault of checked.faults) say('key', fault)
    if (checked.notTheirs !== undefined) say('owner', checked.notTheirs)
    const compared = compareImages(checked.attachments, images ?? [])
    if (compared.isExchanged) say('images', 'an image is not the one that was signed')
    const lending = checked.lending === undefined ? {} : { lending: checked.lending }
    found.push({ version, step, by: checked.by, isKeyKnown: checked.isKeyKnown, imagesGone: compared.gone, ...lending })
  }
  for (const [version, { said: event }] of contents) {
    const say = (fault: string) => findings.push({ version, check: 'signature', fault: `event ${version}: ${fault}` })
    if (typeof event['signedStep'] === 'string' && !signed.has(version))
      say(`the step ${event['signedStep']} was signed, and the signature is missing`)
    else if (!signed.has(version) && mustBeSigned(event, contents.get(1)?.said['kind']))
      say(`${String(event['kind'])} was recorded without a signature`)
  }
  return findings
}

/** The registry's keys that had not been retired by an instant. */
function registryKeysAt({ registry, registryLives = [] }: TrustedKeys, at: string): readonly string[] {
  return registry.filter((key) => {
    const life = registryLives.find(({ publicKey }) => publicKey === key)
    return life === undefined || !wasRetiredAt(life, at)
  })
}

function compareImages(signed: readonly SignedAttachment[], kept: readonly SignedAttachment[]) {
  const digests = new Map(kept.map(({ blobId, sm3 }) => [blobId, sm3]))
  return {
    gone: signed.filter(({ blobId }) => !digests.has(blobId)).length,
    isExchanged: signed.some(({ blobId, sm3 }) => digests.has(blobId) && digests.get(blobId) !== sm3),
  }
}

/** Events of one command are recorded at one instant; its signature names the version before the first of them. */
function firstOfCommand(contents: ReadonlyMap<number, Content>, version: number): number {
  const at = contents.get(version)?.said['at']
  let first = version
  while (first > 1 && contents.get(first - 1)?.said['at'] === at) first -= 1
  return first
}

type Signed = {
  readonly city: string
  readonly caseId: string
  readonly version: number
  readonly event: Said
  /** The registry's own statement, which names the evidence by its digest. */
  readonly said: Said
  readonly evidence: string | undefined
}
type CheckedKey = {
  readonly by: SignedStep['by']
  readonly isKeyKnown: boolean
  readonly attachments: readonly SignedAttachment[]
  readonly lending?: string
  readonly faults: readonly string[]
  /** Why it is not known to be the key of this official, where whoever verifies knows their keys. */
  readonly notTheirs?: string
}

const NOBODY = { by: 'registry-only', isKeyKnown: false, attachments: [] } as const

/** What the official's own key said: whole, for this very step of this case, and by a key that is known to be theirs. */
function keyFaults(
  { city, caseId, version, event, said: told, evidence: text, first }: Signed & { readonly first: number },
  keys: TrustedKeys,
): CheckedKey {
  // Version 1 is from before officials had keys.
  const strict = keys.officials !== undefined
  if (told['v'] === 1)
    return { ...NOBODY, faults: [], ...(strict ? { notTheirs: 'no key of an official stands under it' } : {}) }
  const evidence = text === undefined ? undefined : parseEvidence(text)
  const statement = evidence === undefined ? undefined : parseStatement(evidence.statement)
  if (text === undefined || evidence === undefined || statement === undefined)
    return { ...NOBODY, faults: ["what the official's key said is missing"] }
  const faults = [...evidenceFaults(evidence)]
  if (told['evidenceSm3'] !== evidenceSm3(text)) faults.push('the registry countersigned something else')
  if (statement.city !== city || statement.official !== event['actorId'] || statement.post !== event['postId'])
    faults.push("the official's key signed for another official, post or city")
  if (statement.legalOn !== event['legalOn'] || statement.pack !== event['pack'])
    faults.push("the official's key signed under another day or law")
  if (!isForThisStep(statement, { caseId, version, event, first }))
    faults.push("the official's key signed for another step, case or version")
  const isKeyKnown = isKeyOf(keys.officials ?? {}, statement.official, evidence)
  const notTheirs =
    evidence.kind === 'demo'
      ? "a demo: nobody's key stands under it"
      : 'the key is none that was bound to this official'
  return {
    by: evidence.kind,
    isKeyKnown,
    attachments: statement.attachments,
    ...(typeof statement.delegation === 'string' ? { lending: statement.delegation } : {}),
    faults,
    ...(strict && !isKeyKnown ? { notTheirs } : {}),
  }
}

/**
 * The statement names the case, the version before the command, and its step; and so for every other case the same command
 * writes to. What it does not name stands under no signature.
 */
function isForThisStep(
  statement: SigningStatement,
  { caseId, version, event, first }: { caseId: string; version: number; event: Said; first: number },
): boolean {
  return namedSteps(statement).some((each) => {
    if (each.caseId !== caseId || each.step !== event['signedStep']) return false
    if (each.caseVersion === version - 1) return each.event === event['kind']
    // Of a command with several events the statement names the version before the first of them.
    return each.caseVersion >= first - 1 && each.caseVersion < version
  })
}

function statementOf(text: string): Said | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) && canonicalJson(value) === text ? value : undefined
  } catch {
    return undefined
  }
}

/** Ids of the trusted keys, to be compared by eye with those that were read out at the key ceremony. */
export function trustedKeyIds({ registry, witness }: TrustedKeys): {
  readonly registry: readonly string[]
  readonly witness: readonly string[]
} {
  return { registry: registry.map(publicKeyId), witness: witness.map(publicKeyId) }
}

function isRecord(value: unknown): value is Said {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}

function isCaseBundle(value: unknown): value is CaseBundle {
  if (!isRecord(value)) return false
  const { format, city, caseId, checkpoint, events, signatures, images = [] } = value
  const areTexts = isTextList([city, caseId, checkpoint])
  if (format !== CASE_BUNDLE || !areTexts || !Array.isArray(events) || !Array.isArray(signatures)) return false
  return (
    events.length > 0 &&
    Array.isArray(images) &&
    images.every((each) => isRecord(each) && isAttachment(each)) &&
    events.every(
      (event) =>
        isRecord(event) &&
        isRecord(event['envelope']) &&
        Number.isSafeInteger(event['seq']) &&
        isTextList(event['proof']),
    ) &&
    signatures.every(
      (each) =>
        isRecord(each) &&
        Number.isSafeInteger(each['version']) &&
        isTextList([each['step'], each['statement'], each['countersignature']]) &&
        (each['evidence'] === undefined || typeof each['evidence'] === 'string'),
    )
  )
}
