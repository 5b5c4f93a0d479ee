import { generateSm2KeyPair, sm2Sign } from '@anju/crypto/sm2.ts'

const NO_CERTIFICATE = Buffer.from('SIMULATED UKEY: NOT A CERTIFICATE')

/**
 * A UKey in software (模拟 UKey), for trials and tests only: it protects nothing, and without an authority its certificate says so. A real one signs the
 * same challenge inside itself, behind its PIN, through its maker's program.
 *
 * @param certificateOf - the certificate (DER) that an authority of the tests makes for its key
 */
export function openUKeySimulator(certificateOf: (publicKey: string) => Buffer = () => NO_CERTIFICATE) {
  const keys = generateSm2KeyPair()
  const sign = (challenge: string) => sm2Sign(Buffer.from(challenge, 'base64url'), keys).toString('base64url')
  return {
    publicKey: keys.publicKey,
    enrol: (challenge: string) => ({
      kind: 'ukey' as const,
      publicKey: keys.publicKey,
      certificate: certificateOf(keys.publicKey).toString('base64url'),
      signature: sign(challenge),
    }),
    answer: (challenge: string) => ({ kind: 'ukey' as const, publicKey: keys.publicKey, signature: sign(challenge) }),
  }
}
