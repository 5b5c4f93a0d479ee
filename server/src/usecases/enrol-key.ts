import { enrolmentCodeSm3 } from '@anju/crypto/enrolment-code.ts'
import { isSm2PublicKey, sm2Verify } from '@anju/crypto/sm2.ts'
import { COSEALG } from '@simplewebauthn/server/helpers'
import { verifyRegistrationResponse } from '@simplewebauthn/server'
import { constraintOf } from '@anju/platform/database/pool.ts'
import type { Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { listAuthenticators } from '../store/authenticator.ts'
import {
  findLeave,
  recordAuthenticator,
  recordChallenge,
  takeChallenge,
  type Leave,
} from '../store/sign-in-challenge.ts'
import { actOnAccount } from './act-on-account.ts'

/** What a newcomer's key is asked for. */
export type AskedEnrolment = {
  readonly challengeId: string
  readonly challenge: Buffer
  readonly officialId: string
  readonly name: string
  /** Keys that are bound already and need not answer. */
  readonly known: readonly Buffer[]
}

/** A key as it presents itself to be bound. Bytes are base64url. */
export type PresentedKey =
  | {
      readonly kind: 'security-key'
      readonly id: string
      readonly clientDataJSON: string
      readonly attestationObject: string
      readonly transports: readonly string[]
    }
  | { readonly kind: 'ukey'; readonly publicKey: string; readonly certificate: string; readonly signature: string }

/** Begins to bind a key: whoever has the code that two administrators gave face to face. @throws RegistryError key-refused */
export async function beginEnrolment(deps: Deps, code: string, at: string): Promise<AskedEnrolment> {
  const leave = await leaveOf(deps, code, at)
  const { enrolmentId, officialId, name } = leave
  const challenge = await recordChallenge(deps.shared, deps.newId(), { purpose: 'enrol', enrolmentId }, at)
  const keys = await listAuthenticators(deps.shared, officialId)
  return {
    challengeId: challenge.challengeId,
    challenge: challenge.bytes,
    officialId,
    name,
    known: keys.filter(({ kind }) => kind === 'webauthn').map(({ credential_id: id }) => id),
  }
}

/**
 * Binds the key: one that verifies its person, lives in one device only, and is of an allowed model. Leave and key are used up and
 * kept in one transaction.
 * @throws RegistryError key-refused for every kind of no
 */
export async function enrolKey(
  deps: Deps,
  asked: { readonly code: string; readonly challengeId: string; readonly label: string; readonly key: PresentedKey },
  at: string,
): Promise<{ readonly name: string }> {
  const leave = await leaveOf(deps, asked.code, at)
  const { enrolmentId, officialId, name } = leave
  const challenge = await takeChallenge(deps.shared, asked.challengeId, { purpose: 'enrol', enrolmentId }, at)
  if (challenge === undefined) throw refusedKey()
  const { key } = asked
  const checked = key.kind === 'ukey' ? checkUKey(key, challenge) : await checkKey(deps, key, challenge)
  if (checked === undefined) throw refusedKey()
  const bound = { ...checked, authenticatorId: deps.newId(), enrolmentId, officialId, label: asked.label }
  const act = await actOnAccount(deps, officialId, at)
  // Whoever has no post in a city that is served could not sign in either.
  if (act === undefined) throw refusedKey()
  const isBound = await act.city.pool
    .transact(act.scope, (tx) => recordAuthenticator(tx, { crypto: deps.crypto, act }, bound))
    .catch((error: unknown) => {
      if (constraintOf(error) === 'authenticator_credential_id_key') return false
      throw error
    })
  if (!isBound) throw refusedKey()
  return { name }
}

async function leaveOf(deps: Deps, code: string, at: string): Promise<Leave> {
  const leave = await findLeave(deps.shared, enrolmentCodeSm3(code), at)
  if (leave === undefined) throw refusedKey()
  return leave
}

const refusedKey = () => new RegistryError('key-refused', 'The code or the key is not accepted')

/** Everything about the answer, by the rules for officials; undefined for every kind of no. */
async function checkKey(
  { relyingParty }: Deps,
  { id, clientDataJSON, attestationObject, transports }: Extract<PresentedKey, { kind: 'security-key' }>,
  challenge: Buffer,
) {
  const verified = await verifyRegistrationResponse({
    response: {
      id,
      rawId: id,
      type: 'public-key',
      response: { clientDataJSON, attestationObject },
      clientExtensionResults: {},
    },
    expectedChallenge: challenge.toString('base64url'),
    expectedOrigin: originsIn(clientDataJSON).filter((origin) => relyingParty.isOrigin(origin)),
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
    // What a verifier can check with Node alone, years later.
    supportedAlgorithmIDs: [COSEALG.ES256, COSEALG.EdDSA],
  }).catch(() => undefined)
  if (verified?.verified !== true) return undefined
  const {
    credential,
    aaguid,
    fmt,
    credentialDeviceType,
    credentialBackedUp,
    attestationObject: attestation,
  } = verified.registrationInfo
  if (credentialDeviceType !== 'singleDevice' || credentialBackedUp) return undefined
  // A model is only what the key's maker attests.
  if (relyingParty.models.length > 0 && (fmt === 'none' || !relyingParty.models.includes(aaguid))) return undefined
  return {
    kind: 'webauthn' as const,
    credentialId: Buffer.from(credential.id, 'base64url'),
    publicKey: Buffer.from(credential.publicKey),
    count: credential.counter,
    aaguid,
    transports,
    attestation: Buffer.from(attestation),
  }
}

function originsIn(clientDataJSON: string): string[] {
  try {
    const client: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))
    return typeof client === 'object' && client !== null && 'origin' in client && typeof client.origin === 'string'
      ? [client.origin]
      : []
  } catch {
    return []
  }
}

/** A UKey shows that it holds the key by signing the challenge; its certificate is kept as it was given. */
function checkUKey({ publicKey, certificate, signature }: Extract<PresentedKey, { kind: 'ukey' }>, challenge: Buffer) {
  if (!isSm2PublicKey(publicKey) || !sm2Verify(challenge, Buffer.from(signature, 'base64url'), publicKey))
    return undefined
  const key = Buffer.from(publicKey, 'hex')
  return {
    kind: 'ukey' as const,
    credentialId: key,
    publicKey: key,
    count: 0,
    aaguid: '',
    transports: [],
    attestation: Buffer.from(certificate, 'base64url'),
  }
}
