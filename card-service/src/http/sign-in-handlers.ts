import { beginEnrolment, enrolKey } from '../usecase/enrol-key.ts'
import { CardServiceError } from '../card-service-error.ts'
import { listAuthenticators } from '../store/authenticator.ts'
import { unlockSession } from '../store/session.ts'
import { beginConfirm, beginSignIn, confirmPerson, signInWithKey } from '../usecase/sign-in.ts'
import type { HandlersOf } from './mount.ts'

const text = (bytes: Buffer): string => bytes.toString('base64url')

type Names = 'beginEnrolment' | 'finishEnrolment' | 'beginSignIn' | 'signInWithKey' | 'beginConfirm' | 'confirmPerson'

export const signInHandlers: HandlersOf<Names> = {
  async beginEnrolment({ deps, body, at }) {
    const { challengeId, challenge, staffId, name, known } = await beginEnrolment(deps, body.code, at)
    return {
      challengeId,
      challenge: text(challenge),
      rpId: deps.relyingParty.id,
      name,
      userHandle: text(Buffer.from(staffId)),
      known: known.map(text),
    }
  },
  finishEnrolment: ({ deps, body, at }) => enrolKey(deps, body, at),
  async beginSignIn({ deps, at }) {
    const { challengeId, bytes } = await beginSignIn(deps, at)
    return { challengeId, key: { challenge: text(bytes), rpId: deps.relyingParty.id, credentials: [] } }
  },
  async signInWithKey({ deps, body, device, at, setCookie }) {
    const { token, last } = await signInWithKey(deps, { ...body, device }, at)
    setCookie(token)
    return { last: last ?? null }
  },
  async beginConfirm({ deps, act, at }) {
    const { challengeId, bytes } = await beginConfirm(deps, at)
    const keys = await listAuthenticators(deps.pool, act.staff.staffId)
    const credentials = keys.map(({ credential_id: id, transports }) => ({ id: text(id), transports: [...transports] }))
    return { challengeId, key: { challenge: text(bytes), rpId: deps.relyingParty.id, credentials } }
  },
  async confirmPerson({ deps, session, token, body, at }) {
    if (session === undefined) throw new CardServiceError('signed-out', 'Sign in first')
    await confirmPerson(deps, session, body, at)
    await unlockSession(deps.pool, token)
    return {}
  },
}
