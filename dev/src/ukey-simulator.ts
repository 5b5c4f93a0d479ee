import { generateSm2KeyPair, sm2Sign } from '@anju/crypto/sm2.ts'

/**
 * A UKey in software (模拟 UKey), for trials and tests only: it protects nothing, and its certificate says so. A real one signs the
 * same challenge inside itself, behind its PIN, through its maker's program.
 */
export function openUKeySimulator() {
  const keys = generateSm2KeyPair()
  const sign = (challenge: string) => sm2Sign(Buffer.from(challenge, 'base64url'), keys).toString('base64url')
  return {
    publicKey: keys.publicKey,
    enrol: (challenge: string) => ({
      kind: 'ukey' as const,
      publicKey: keys.publicKey,
      certificate: Buffer.from('SIMULATED UKEY: NOT A CERTIFICATE').toString('base64url'),
      signature: sign(challenge),
    }),
    answer: (challenge: string) => ({ kind: 'ukey' as const, publicKey: keys.publicKey, signature: sign(challenge) }),
  }
}
