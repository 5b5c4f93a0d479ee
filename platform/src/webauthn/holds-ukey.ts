import { sm2Verify } from '@anju/crypto/sm2.ts'

/** What a UKey (国密 UKey) answered to a challenge: its SM2 key (130 hex) and r‖s over the challenge (base64url). */
export type UKeyAnswer = { readonly publicKey: string; readonly signature: string }

/** Whether the UKey that is bound answered: it signs the challenge with SM2, has no counter, and asks for its PIN in its own program. */
export function holdsUKey({ publicKey, signature }: UKeyAnswer, bound: Buffer, challenge: Buffer): boolean {
  if (!bound.equals(Buffer.from(publicKey, 'hex'))) return false
  return sm2Verify(challenge, Buffer.from(signature, 'base64url'), publicKey)
}
