import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import { readAssertion } from '@anju/crypto/webauthn-assertion.ts'
import {
  POLICE_WITNESS,
  verifyCaseBundle,
  type BundleVerdict,
  type CaseBundle,
} from '@anju/crypto/merkle-case-bundle.ts'
import { isCosignedBy, parseNote } from '@anju/crypto/merkle-checkpoint.ts'
import { leafHash } from '@anju/crypto/merkle-log.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { parseEvidence, parseStatement } from '@anju/crypto/signing-evidence.ts'
import { publicKeyId } from '@anju/crypto/key-set.ts'
import type { BoundKey } from './signed-step.ts'

/** What of a case is checked, as the verifier names it. */
export type CaseCheck = BundleVerdict['findings'][number]['check']

/** A case as the verifier that stands alone found it, and where each event lies in the log. */
export type AuditedCase = {
  readonly findings: BundleVerdict['findings']
  readonly log: {
    readonly size: number
    readonly sealedAt: string
    readonly root: string
    readonly registryKids: readonly string[]
    readonly witnessKids: readonly string[]
    /** Whether somebody signed as the witness at all; whether it holds, the findings say. */
    readonly hasWitness: boolean
  }
  readonly places: readonly { readonly version: number; readonly seq: number; readonly leaf: string }[]
  readonly signatures: readonly SignedWith[]
}

/** What stands under a step, as it says of itself; whether it is so, the findings say. */
export type SignedWith = {
  readonly version: number
  readonly kind: 'security-key' | 'ukey' | 'demo' | null
  readonly contentSm3: string
  readonly evidenceSm3: string | null
  readonly displaySm3: string | null
  readonly askedAt: string | null
  readonly countersignedAt: string
  readonly key: {
    readonly official: string
    readonly publicKey: string
    readonly isUserVerified: boolean | null
    readonly count: number | null
    readonly origin: string | null
  } | null
}

/** Keys of officials as they were bound, in the form that the verifier takes. */
export function officialKeys(bound: readonly BoundKey[]): Readonly<Record<string, readonly string[]>> {
  const keys: Record<string, string[]> = {}
  for (const key of bound) (keys[key.official_id] ??= []).push(publicKeyOf(key))
  return keys
}

/** A public key in the form in which an evidence names it. */
export function publicKeyOf({ kind, public_key: key }: Pick<BoundKey, 'kind' | 'public_key'>): string {
  return key.toString(kind === 'ukey' ? 'hex' : 'base64url')
}

/** Verifies a bundle with the registry's own keys and those that were handed over, by the lines of the verifier that stands alone. */
export function auditBundle(
  crypto: CryptoProvider,
  bundle: CaseBundle,
  outside: { readonly witnessKeys: readonly string[]; readonly officials: ReturnType<typeof officialKeys> },
): AuditedCase {
  const registry = crypto.signingKeys.map(({ publicKey }) => publicKey)
  const { witnessKeys: witness, officials } = outside
  const verdict = verifyCaseBundle(bundle, { registry, registryLives: crypto.signingKeys, witness, officials })
  const note = parseNote(bundle.checkpoint)
  return {
    findings: verdict.findings,
    log: {
      size: verdict.size,
      sealedAt: verdict.sealedAt,
      root: note?.checkpoint.root.toString('hex') ?? '',
      registryKids: registry.filter((key) => note?.checkpoint.kid === publicKeyId(key)).map(publicKeyId),
      witnessKids: witness
        .filter((key) => note !== undefined && isCosignedBy(note, POLICE_WITNESS, [key]))
        .map(publicKeyId),
      hasWitness: note?.signatures.some(({ name }) => name === POLICE_WITNESS) === true,
    },
    places: bundle.events.map(({ envelope, seq }, n) => ({
      version: n + 1,
      seq,
      leaf: leafHash(canonicalJsonBytes(envelope)).toString('hex'),
    })),
    signatures: bundle.signatures.map(signedWith),
  }
}

function signedWith({ version, statement, evidence: text }: CaseBundle['signatures'][number]): SignedWith {
  const said = recordIn(statement)
  const evidence = text === undefined ? undefined : parseEvidence(text)
  const asked = evidence === undefined ? undefined : parseStatement(evidence.statement)
  const read = evidence?.kind === 'security-key' ? readAssertion(evidence) : undefined
  return {
    version,
    kind: evidence?.kind ?? null,
    contentSm3: textIn(said, 'contentSm3') ?? '',
    evidenceSm3: textIn(said, 'evidenceSm3') ?? null,
    displaySm3: asked?.displaySm3 ?? null,
    askedAt: asked?.at ?? null,
    countersignedAt: textIn(said, 'at') ?? '',
    key:
      evidence === undefined || asked === undefined || evidence.kind === 'demo'
        ? null
        : {
            official: asked.official,
            publicKey: evidence.publicKey,
            isUserVerified: read?.isUserVerified ?? null,
            count: read?.count ?? null,
            origin: read?.origin ?? null,
          },
  }
}

function textIn(said: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = said[name]
  return typeof value === 'string' ? value : undefined
}

function recordIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
  } catch {
    return {}
  }
}
