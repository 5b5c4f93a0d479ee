import { SM2_SIGNATURE_BYTES } from '@anju/crypto/sm2.ts'
import { sm3 } from '@anju/crypto/sm3.ts'
import { SM4_GCM_TAG_BYTES } from '@anju/crypto/sm4-gcm.ts'

import { accepted, rejected } from './rejection.ts'
import type { Opened } from './rejection.ts'

/**
 * The container of everything that crosses the boundary. All numbers are big-endian.
 *
 *     "RPX1" | u32 manifest length | manifest (canonical JSON)
 *            | u16 signature length (64) | SM2 signature r‖s
 *            | chunks to the end of the file: u32 length | SM4-GCM ciphertext ‖ tag
 *
 * This file knows the frame only: it takes bytes apart without believing any of them.
 */

const MAGIC = Buffer.from('RPX1', 'latin1')

/** A whole file. Our own limit: a package that big is split by the sender. */
export const PACKAGE_BYTES_MAX = 10 * 1024 * 1024
export const MANIFEST_BYTES_MAX = 65_536
/** Plaintext bytes in one chunk, so a receiver never holds more than this before it is authenticated. */
export const CHUNK_BYTES_MAX = 1024 * 1024

/** @property body everything after the signature, as it was hashed for it; @property chunks the same, taken apart */
export interface Rpx1Frame {
  readonly manifest: Buffer
  readonly signature: Buffer
  readonly body: Buffer
  readonly chunks: readonly Buffer[]
}

/** Puts a file together. Checks no limits: a test must be able to build what no sender may send. */
export function buildRpx1(manifest: Uint8Array, signature: Uint8Array, body: Uint8Array): Buffer {
  const lengths = { manifest: Buffer.alloc(4), signature: Buffer.alloc(2) }
  lengths.manifest.writeUInt32BE(manifest.length)
  lengths.signature.writeUInt16BE(signature.length)
  return Buffer.concat([MAGIC, lengths.manifest, manifest, lengths.signature, signature, body])
}

/** The body of a file: each sealed chunk with its length in front. */
export function buildRpx1Body(chunks: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    chunks.flatMap((chunk) => {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(chunk.length)
      return [length, chunk]
    }),
  )
}

/** Takes a file apart by its lengths alone. */
export function parseRpx1(file: Uint8Array): Opened<Rpx1Frame> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  if (bytes.length > PACKAGE_BYTES_MAX) return rejected('too-large', `${bytes.length} bytes`)
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return rejected('not-rpx1')
  if (bytes.length < 8) return rejected('truncated', 'header')
  const manifestBytes = bytes.readUInt32BE(4)
  if (manifestBytes === 0 || manifestBytes > MANIFEST_BYTES_MAX)
    return rejected('manifest-size', `${manifestBytes} bytes`)
  const manifestEnd = 8 + manifestBytes
  if (bytes.length < manifestEnd + 2) return rejected('truncated', 'manifest')
  const signatureBytes = bytes.readUInt16BE(manifestEnd)
  if (signatureBytes !== SM2_SIGNATURE_BYTES) return rejected('signature-form', `${signatureBytes} bytes`)
  const bodyStart = manifestEnd + 2 + signatureBytes
  if (bytes.length < bodyStart) return rejected('truncated', 'signature')
  const body = bytes.subarray(bodyStart)
  const chunks = splitBody(body)
  if (!chunks.ok) return chunks
  const manifest = bytes.subarray(8, manifestEnd)
  return accepted({ manifest, signature: bytes.subarray(manifestEnd + 2, bodyStart), body, chunks: chunks.value })
}

/** The bytes a sender signs: a label, the digest of the manifest, the digest of the body. */
export function signedBytes(manifest: Uint8Array, body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('RPX1 package\0', 'latin1'), sm3(manifest), sm3(body)])
}

function splitBody(body: Buffer): Opened<readonly Buffer[]> {
  const chunks: Buffer[] = []
  let at = 0
  while (at < body.length) {
    if (body.length - at < 4) return rejected('truncated', `chunk ${chunks.length}`)
    const length = body.readUInt32BE(at)
    if (length <= SM4_GCM_TAG_BYTES || length > CHUNK_BYTES_MAX + SM4_GCM_TAG_BYTES) {
      return rejected('chunk-size', `chunk ${chunks.length}: ${length} bytes`)
    }
    at += 4
    if (body.length - at < length) return rejected('truncated', `chunk ${chunks.length}`)
    chunks.push(body.subarray(at, at + length))
    at += length
  }
  return chunks.length === 0 ? rejected('truncated', 'no chunk') : accepted(chunks)
}
