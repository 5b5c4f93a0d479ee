import { beginEnrolment, enrolKey } from '../usecase/enrol-key.ts'
import { beginSignIn, signInWithKey } from '../usecase/sign-in.ts'
import type { HandlersOf } from './mount.ts'

const text = (bytes: Buffer): string => bytes.toString('base64url')

export const signInHandlers: HandlersOf<'beginEnrolment' | 'finishEnrolment' | 'beginSignIn' | 'signInWithKey'> = {
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
}
