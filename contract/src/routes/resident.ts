import { z } from 'zod'
import { route } from '../route.ts'
import { cityParams, noBody, noQuery, text, uuid } from '../shape.ts'

/** A proof of work (工作量证明): SHA-256 of challenge, a colon and nonce begins with so many zero bits. */
const proof = z.object({ challenge: text(400), nonce: text(40) })

const codeSent = z.object({
  wants: z.literal('code'),
  attemptId: uuid,
  seconds: z.number().int().describe('How long the code may be used'),
  tries: z.number().int(),
  delivery: z.enum(['gateway', 'viewer']).describe('viewer: on trial without a gateway, shown in the notice viewer'),
})
const proofWanted = z.object({ wants: z.literal('proof'), challenge: z.string(), bits: z.number().int() })

const ownSession = z.object({
  ref: z.string(),
  how: z.string().describe('phone, identity-provider, demo'),
  ip: z.string(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  expiresAt: z.string(),
  current: z.boolean(),
})

export const residentRoutes = {
  getSignInWays: route({
    method: 'GET',
    path: '/api/:city/sign-in',
    zh: '居民登录方式',
    en: 'How residents of the city may sign in',
    access: { kind: 'public' },
    decides: false,
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({
      phone: z.boolean().describe('By a code to the mobile; not where nothing can send one'),
      viewer: z.boolean().describe('On trial: the code is shown in the notice viewer and sent to nobody'),
      identityProvider: z.object({ zh: z.string(), en: z.string() }).nullable(),
    }),
    looks: 'nothing personal',
  }),
  sendSignInCode: route({
    method: 'POST',
    path: '/api/:city/sign-in/codes',
    zh: '获取验证码',
    en: 'Asks for a code to a mobile. The answer is the same whoever it is: nobody is looked up before the code comes back',
    access: { kind: 'public' },
    limit: { burst: 10, perMinute: 20 },
    decides: true,
    params: cityParams,
    query: noQuery,
    body: z.strictObject({
      name: text(50).min(1),
      idNumber: text(30),
      mobile: text(20),
      proof: proof.optional(),
    }),
    answer: z.discriminatedUnion('wants', [codeSent, proofWanted]),
    looks: 'nothing personal',
  }),
  signInWithCode: route({
    method: 'POST',
    path: '/api/:city/sign-in/sessions',
    zh: '验证码登录',
    en: 'Signs in with the code; opens a session in a cookie',
    access: { kind: 'public' },
    limit: { burst: 15, perMinute: 20 },
    decides: true,
    params: cityParams,
    query: noQuery,
    body: z.strictObject({ attemptId: uuid, code: z.string().regex(/^\d{6}$/) }),
    answer: z.object({ name: z.string(), assurance: z.enum(['phone', 'identity-provider', 'seen-at-counter']) }),
    looks: 'nothing personal',
  }),
  listOwnSessions: route({
    method: 'GET',
    path: '/api/:city/my/sessions',
    zh: '我的登录',
    en: 'Where the resident is signed in',
    access: { kind: 'resident' },
    decides: false,
    params: cityParams,
    query: noQuery,
    body: noBody,
    answer: z.object({ sessions: z.array(ownSession) }),
    looks: 'nothing personal',
  }),
  endOwnSession: route({
    method: 'POST',
    path: '/api/:city/my/sessions/:ref/end',
    zh: '退出一处登录',
    en: 'Ends one of the own sessions',
    access: { kind: 'resident' },
    decides: false,
    params: cityParams.extend({ ref: z.string().regex(/^[0-9a-f]{16}$/) }),
    query: noQuery,
    body: z.object({}),
    answer: z.object({}),
    looks: 'nothing personal',
  }),
}
