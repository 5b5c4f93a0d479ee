import { z } from 'zod'

const bytes = z
  .string()
  .max(8_000)
  .regex(/^[A-Za-z0-9_-]*$/)

/** What an official's key answered to a challenge: a security key through the browser, or a UKey through its own program. */
export const keyAnswer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('security-key'),
    id: bytes,
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: bytes.optional(),
  }),
  z.object({
    kind: z.literal('ukey'),
    /** SM2 public key, 130 hex characters. */
    publicKey: z.string().regex(/^04[0-9a-f]{128}$/),
    /** SM2 over the challenge, r‖s. */
    signature: bytes,
  }),
])
export type KeyAnswer = z.output<typeof keyAnswer>

/** What stands under a step: what a key answered, or in a demo a click, behind which stands nobody's key. */
export const signatureAnswer = z.discriminatedUnion('kind', [
  ...keyAnswer.options,
  z.object({ kind: z.literal('demo') }),
])
export type SignatureAnswer = z.output<typeof signatureAnswer>

/** A browser of a demo says `shown` when it shows what is signed before a demo signs. */
export const DEMO_SIGNING_HEADER = 'anju-demo-signing'

/** Carries the signature of a step beside the command that it is for: base64url of the JSON of {@link signedWith}. */
export const SIGNATURE_HEADER = 'anju-signature'
export const signedWith = z.object({ signingId: z.uuid(), answer: signatureAnswer })
export type SignedWith = z.output<typeof signedWith>

/** What to ask of a key. Bytes are base64url. */
export const keyRequest = z.object({
  challenge: z.string(),
  rpId: z.string(),
  /** The keys that may answer; empty when any of the person's may, as at sign-in. */
  credentials: z.array(z.object({ id: z.string(), transports: z.array(z.string()) })),
  /** Where the program of UKeys answers on the official's own computer; absent where the installation takes none. */
  ukeyService: z.string().optional(),
})
export type KeyRequest = z.output<typeof keyRequest>

/** What an official is asked to sign before a step is carried out. */
export const signingAsked = z.object({
  signingId: z.uuid(),
  kind: z.enum(['security-key', 'ukey', 'demo']),
  /** Exactly this text is shown; its digest is in what the key signs. */
  display: z.string(),
  key: keyRequest,
  expiresAt: z.string(),
})
export type SigningAsked = z.output<typeof signingAsked>
