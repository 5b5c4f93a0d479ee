import type { Environment } from '../launcher/environment.ts'
import { openUKeyTrust, type UKeyTrust } from '../ukey/ukey-trust.ts'

/** The page that security keys are bound to (WebAuthn relying party). */
export type RelyingParty = {
  /** The host, without scheme and port: keys answer to no other. */
  readonly id: string
  readonly isOrigin: (origin: string) => boolean
  /** Models of keys that may be enrolled (AAGUID); empty takes any. */
  readonly models: readonly string[]
  /** Where the program of UKeys answers on the person's own computer, where the installation takes them. */
  readonly ukeyService?: string
  /** Whose UKeys are believed. */
  readonly ukeyTrust: UKeyTrust
}

/** Where a key is asked: at our page, or by the program of UKeys. */
export function siteOf({ id: rpId, ukeyService }: Pick<RelyingParty, 'id' | 'ukeyService'>) {
  return { rpId, ...(ukeyService === undefined ? {} : { ukeyService }) }
}

const LOCAL = /^http:\/\/localhost(?::\d+)?$/

/**
 * What keys are bound to. In dev mode that is localhost at any port; without an address outside dev mode no page is ours, so no
 * key is taken, and the programs do not start.
 */
export function relyingPartyOf({
  origin,
  dev,
  keyModels: models,
  ukeyService,
  ukeyRoots,
  ukeyLists,
}: Pick<Environment, 'origin' | 'dev' | 'keyModels' | 'ukeyService' | 'ukeyRoots' | 'ukeyLists'>): RelyingParty {
  const ukeyTrust = openUKeyTrust({ roots: ukeyRoots, lists: ukeyLists, dev })
  const ukey = { ukeyTrust, ...(ukeyService === undefined ? {} : { ukeyService }) }
  if (origin !== undefined)
    return { id: new URL(origin).hostname, isOrigin: (asked) => asked === origin, models, ...ukey }
  return { id: 'localhost', isOrigin: (asked) => dev && LOCAL.test(asked), models, ...ukey }
}
