import { sm3 } from './sm3.ts'

/** The name of a public key: the first 8 bytes of its SM3, in hex. */
export function publicKeyId(publicKey: string): string {
  return sm3(Buffer.from(publicKey, 'hex')).toString('hex', 0, 8)
}
