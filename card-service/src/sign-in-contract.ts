import { z } from 'zod'

import { none, route, uuid } from './card-route.ts'

const bytes = z
  .string()
  .max(16_000)
  .regex(/^[A-Za-z0-9_-]*$/)

/** What a security key answered to a challenge. Bytes are base64url. */
export const keyAnswer = z.object({
  kind: z.literal('security-key'),
  id: bytes,
  clientDataJSON: bytes,
  authenticatorData: bytes,
  signature: bytes,
  userHandle: bytes.optional(),
})

/** Carries the signature of a step beside its command: base64url of the JSON of {@link signedWith}; as the registry's. */
export const SIGNATURE_HEADER = 'anju-signature'
export const signedWith = z.object({ signingId: uuid, answer: keyAnswer })
export type SignedWith = z.output<typeof signedWith>

const keyRequest = z.object({
  challenge: z.string(),
  rpId: z.string(),
  credentials: z.array(z.object({ id: z.string(), transports: z.array(z.string()) })),
})

/** What a person is asked to sign before a step is carried out, in the form that the registry's dialog shows. */
export type SigningAsked = {
  readonly signingId: string
  readonly kind: 'security-key'
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
      name: z.string(),
      userHandle: z.string(),
      known: z.array(z.string()),
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
      key: z.object({
        kind: z.literal('security-key'),
        id: bytes,
        clientDataJSON: bytes,
        attestationObject: bytes,
        transports: z.array(z.string().max(20)).max(10).default([]),
      }),
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
    params: none,
    query: none,
    body: z.object({ challengeId: uuid.nullable(), answer: keyAnswer.nullable() }),
    answer: none,
  }),
} as const
