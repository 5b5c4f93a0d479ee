import { enrolmentCodeSm3 } from '@anju/crypto/enrolment-code.ts'
import { constraintOf } from '@anju/platform/database/pool.ts'
import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import { checkNewKey } from '@anju/platform/webauthn/check-new-key.ts'
import type { PresentedKey as PresentedSecurityKey } from '@anju/platform/webauthn/check-new-key.ts'
import { checkNewUKey } from '@anju/platform/webauthn/check-new-ukey.ts'
import type { PresentedUKey } from '@anju/platform/webauthn/check-new-ukey.ts'

import { CardServiceError } from '../card-service-error.ts'
import type { Deps } from '../deps.ts'
import { findLeave, listAuthenticators, recordAuthenticator } from '../store/authenticator.ts'
import type { Leave } from '../store/authenticator.ts'
import type { Session } from '../store/session.ts'
import { recordChallenge, takeChallenge } from '../store/sign-in-challenge.ts'
import { requireBelieved } from '../ukey-refused.ts'

/** What a newcomer's key is asked for. */
export type AskedEnrolment = {
  readonly challengeId: string
  readonly challenge: Buffer
  readonly staffId: string
  readonly name: string
  /** Keys that are bound already and need not answer. */
  readonly known: readonly Buffer[]
  readonly ownKey: OwnKey
}

/** What the key that is bound already has still to do before another one is: nothing, open a session, or verify its person once more. */
export type OwnKey = 'nothing' | 'sign-in' | 'verify'

/** Seconds for which a person counts as verified where a further key is bound. */
const VERIFIED_SECONDS_MAX = 120

/** A key as it presents itself to be bound. */
export type PresentedKey =
  | ({ readonly kind: 'security-key' } & PresentedSecurityKey)
  | ({ readonly kind: 'ukey' } & PresentedUKey)

/** Begins to bind a key: whoever has the code that two operators gave face to face. @throws CardServiceError key-refused */
export async function beginEnrolment(
  deps: Deps,
  code: string,
  session: Session | undefined,
  at: string,
): Promise<AskedEnrolment> {
  const { enrolmentId, staffId, name } = await leaveOf(deps, code, at)
  const { challengeId, bytes } = await recordChallenge(deps.pool, deps.newId(), { purpose: 'enrol', enrolmentId }, at)
  const keys = await listAuthenticators(deps.pool, staffId)
  return {
    challengeId,
    challenge: bytes,
    staffId,
    name,
    known: keys.filter(({ kind }) => kind === 'webauthn').map(({ credential_id: id }) => id),
    ownKey: keys.length === 0 ? 'nothing' : ownKeyOf(session, staffId, at),
  }
}

/**
 * Binds the key: one that verifies its person, lives in one device only, and is of an allowed model. Leave and key are used up
 * and kept in one transaction. Whoever has a key binds a further one under it, verified just now; who has none left has nothing but
 * the code.
 * @throws CardServiceError step-up when the own key has to verify its person first; key-refused for every other kind of no
 * @throws UKeyRefused with every reason, when a UKey answered as it should and its certificate is not believed
 */
export async function enrolKey(
  deps: Deps,
  asked: { readonly code: string; readonly challengeId: string; readonly label: string; readonly key: PresentedKey },
  session: Session | undefined,
  at: string,
): Promise<{ readonly name: string }> {
  const { enrolmentId, staffId, name } = await leaveOf(deps, asked.code, at)
  const own = await listAuthenticators(deps.pool, staffId)
  if (own.length > 0 && ownKeyOf(session, staffId, at) !== 'nothing')
    throw new CardServiceError('step-up', 'The key that is bound already verifies its person first')
  const challenge = await takeChallenge(deps.pool, asked.challengeId, { purpose: 'enrol', enrolmentId }, at)
  const checked = challenge === undefined ? undefined : await checkedKey(deps, asked.key, challenge, at)
  if (checked === undefined) throw refusedKey()
  const { label } = asked
  const bound = {
    ...checked,
    authenticatorId: deps.newId(),
    enrolmentId,
    staffId,
    label,
  }
  const isBound = await deps.pool
    .transact(NO_SCOPE, (tx) => recordAuthenticator(tx, bound, at))
    .catch((error: unknown) => {
      if (constraintOf(error) === 'authenticator_credential_id_key') return false
      throw error
    })
  if (!isBound) throw refusedKey()
  return { name }
}

/** What is kept of the key, when it may be bound; undefined for every kind of no. */
async function checkedKey({ relyingParty }: Deps, key: PresentedKey, challenge: Buffer, at: string) {
  if (key.kind === 'ukey') {
    const checked = checkNewUKey(key, challenge)
    if (checked === undefined) return undefined
    const { publicKey, attestation: certificate } = checked
    requireBelieved(relyingParty.ukeyTrust.bindingFaults({ publicKey, certificate }, at))
    return { ...checked, kind: 'ukey' as const, transports: [] }
  }
  const checked = await checkNewKey(relyingParty, key, challenge)
  return checked === undefined ? undefined : { ...checked, kind: 'webauthn' as const, transports: key.transports }
}

function ownKeyOf(session: Session | undefined, staffId: string, at: string): OwnKey {
  if (session?.staff.staffId !== staffId || session.assurance === 'demo') return 'sign-in'
  const { verifiedAt, isLocked } = session
  const isFresh = verifiedAt !== null && Date.parse(at) - Date.parse(verifiedAt) <= VERIFIED_SECONDS_MAX * 1000
  return isLocked || !isFresh ? 'verify' : 'nothing'
}

async function leaveOf(deps: Deps, code: string, at: string): Promise<Leave> {
  const leave = await findLeave(deps.pool, enrolmentCodeSm3(code), at)
  if (leave === undefined) throw refusedKey()
  return leave
}

const refusedKey = () => new CardServiceError('key-refused', 'The code or the key is not accepted')
