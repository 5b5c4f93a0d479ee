import type { PlainDate } from '../kernel/plain-date.ts'
import type { AgencyPolicy } from './decide-agency.ts'

/** What an agent may be sent for. `supplement` and `pick-up` belong to an application. */
export const MANDATE_SCOPES = ['application', 'supplement', 'pick-up', 'replacement', 'reissue', 'endorsement'] as const
export type MandateScope = (typeof MANDATE_SCOPES)[number]

/**
 * How the principal stands behind a mandate: not asked, because a guardian acts for a child; by a code sent to their own number
 * of record; seen by an official, who signs; or at the visit that the application has anyway.
 */
export const MANDATE_WAYS = ['guardian', 'code', 'face-to-face', 'visit'] as const
export type MandateWay = (typeof MANDATE_WAYS)[number]

/** A mandate (委托): who may act for whom, for what, until when, how often. */
export type Mandate = {
  readonly principalId: string
  /** Whatever stands for the agent's document number: the same for the same number, and for no other. */
  readonly agentRef: string
  readonly scopes: readonly MandateScope[]
  readonly way: MandateWay
  readonly givenOn: PlainDate
  /** The last day on which it holds. */
  readonly lastOn: PlainDate
  readonly usesMax: number
  readonly uses: number
  readonly confirmedOn: PlainDate | null
  readonly revokedOn: PlainDate | null
}

/** What an agent wants to do with a mandate. */
export type MandateAct = { readonly principalId: string; readonly agentRef: string; readonly scope: MandateScope }

const BELONGING: Readonly<Record<AgencyPolicy['businesses']['value'][number], readonly MandateScope[]>> = {
  registration: [],
  application: ['application', 'supplement', 'pick-up'],
  replacement: ['replacement', 'pick-up'],
  reissue: ['reissue', 'pick-up'],
  endorsement: ['endorsement'],
}

/** What a city lets an agent do, in the order of {@link MANDATE_SCOPES}. Registration asks for no mandate (I-172). */
export function offeredScopes({ businesses }: Pick<AgencyPolicy, 'businesses'>): readonly MandateScope[] {
  const offered = new Set(businesses.value.flatMap((business) => BELONGING[business]))
  return MANDATE_SCOPES.filter((scope) => offered.has(scope))
}

export type MandateEvent =
  | { readonly kind: 'confirmed'; readonly on: PlainDate }
  | { readonly kind: 'used' }
  | { readonly kind: 'revoked'; readonly on: PlainDate }

/** A mandate after something happened to it. What happened first stands: nothing is confirmed or revoked twice. */
export function evolveMandate(mandate: Mandate, event: MandateEvent): Mandate {
  if (event.kind === 'used') return { ...mandate, uses: mandate.uses + 1 }
  if (event.kind === 'confirmed') return { ...mandate, confirmedOn: mandate.confirmedOn ?? event.on }
  return { ...mandate, revokedOn: mandate.revokedOn ?? event.on }
}
