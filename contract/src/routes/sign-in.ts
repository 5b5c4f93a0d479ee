import { z } from 'zod'
import { keyAnswer, keyRequest } from '../key-answer.ts'
import { route } from '../route.ts'
import { noBody, noParams, noQuery, role, text, uuid } from '../shape.ts'

const bytes = z
  .string()
  .max(16_000)
  .regex(/^[A-Za-z0-9_-]*$/)
const assurance = z.enum(['security-key', 'ukey', 'demo', 'phone', 'identity-provider'])
const code = text(20).min(12).describe('The code that two administrators gave face to face; used once.')
const deskSession = z.object({
  ref: z.string(),
  assurance,
  ip: z.string(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  endedAt: z.string().nullable(),
})
const asked = z.object({ challengeId: uuid, key: keyRequest })
/** A person types slowly; a program that guesses codes does not. */
const limit = { burst: 30, perMinute: 30 }
/** A whole district may sit behind one address at eight in the morning, and nobody guesses a key. */
const manyAtOnce = { burst: 600, perMinute: 600 }
const shared = { params: noParams, query: noQuery, decides: false, looks: 'nothing personal' } as const
const held = { ...shared, access: { kind: 'signed-in' }, whileHeld: true } as const

/** How officials sign in, bind their keys, lock and unlock (安全密钥登录). There is no password. */
export const signInRoutes = {
  beginEnrolment: route({
    ...shared,
    method: 'POST',
    path: '/api/enrolments/begin',
    zh: '开始登记安全密钥',
    en: 'Begin to bind a security key, with the code from two administrators',
    access: { kind: 'public' },
    limit,
    body: z.object({ code }),
    answer: z.object({
      challengeId: uuid,
      challenge: z.string(),
      rpId: z.string(),
      /** Where UKeys are asked, where the installation takes them. */
      ukeyService: z.string().optional(),
      name: z.string(),
      /** What the key keeps of its holder, base64url. */
      userHandle: z.string(),
      known: z.array(z.string()),
      /** What the person's own key has still to do before a further one is bound: nothing, sign in, or verify them again. */
      ownKey: z.enum(['nothing', 'sign-in', 'verify']),
    }),
  }),
  finishEnrolment: route({
    ...shared,
    method: 'POST',
    path: '/api/enrolments',
    zh: '登记安全密钥',
    en: 'Bind a security key or UKey; the code is used up by it. A further key is bound in a session of the key that is there, verified just now',
    access: { kind: 'public' },
    limit,
    body: z.object({
      code,
      challengeId: uuid,
      label: text(40).default(''),
      key: z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('security-key'),
          id: bytes,
          clientDataJSON: bytes,
          attestationObject: bytes,
          transports: z.array(text(20)).max(10).default([]),
        }),
        z.object({
          kind: z.literal('ukey'),
          publicKey: z.string().regex(/^04[0-9a-f]{128}$/),
          certificate: bytes,
          signature: bytes,
        }),
      ]),
    }),
    answer: z.object({ name: z.string() }),
  }),
  beginSignIn: route({
    ...shared,
    method: 'POST',
    path: '/api/sign-in/begin',
    zh: '开始登录',
    en: 'A challenge for whichever key is plugged in; the same for everybody',
    access: { kind: 'public' },
    limit: manyAtOnce,
    body: z.object({}),
    answer: asked,
  }),
  signInWithKey: route({
    ...shared,
    method: 'POST',
    path: '/api/sign-in',
    zh: '用安全密钥登录',
    en: 'Sign in with a security key or UKey; every other session of the person ends',
    access: { kind: 'public' },
    limit: manyAtOnce,
    body: z.object({ challengeId: uuid, answer: keyAnswer }),
    answer: z.object({
      name: z.string(),
      /** When and where the person was signed in before. */
      last: deskSession.nullable(),
    }),
  }),
  beginConfirm: route({
    ...held,
    whileKeyLacks: true,
    method: 'POST',
    path: '/api/session/confirm/begin',
    zh: '开始核验本人',
    en: 'A challenge for the keys of whoever is signed in',
    body: z.object({}),
    answer: asked,
  }),
  confirmPerson: route({
    ...held,
    whileKeyLacks: true,
    method: 'POST',
    path: '/api/session/confirm',
    zh: '核验本人（解锁、二次核验）',
    en: 'The same person verifies themselves again: unlocks, goes on from another place, or before an act of high risk. A demo session has no key and sends no answer',
    body: z.object({ challengeId: uuid.nullable(), answer: keyAnswer.nullable() }),
    answer: z.object({}),
  }),
  lockSession: route({
    ...held,
    whileKeyLacks: true,
    method: 'POST',
    path: '/api/session/lock',
    zh: '锁屏',
    en: 'Lock the screen: nothing is answered until the same person verifies themselves again',
    body: z.object({}),
    answer: z.object({}),
  }),
  listDeskSessions: route({
    ...held,
    method: 'GET',
    path: '/api/session/list',
    zh: '本人登录记录',
    en: 'The last sessions of whoever is signed in',
    body: noBody,
    answer: z.object({ ownRef: z.string(), sessions: z.array(deskSession) }),
  }),
  endOtherSessions: route({
    ...shared,
    access: { kind: 'signed-in' },
    method: 'POST',
    path: '/api/session/end-others',
    zh: '结束其他登录',
    en: 'End every other session of whoever is signed in',
    body: z.object({}),
    answer: z.object({ ended: z.number().int() }),
  }),
  listOwnPosts: route({
    ...shared,
    access: { kind: 'signed-in' },
    method: 'GET',
    path: '/api/session/posts',
    zh: '本人岗位',
    en: 'The posts of whoever is signed in, on the legal day',
    body: noBody,
    answer: z.object({
      posts: z.array(
        z.object({
          postId: uuid,
          city: z.string(),
          role,
          officeZh: z.string(),
          officeEn: z.string(),
          cityZh: z.string(),
          cityEn: z.string(),
        }),
      ),
    }),
  }),
  choosePost: route({
    ...shared,
    access: { kind: 'signed-in' },
    method: 'POST',
    path: '/api/session/post',
    zh: '选择岗位',
    en: 'Go on from another post of the same person',
    body: z.object({ postId: uuid }),
    answer: z.object({}),
  }),
}
