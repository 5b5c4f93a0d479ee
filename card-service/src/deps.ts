import type { OfficialRoster } from '@anju/crypto/official-roster.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { SigningStatement } from '@anju/crypto/signing-evidence.ts'
import type { Peer } from '@anju/exchange/peer.ts'
import type { Pool, Scope } from '@anju/platform/database/pool.ts'
import type { RelyingParty } from '@anju/platform/webauthn/relying-party.ts'

import type { Failpoint } from './failpoint.ts'
import type { ServedCity } from './store/city.ts'
import type { Staff } from './store/session.ts'

/** What everything here works with. Wired once, in app.ts. */
export type Deps = {
  readonly pool: Pool
  readonly crypto: CryptoProvider
  /** The registry's trusted identities, the current one first. */
  readonly registry: readonly Peer[]
  /** The pinned keys of the officials, as they are now; undefined before any roster was pinned. */
  readonly officials: () => OfficialRoster | undefined
  /** The page that the staff's keys are bound to. */
  readonly relyingParty: RelyingParty
  /** Days for which one key is enough. */
  readonly secondKeyGraceDays: number
  /** Whether demo links open anything, and steps may be signed by nobody's key. */
  readonly dev: boolean
  readonly newId: () => string
  /** The system clock, as an instant. */
  readonly now: () => string
  /** In dev mode a named point at which the process may be made to die; nothing otherwise. */
  readonly failpoint: (name: Failpoint) => void
}

/** Who acts, where, and when by both clocks. Made once per request. */
export type Act = {
  readonly staff: Staff
  readonly city: ServedCity
  readonly sessionRef: string
  /** The legal day of the act: it becomes the issue date. */
  readonly legalOn: string
  readonly at: string
  readonly scope: Scope
  /** The signature that came with the command; a step that must be signed waits for it. */
  readonly signing?: Signing
}

/** The request that a signature is for: route, intent, and the digest of parameters and body. */
export type SignedRequest = { readonly route: string; readonly intentId: string; readonly requestSm3: string }

/** A checked signature that was brought with a command, or the word that this is a demo. */
export type Signing =
  | {
      readonly kind: 'security-key' | 'ukey'
      readonly signingId: string
      readonly statement: SigningStatement
      readonly evidence: string
      readonly display: { readonly sealed: Buffer; readonly wrappedKey: Buffer }
    }
  | { readonly kind: 'demo'; readonly request: SignedRequest }

/** One step that a person has to sign. */
export type StepToSign = {
  /** The order, the batch, the delivery of blank cards, or the record that it is about. */
  readonly subjectId: string
  /** Version of it that was seen; 0 for what begins with the step. */
  readonly version: number
  readonly step: SignedStep
  /** The policy pack the case was decided under; empty where there is no case. */
  readonly pack: string
  /** What the person is shown of it, a line each, in Chinese. */
  readonly lines: readonly string[]
}

/** Steps that nobody completes without their signature (确认必签). */
export type SignedStep =
  | 'accept-quality'
  | 'reject-quality'
  | 'produce'
  | 'remake'
  | 'dispatch'
  | 'report-civil-event'
  | 'receive-stock'
  | 'void-stock'
