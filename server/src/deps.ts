import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { Actor } from '@anju/domain/access/actor.ts'
import type { WorkCalendar } from '@anju/domain/calendar/work-calendar.ts'
import type { PlainDate } from '@anju/domain/kernel/plain-date.ts'
import type { IdentityProvider } from './identity/identity-provider.ts'
import type { GatewaySettings } from './gateway/gateway-settings.ts'
import type { ClauseText } from '@anju/domain/policy/clause-text.ts'
import type { NationalBounds } from '@anju/domain/policy/national-bounds.ts'
import type { Pack } from '@anju/domain/policy/pack.ts'
import type { Pool, Scope } from '@anju/platform/database/pool.ts'
import type { RelyingParty } from '@anju/platform/webauthn/relying-party.ts'
import type { BlobStore } from './blob/blob-store.ts'
import type { Scanner } from './blob/clamd-scanner.ts'
import type { SignedAttachment, SigningStatement, StepBeside } from '@anju/crypto/signing-evidence.ts'

/** A city of this installation. Its name is its schema and stands in every address line. */
export type City = {
  readonly city: string
  readonly jurisdiction: string
  readonly divisionPrefix: string
  readonly nameZh: string
  readonly nameEn: string
  readonly pool: Pool
  /** The gateway of its messages (短信网关); without one notices are shown in the viewer and reach no telephone. */
  readonly gateway?: GatewaySettings
  /** The one that takes over where it fails. */
  readonly standby?: GatewaySettings
  /** The government identity provider of its residents (统一身份认证), where it has one. */
  readonly identityProvider?: IdentityProvider
  /** Dev mode: sign-in links without a key may sign, and their statements say so. */
  readonly demo: boolean
}

/** What use cases work with. Wired once, in app.ts. */
export type Deps = {
  readonly shared: Pool
  readonly cities: ReadonlyMap<string, City>
  readonly packs: readonly Pack[]
  /** What the regulation gives and leaves open in every city; oldest first. */
  readonly nationalBounds: readonly NationalBounds[]
  readonly calendar: WorkCalendar
  /** What each clause says in our own words, by its reference. */
  readonly clauseTexts: Readonly<Record<string, ClauseText>>
  readonly crypto: CryptoProvider
  readonly blobs: BlobStore
  /** What every uploaded image passes before it is kept; none where the installation has set none. */
  readonly scanner?: Scanner
  readonly relyingParty: RelyingParty
  /** Keys of the police, who countersign the checkpoints, as they were handed over in the key ceremony. */
  readonly witnessKeys: () => Promise<readonly string[]>
  readonly newId: () => string
  /** In dev mode a named point at which the process may be made to die; nothing otherwise. */
  readonly failpoint: (name: string) => void
}

/** The request that a signature is for: route, intent, and the digest of parameters and body. */
export type SignedRequest = {
  readonly route: string
  readonly intentId: string
  readonly requestSm3: string
  /** Images that the request names. */
  readonly attachments: readonly SignedAttachment[]
}

/**
 * How the official of an act signs (签名负责). With a demo link nobody's key signs, and the statement says so; with a key the
 * evidence is there already and is good for exactly one command.
 */
export type Signing =
  | {
      readonly kind: 'demo'
      readonly request: Omit<SignedRequest, 'intentId' | 'attachments'> & Partial<Pick<SignedRequest, 'attachments'>>
    }
  | {
      /** `demo`: shown and confirmed by a click, as a key would; nobody's key stands behind it. */
      readonly kind: 'security-key' | 'ukey' | 'demo'
      readonly signingId: string
      readonly statement: SigningStatement
      /** Canonical JSON of a `SigningEvidence`. */
      readonly evidence: string
      /** The text that the official saw. */
      readonly display: string
    }

/** The browser that asks. */
export type Device = { readonly ip: string; readonly agentSm3: Buffer }

/** A step that is about to be recorded and wants a signature. */
export type StepToSign = {
  readonly caseId: string
  /** The version that the step was decided on; 0 for a case that begins with it. */
  readonly caseVersion: number
  readonly step: string
  readonly event: string
  /** The card that the signature has to name, where it is read by those who know no cases. */
  readonly stockNo?: string
  readonly pack: string
  readonly facts: Readonly<Record<string, unknown>>
  /** Steps of other cases that the same command takes. */
  readonly beside: readonly StepBeside[]
  readonly personId: string | null
}

/** Who acts, where, when by both clocks, and how far they see. Made once per request or job. */
export type Act = {
  readonly city: City
  readonly actor: Actor
  /** The session, so that a signature can name it; empty for the system. */
  readonly sessionRef: string
  /** The legal day of the act: every rule and period goes by it. */
  readonly legalOn: PlainDate
  /** The system instant of the act. */
  readonly at: string
  readonly scope: Scope
  /** The official's signature for this command; a signed step without one is not recorded. */
  readonly signing?: Signing | undefined
}
