import { siteOf } from '@anju/platform/webauthn/relying-party.ts'

import { beginEnrolment, enrolKey } from '../usecase/enrol-key.ts'
import { CardServiceError } from '../card-service-error.ts'
import { listAuthenticators } from '../store/authenticator.ts'
import { recordVerified } from '../store/session.ts'
import { beginConfirm, beginSignIn, confirmPerson, signInWithKey } from '../usecase/sign-in.ts'
import type { HandlersOf } from './mount.ts'

const text = (bytes: Buffer): string => bytes.toString('base64url')

type Names = 'beginEnrolment' | 'finishEnrolment' | 'beginSignIn' | 'signInWithKey' | 'beginConfirm' | 'confirmPerson'

export const signInHandlers: HandlersOf<Names> = {
  async beginEnrolment({ deps, session, body, at }) {
    const begun = await beginEnrolment(deps, body.code, session, at)
    const { challengeId, challenge, staffId, name, known, ownKey } = begun
    return {
      challengeId,
      challenge: text(challenge),
      ...siteOf(deps.relyingParty),
      name,
      userHandle: text(Buffer.from(staffId)),
      known: known.map(text),
      ownKey,
    }
  },
  finishEnrolment: ({ deps, session, body, at }) => enrolKey(deps, body, session, at),
  async beginSignIn({ deps, at }) {
    const { challengeId, bytes } = await beginSignIn(deps, at)
    return { challengeId, key: { challenge: text(bytes), ...siteOf(deps.relyingParty), credentials: [] } }
  },
  async signInWithKey({ deps, body, device, at, setCookie }) {
    const { token, last } = await signInWithKey(deps, { ...body, device }, at)
    setCookie(token)
    return { last: last ?? null }
  },
  async beginConfirm({ deps, act, at }) {
    const { challengeId, bytes } = await beginConfirm(deps, at)
    const keys = await listAuthenticators(deps.pool, act.staff.staffId)
    const credentials = keys
      .filter(({ kind }) => kind === 'webauthn')
      .map(({ credential_id: id, transports }) => ({ id: text(id), transports: [...transports] }))
    return { challengeId, key: { challenge: text(bytes), ...siteOf(deps.relyingParty), credentials } }
  },
  async confirmPerson({ deps, session, token, body, at }) {
    if (session === undefined) throw new CardServiceError('signed-out', 'Sign in first')
    await confirmPerson(deps, session, body, at)
    await recordVerified(deps.pool, token, at)
    return {}
  },
}
