import type { signInRoutes } from '@anju/contract/routes/sign-in.ts'
import { siteOf } from '@anju/platform/webauthn/relying-party.ts'
import { ROLES } from '@anju/domain/policy/workflow-policy.ts'
import { RegistryError } from '../../registry-error.ts'
import { beginEnrolment, enrolKey } from '../../usecases/enrol-key.ts'
import { endOtherSessionsOf, listSessionsOf, type SignedIn } from '../../usecases/session.ts'
import {
  beginConfirm,
  beginSignIn,
  choosePost,
  confirmPerson,
  listPostsOf,
  lockSession,
  signInWithKey,
} from '../../usecases/sign-in-official.ts'
import { SESSION_COOKIE, type HandlersOf } from '../mount.ts'

const text = (bytes: Buffer): string => bytes.toString('base64url')

export const signInHandlers: HandlersOf<typeof signInRoutes> = {
  async beginEnrolment({ deps, session, body, at }) {
    const begun = await beginEnrolment(deps, body.code, session, at)
    const { challengeId, challenge, officialId, name, known, ownKey } = begun
    return {
      challengeId,
      challenge: text(challenge),
      ...siteOf(deps.relyingParty),
      name,
      userHandle: text(Buffer.from(officialId)),
      known: known.map(text),
      ownKey,
    }
  },
  finishEnrolment: ({ deps, session, body, at }) => enrolKey(deps, body, session, at),
  async beginSignIn({ deps, at }) {
    const { challengeId, bytes } = await beginSignIn(deps, at)
    return { challengeId, key: { challenge: text(bytes), ...siteOf(deps.relyingParty), credentials: [] } }
  },
  async signInWithKey({ deps, body, at, caller }) {
    const { token, name, last } = await signInWithKey(deps, { ...body, device: caller.device }, at)
    caller.setCookie(SESSION_COOKIE, token)
    return { name, last: last ?? null }
  },
  async beginConfirm({ deps, session, at }) {
    const { challengeId, bytes, credentials } = await beginConfirm(deps, signedIn(session), at)
    return {
      challengeId,
      key: {
        challenge: text(bytes),
        ...siteOf(deps.relyingParty),
        credentials: credentials.map(({ id, transports }) => ({ id: text(id), transports: [...transports] })),
      },
    }
  },
  async confirmPerson({ deps, session, body, at, caller }) {
    const { challengeId, answer } = body
    const { device } = caller
    const brought = challengeId === null || answer === null ? { device } : { challengeId, answer, device }
    await confirmPerson(deps, signedIn(session), brought, at)
    return {}
  },
  async lockSession({ deps, session, at }) {
    await lockSession(deps, signedIn(session), at)
    return {}
  },
  async listDeskSessions({ deps, session }) {
    const own = signedIn(session)
    return { ownRef: own.ref, sessions: [...(await listSessionsOf(deps, own))] }
  },
  endOtherSessions: async ({ deps, session, at }) => ({ ended: await endOtherSessionsOf(deps, signedIn(session), at) }),
  async listOwnPosts({ deps, session, at }) {
    const posts = await listPostsOf(deps, signedIn(session), at)
    return {
      posts: posts.flatMap(({ role: known, ...post }) => {
        const role = ROLES.find((each) => each === known)
        return role === undefined ? [] : [{ ...post, role }]
      }),
    }
  },
  async choosePost({ deps, session, body, at }) {
    await choosePost(deps, signedIn(session), body.postId, at)
    return {}
  },
}

function signedIn(session: SignedIn | undefined): SignedIn {
  if (session === undefined) throw new RegistryError('signed-out', 'Sign in first')
  return session
}
