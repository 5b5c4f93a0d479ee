import { enrolmentCodeSm3 } from '@anju/crypto/enrolment-code.ts'
import { constraintOf } from '@anju/platform/database/pool.ts'
import { NO_SCOPE } from '@anju/platform/database/scope.ts'
import { checkNewKey } from '@anju/platform/webauthn/check-new-key.ts'
import type { PresentedKey } from '@anju/platform/webauthn/check-new-key.ts'

import { CardServiceError } from '../card-service-error.ts'
import type { Deps } from '../deps.ts'
import { findLeave, listAuthenticators, recordAuthenticator } from '../store/authenticator.ts'
import type { Leave } from '../store/authenticator.ts'
import { recordChallenge, takeChallenge } from '../store/sign-in-challenge.ts'

/** What a newcomer's key is asked for. */
export type AskedEnrolment = {
  readonly challengeId: string
  readonly challenge: Buffer
  readonly staffId: string
  readonly name: string
  /** Keys that are bound already and need not answer. */
  readonly known: readonly Buffer[]
}

/** Begins to bind a key: whoever has the code that two operators gave face to face. @throws CardServiceError key-refused */
export async function beginEnrolment(deps: Deps, code: string, at: string): Promise<AskedEnrolment> {
  const { enrolmentId, staffId, name } = await leaveOf(deps, code, at)
  const { challengeId, bytes } = await recordChallenge(deps.pool, deps.newId(), { purpose: 'enrol', enrolmentId }, at)
  const keys = await listAuthenticators(deps.pool, staffId)
  return { challengeId, challenge: bytes, staffId, name, known: keys.map(({ credential_id: id }) => id) }
}

/**
 * Binds the key: one that verifies its person, lives in one device only, and is of an allowed model. Leave and key are used up
 * and kept in one transaction.
 * @throws CardServiceError key-refused for every kind of no
 */
export async function enrolKey(
  deps: Deps,
  asked: { readonly code: string; readonly challengeId: string; readonly label: string; readonly key: PresentedKey },
  at: string,
): Promise<{ readonly name: string }> {
  const { enrolmentId, staffId, name } = await leaveOf(deps, asked.code, at)
  const challenge = await takeChallenge(deps.pool, asked.challengeId, { purpose: 'enrol', enrolmentId }, at)
  const checked = challenge === undefined ? undefined : await checkNewKey(deps.relyingParty, asked.key, challenge)
  if (checked === undefined) throw refusedKey()
  const { label, key } = asked
  const bound = {
    ...checked,
    authenticatorId: deps.newId(),
    enrolmentId,
    staffId,
    label,
    transports: key.transports,
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

async function leaveOf(deps: Deps, code: string, at: string): Promise<Leave> {
  const leave = await findLeave(deps.pool, enrolmentCodeSm3(code), at)
  if (leave === undefined) throw refusedKey()
  return leave
}

const refusedKey = () => new CardServiceError('key-refused', 'The code or the key is not accepted')
