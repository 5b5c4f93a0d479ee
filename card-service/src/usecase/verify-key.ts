import { boundAssertionCount } from '@anju/crypto/bound-assertion.ts'
import { holdsUKey } from '@anju/platform/webauthn/holds-ukey.ts'

import type { Deps } from '../deps.ts'
import { findAuthenticator, recordUse, revokeCloned } from '../store/authenticator.ts'
import type { AuthenticatorRow } from '../store/authenticator.ts'
import { requireBelieved } from '../ukey-refused.ts'

/** What a security key or a UKey answered; bytes are base64url. */
export type KeyAnswered =
  | {
      readonly kind: 'security-key'
      readonly id: string
      readonly clientDataJSON: string
      readonly authenticatorData: string
      readonly signature: string
      readonly userHandle?: string | undefined
    }
  | { readonly kind: 'ukey'; readonly publicKey: string; readonly signature: string }

/**
 * Whose key answered a challenge: an enrolled one that nobody revoked, held by a person who verified themselves to it, used at
 * our page, on one device only, and with a counter that has grown. One that has not means a copy, and revokes the key. A UKey
 * signs the same challenge with SM2, as at the registry.
 *
 * @returns undefined for every kind of no, so that a caller learns nothing from it
 * @throws UKeyRefused with every reason, when a UKey answered as it should and its certificate is not believed any more
 */
export async function verifyKey(
  deps: Deps,
  answer: KeyAnswered,
  challenge: Buffer,
  at: string,
): Promise<AuthenticatorRow | undefined> {
  const { relyingParty, pool } = deps
  if (answer.kind === 'ukey') return verifyUKey(deps, answer, challenge, at)
  const row = await findAuthenticator(pool, Buffer.from(answer.id, 'base64url'))
  if (row?.kind !== 'webauthn') return undefined
  const { userHandle } = answer
  if (userHandle !== undefined && Buffer.from(userHandle, 'base64url').toString('utf8') !== row.staff_id)
    return undefined
  const count = boundAssertionCount(answer, {
    publicKey: row.public_key.toString('base64url'),
    challenge,
    rpId: relyingParty.id,
    isOrigin: relyingParty.isOrigin,
  })
  if (count === undefined) return undefined
  if (await recordUse(pool, row.authenticator_id, count, at)) return row
  await revokeCloned(pool, row.authenticator_id, at)
  return undefined
}

async function verifyUKey(
  { pool, relyingParty }: Deps,
  answer: Extract<KeyAnswered, { kind: 'ukey' }>,
  challenge: Buffer,
  at: string,
): Promise<AuthenticatorRow | undefined> {
  const row = await findAuthenticator(pool, Buffer.from(answer.publicKey, 'hex'))
  if (row?.kind !== 'ukey' || !holdsUKey(answer, row.public_key, challenge)) return undefined
  // Only now: whoever does not hold the key learns nothing of its certificate.
  requireBelieved(relyingParty.ukeyTrust.useFaults({ publicKey: row.public_key, certificate: row.attestation }, at))
  return (await recordUse(pool, row.authenticator_id, 0, at)) ? row : undefined
}
