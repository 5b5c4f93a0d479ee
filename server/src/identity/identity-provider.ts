/** How sure a provider is of somebody: 实名 (name and number agree) or 实人 (a face was compared, too). */
export type IdentityLevel = 'real-name' | 'real-person'

/** What a government identity provider (统一身份认证) vouches for. */
export type ProvenIdentity = {
  readonly name: string
  readonly idNumber: string
  readonly mobile: string | undefined
  readonly level: IdentityLevel
}

/** What is kept between going to a provider and coming back: the answer is checked with it. Secret, and good for one answer. */
export type IdentityCheck = { readonly state: string; readonly nonce: string; readonly verifier: string }

/** The door to one city's identity provider. Every protocol stands behind it. */
export type IdentityProvider = {
  /** What residents know it by. */
  readonly words: { readonly zh: string; readonly en: string }
  /** Where the browser is sent, and what the answer will be checked with. */
  readonly start: () => Promise<{ readonly address: string; readonly check: IdentityCheck }>
  /**
   * Takes the answer that the browser brought back.
   * @param search - the query it came back with; the address before it is the one that was registered, whatever a host header says
   * @throws IdentityRefused whatever is wrong with it
   */
  readonly finish: (search: string, check: IdentityCheck) => Promise<ProvenIdentity>
  /** Where the browser signs out there, too; undefined when the provider offers nothing. */
  readonly signOutAddress: () => Promise<string | undefined>
}

/** An answer of a provider that is not accepted. `reason` is for the log and holds nothing of the person. */
export class IdentityRefused extends Error {
  readonly reason: string
  constructor(reason: string, cause?: unknown) {
    super(`The identity provider's answer is not accepted: ${reason}`, { cause })
    this.name = 'IdentityRefused'
    this.reason = reason
  }
}
