import { z } from 'zod'

import { none, route, uuid } from './card-route.ts'

const bytes = z
  .string()
  .max(16_000)
  .regex(/^[A-Za-z0-9_-]*$/)

const sm2PublicKey = z.string().regex(/^04[0-9a-f]{128}$/)

/** What a security key or a UKey answered to a challenge; as the registry's. Bytes are base64url. */
export const keyAnswer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('security-key'),
    id: bytes,
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: bytes.optional(),
  }),
  z.object({ kind: z.literal('ukey'), publicKey: sm2PublicKey, signature: bytes }),
])

/** Carries the signature of a step beside its command: base64url of the JSON of {@link signedWith}; as the registry's. */
export const SIGNATURE_HEADER = 'anju-signature'
export const signedWith = z.object({ signingId: uuid, answer: keyAnswer })
export type SignedWith = z.output<typeof signedWith>

const keyRequest = z.object({
  challenge: z.string(),
  rpId: z.string(),
  /** Where UKeys are asked, where the installation takes them. */
  ukeyService: z.string().optional(),
  credentials: z.array(z.object({ id: z.string(), transports: z.array(z.string()) })),
})

/** What a person is asked to sign before a step is carried out, in the form that the registry's dialog shows. */
export type SigningAsked = {
  readonly signingId: string
  readonly kind: 'security-key' | 'ukey'
  /** Exactly this text is shown; its digest is in what the key signs. */
  readonly display: string
  readonly key: z.output<typeof keyRequest>
  readonly expiresAt: string
}

/** The code that two operators gave face to face; used once. */
const code = z.string().trim().min(12).max(20)

/** How the staff sign in, bind their keys, lock and unlock their screen. There is no password. */
export const SIGN_IN_ROUTES = {
  beginEnrolment: route({
    method: 'POST',
    path: '/api/enrolments/begin',
    access: 'anybody',
    params: none,
    query: none,
    body: z.object({ code }),
    answer: z.object({
      challengeId: uuid,
      challenge: z.string(),
      rpId: z.string(),
      ukeyService: z.string().optional(),
      name: z.string(),
      userHandle: z.string(),
      known: z.array(z.string()),
      /** What the person's own key has still to do before a further one is bound. */
      ownKey: z.enum(['nothing', 'sign-in', 'verify']),
    }),
  }),
  finishEnrolment: route({
    method: 'POST',
    path: '/api/enrolments',
    access: 'anybody',
    params: none,
    query: none,
    body: z.object({
      code,
      challengeId: uuid,
      label: z.string().trim().max(40).default(''),
      key: z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('security-key'),
          id: bytes,
          clientDataJSON: bytes,
          attestationObject: bytes,
          transports: z.array(z.string().max(20)).max(10).default([]),
        }),
        z.object({ kind: z.literal('ukey'), publicKey: sm2PublicKey, certificate: bytes, signature: bytes }),
      ]),
    }),
    answer: z.object({ name: z.string() }),
  }),
  beginSignIn: route({
    method: 'POST',
    path: '/api/sign-in/begin',
    access: 'anybody',
    params: none,
    query: none,
    body: none,
    answer: z.object({ challengeId: uuid, key: keyRequest }),
  }),
  signInWithKey: route({
    method: 'POST',
    path: '/api/sign-in',
    access: 'anybody',
    params: none,
    query: none,
    body: z.object({ challengeId: uuid, answer: keyAnswer }),
    /** When and where the person was signed in before. */
    answer: z.object({ last: z.object({ at: z.string(), ip: z.string() }).nullable() }),
  }),
  lockSession: route({
    method: 'POST',
    path: '/api/session/lock',
    access: 'staff',
    whileLocked: true,
    whileKeyLacks: true,
    params: none,
    query: none,
    body: none,
    answer: none,
  }),
  beginConfirm: route({
    method: 'POST',
    path: '/api/session/confirm/begin',
    access: 'staff',
    whileLocked: true,
    whileKeyLacks: true,
    params: none,
    query: none,
    body: none,
    answer: z.object({ challengeId: uuid, key: keyRequest }),
  }),
  confirmPerson: route({
    method: 'POST',
    path: '/api/session/confirm',
    access: 'staff',
    whileLocked: true,
    whileKeyLacks: true,
    params: none,
    query: none,
    body: z.object({ challengeId: uuid.nullable(), answer: keyAnswer.nullable() }),
    answer: none,
  }),
} as const
