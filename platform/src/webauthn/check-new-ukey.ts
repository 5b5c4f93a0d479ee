import { isSm2PublicKey, sm2Verify } from '@anju/crypto/sm2.ts'

/** A UKey (国密 UKey) as it presents itself to be bound: its SM2 key (130 hex), certificate and signature (base64url). */
export type PresentedUKey = { readonly publicKey: string; readonly certificate: string; readonly signature: string }

/**
 * A UKey shows that it holds its key by signing the challenge; its certificate is kept as it was given.
 * @returns undefined for every kind of no
 */
export function checkNewUKey({ publicKey, certificate, signature }: PresentedUKey, challenge: Buffer) {
  if (!isSm2PublicKey(publicKey) || !sm2Verify(challenge, Buffer.from(signature, 'base64url'), publicKey))
    return undefined
  const key = Buffer.from(publicKey, 'hex')
  return { credentialId: key, publicKey: key, count: 0, aaguid: '', attestation: Buffer.from(certificate, 'base64url') }
}
