import { createHash } from 'node:crypto'

/**
 * The proof that a service provider knows the shared secret: MD5 over its address, nine zero bytes, the secret and the
 * time in ten digits. The protocol fixes MD5; what it protects is the login of a leased line, and nothing of ours rests on it.
 */
export function authenticatorOfSource(sourceAddress: string, secret: string, timestamp: string): Buffer {
  return md5(
    Buffer.from(sourceAddress, 'latin1'),
    Buffer.alloc(9),
    Buffer.from(secret, 'latin1'),
    Buffer.from(timestamp),
  )
}

/** The gateway's proof in return: MD5 over its status, our proof and the secret. */
export function authenticatorOfGateway(status: Buffer, ofSource: Buffer, secret: string): Buffer {
  return md5(status, ofSource, Buffer.from(secret, 'latin1'))
}

function md5(...pieces: readonly Buffer[]): Buffer {
  const hash = createHash('md5')
  for (const piece of pieces) hash.update(piece)
  return hash.digest()
}
