import { enrolmentCodeSm3 } from '@anju/crypto/enrolment-code.ts'
import { constraintOf } from '@anju/platform/database/pool.ts'
import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import { checkNewKey, type PresentedKey as PresentedSecurityKey } from '@anju/platform/webauthn/check-new-key.ts'
import { checkNewUKey, type PresentedUKey } from '@anju/platform/webauthn/check-new-ukey.ts'
import type { Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { listAuthenticators } from '../store/authenticator.ts'
import { requireSealed } from '../store/row-seal.ts'
import {
  findLeave,
  recordAuthenticator,
  recordChallenge,
  takeChallenge,
  type Leave,
} from '../store/sign-in-challenge.ts'
import { actOnAccount } from './act-on-account.ts'
import { isVerifiedJustNow, type SignedIn } from './session.ts'
import { requireBelieved } from './ukey-refused.ts'

/** What a newcomer's key is asked for. */
export type AskedEnrolment = {
  readonly challengeId: string
  readonly challenge: Buffer
  readonly officialId: string
  readonly name: string
  /** Keys that are bound already and need not answer. */
  readonly known: readonly Buffer[]
  readonly ownKey: OwnKey
}

/**
 * What the key that is bound already has still to do before another one is (I-204): nothing, since there is none or it verified its
 * person just now; open a session; or verify its person once more.
 */
export type OwnKey = 'nothing' | 'sign-in' | 'verify'

/** A key as it presents itself to be bound. */
export type PresentedKey =
  | ({ readonly kind: 'security-key' } & PresentedSecurityKey)
  | ({ readonly kind: 'ukey' } & PresentedUKey)

/**
 * Begins to bind a key: whoever has the code that two administrators gave face to face.
 * @throws RegistryError key-refused
 * @throws SealBroken when somebody wrote the leave, or changed a key of the account, in the database
 */
export async function beginEnrolment(
  deps: Deps,
  code: string,
  session: SignedIn | undefined,
  at: string,
): Promise<AskedEnrolment> {
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
    ownKey: keys.length === 0 ? 'nothing' : ownKeyOf(session, officialId, at),
  }
}

/**
 * Binds the key: one that verifies its person, lives in one device only, and is of an allowed model. Leave and key are used up and
 * kept in one transaction. Whoever has a key binds a further one under it, verified just now: two codes are not enough for a key
 * that somebody else holds. Who has none left has nothing but the code.
 * @throws RegistryError step-up when the own key has to verify its person first; key-refused for every other kind of no
 * @throws SealBroken as {@link beginEnrolment}
 * @throws UKeyRefused with every reason, when a UKey answered as it should and its certificate is not believed
 */
export async function enrolKey(
  deps: Deps,
  asked: { readonly code: string; readonly challengeId: string; readonly label: string; readonly key: PresentedKey },
  session: SignedIn | undefined,
  at: string,
): Promise<{ readonly name: string }> {
  const leave = await leaveOf(deps, asked.code, at)
  const { enrolmentId, officialId, name } = leave
  const own = await listAuthenticators(deps.shared, officialId)
  if (own.length > 0 && ownKeyOf(session, officialId, at) !== 'nothing')
    throw new RegistryError('step-up', 'The key that is bound already verifies its person first')
  const challenge = await takeChallenge(deps.shared, asked.challengeId, { purpose: 'enrol', enrolmentId }, at)
  if (challenge === undefined) throw refusedKey()
  const { key } = asked
  const checked = await checkedKey(deps, key, challenge, at)
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

function ownKeyOf(session: SignedIn | undefined, officialId: string, at: string): OwnKey {
  if (session?.actor.kind !== 'official' || session.actor.officialId !== officialId) return 'sign-in'
  if (session.assurance === 'demo') return 'sign-in'
  return session.isLocked || session.isMoved || !isVerifiedJustNow(session, at) ? 'verify' : 'nothing'
}

/** The leave of a code. Revoked keys count: whether the account has one in use, nobody but us has said. */
async function leaveOf(deps: Deps, code: string, at: string): Promise<Leave> {
  const leave = await findLeave(deps.shared, enrolmentCodeSm3(code), at)
  if (leave === undefined) throw refusedKey()
  const { enrolmentId, officialId } = leave
  await deps.shared.look(NO_SCOPE, (db) =>
    Promise.all([
      requireSealed(db, deps.crypto, 'enrolment', { column: 'enrolment_id', id: enrolmentId }),
      requireSealed(db, deps.crypto, 'authenticator', { column: 'official_id', id: officialId }),
    ]),
  )
  return leave
}

const refusedKey = () => new RegistryError('key-refused', 'The code or the key is not accepted')

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
