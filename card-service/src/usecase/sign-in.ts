import { CardServiceError } from '../card-service-error.ts'
import type { Deps } from '../deps.ts'
import { findLastSignIn, openKeySession } from '../store/session.ts'
import type { Device, LastSignIn, Session } from '../store/session.ts'
import { recordChallenge, takeChallenge } from '../store/sign-in-challenge.ts'
import type { Challenge } from '../store/sign-in-challenge.ts'
import { verifyKey } from './verify-key.ts'
import type { KeyAnswered } from './verify-key.ts'

/** A challenge for whichever key is plugged in; it says nothing of who works here. */
export function beginSignIn(deps: Deps, at: string): Promise<Challenge> {
  return recordChallenge(deps.pool, deps.newId(), { purpose: 'sign-in' }, at)
}

/**
 * Signs in whoever's key answered, and ends every other session of theirs.
 * @throws CardServiceError key-refused for every kind of no
 */
export async function signInWithKey(
  deps: Deps,
  { challengeId, answer, device }: { challengeId: string; answer: KeyAnswered; device: Device },
  at: string,
): Promise<{ readonly token: string; readonly last: LastSignIn | undefined }> {
  const challenge = await takeChallenge(deps.pool, challengeId, { purpose: 'sign-in' }, at)
  const key = challenge === undefined ? undefined : await verifyKey(deps, answer, challenge, at)
  if (key === undefined) throw new CardServiceError('key-refused', 'The key is not accepted')
  const last = await findLastSignIn(deps.pool, key.staff_id)
  const opened = { staffId: key.staff_id, authenticatorId: key.authenticator_id, assurance: answer.kind, device }
  return { token: await openKeySession(deps.pool, opened, at), last }
}

/** A challenge for the person of a session, whose screen is locked. */
export function beginConfirm(deps: Deps, at: string): Promise<Challenge> {
  return recordChallenge(deps.pool, deps.newId(), { purpose: 'confirm' }, at)
}

/**
 * Opens a locked screen (解锁) for the very person of the session; a demo, which has no key, by asking.
 * @throws CardServiceError key-refused for every kind of no
 */
export async function confirmPerson(
  deps: Deps,
  session: Session,
  { challengeId, answer }: { readonly challengeId: string | null; readonly answer: KeyAnswered | null },
  at: string,
): Promise<void> {
  if (session.assurance === 'demo' && deps.dev) return
  const challenge =
    challengeId === null ? undefined : await takeChallenge(deps.pool, challengeId, { purpose: 'confirm' }, at)
  const key = challenge === undefined || answer === null ? undefined : await verifyKey(deps, answer, challenge, at)
  if (key?.staff_id !== session.staff.staffId) throw new CardServiceError('key-refused', 'The key is not accepted')
}
