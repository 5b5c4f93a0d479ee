import { holdsUKey } from '@anju/platform/webauthn/holds-ukey.ts'
import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import type { Deps } from '../deps.ts'
import { findAuthenticator, recordUse, type AuthenticatorRow } from '../store/authenticator.ts'
import { requireSeal } from '../store/row-seal.ts'
import { recordKeyAlarm } from './record-key-alarm.ts'
import { requireBelieved } from './ukey-refused.ts'

/** What a key answered; bytes are base64url. */
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
 * Whose key answered a challenge. It must be an enrolled one that nobody revoked, held by a person who verified themselves to
 * it, used at our page, on one device only, and its counter must have grown: a counter that did not means that there is a copy,
 * and the key is revoked and the alarm written into the ledger.
 *
 * @returns undefined for every kind of no, so that a caller learns nothing from it
 * @throws UKeyRefused with every reason, when a UKey answered as it should and its certificate is not believed any more
 * @throws SealBroken when the key in the database is not the one that was bound
 */
export async function verifyKey(
  deps: Deps,
  answer: KeyAnswered,
  challenge: Buffer,
  at: string,
): Promise<AuthenticatorRow | undefined> {
  if (answer.kind === 'ukey') return verifyUKey(deps, answer, challenge, at)
  const row = await findAuthenticator(deps.shared, Buffer.from(answer.id, 'base64url'))
  if (row?.kind !== 'webauthn') return undefined
  requireSeal(deps.crypto, 'authenticator', row)
  const count = await checkedCount(deps, answer, challenge, row).catch(() => undefined)
  if (count === undefined) return undefined
  if (await recordUse(deps.shared, row.authenticator_id, count, at)) return row
  await recordKeyAlarm(deps, row, at)
  return undefined
}

/** The counter that the key tells, when everything else about the answer holds. */
async function checkedCount(
  { relyingParty }: Deps,
  { id, userHandle, ...response }: Extract<KeyAnswered, { kind: 'security-key' }>,
  challenge: Buffer,
  row: AuthenticatorRow,
): Promise<number | undefined> {
  if (userHandle !== undefined && Buffer.from(userHandle, 'base64url').toString('utf8') !== row.official_id)
    return undefined
  const origin = originIn(response.clientDataJSON)
  if (origin === undefined || !relyingParty.isOrigin(origin)) return undefined
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} },
    expectedChallenge: challenge.toString('base64url'),
    expectedOrigin: origin,
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
    // The counter is compared where it is kept, so that of two uses at once only one passes.
    credential: { id, publicKey: new Uint8Array(row.public_key), counter: 0 },
  })
  const { credentialDeviceType, credentialBackedUp, newCounter } = authenticationInfo
  if (!verified || credentialDeviceType !== 'singleDevice' || credentialBackedUp) return undefined
  return newCounter
}

function originIn(clientDataJSON: string): string | undefined {
  const client: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))
  return typeof client === 'object' && client !== null && 'origin' in client && typeof client.origin === 'string'
    ? client.origin
    : undefined
}

async function verifyUKey(
  deps: Deps,
  answer: Extract<KeyAnswered, { kind: 'ukey' }>,
  challenge: Buffer,
  at: string,
): Promise<AuthenticatorRow | undefined> {
  const row = await findAuthenticator(deps.shared, Buffer.from(answer.publicKey, 'hex'))
  if (row?.kind !== 'ukey') return undefined
  requireSeal(deps.crypto, 'authenticator', row)
  if (!holdsUKey(answer, row.public_key, challenge)) return undefined
  // Only now: whoever does not hold the key learns nothing of its certificate.
  requireBelieved(
    deps.relyingParty.ukeyTrust.useFaults({ publicKey: row.public_key, certificate: row.attestation }, at),
  )
  return (await recordUse(deps.shared, row.authenticator_id, 0, at)) ? row : undefined
}
