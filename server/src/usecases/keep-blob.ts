import type { Db } from '@anju/platform/database/pool.ts'
import type { Act, Deps } from '../deps.ts'
import { RegistryError } from '../registry-error.ts'
import { findBlob, macOf, openBlob, recordBlob, sealBlob, type BlobRow } from '../store/blob.ts'
import { actorIdOf } from '../store/record-event.ts'

export type ImageType = 'image/png' | 'image/jpeg'
export type KeepBlob = { readonly blobId: string; readonly mime: ImageType; readonly image: Buffer }
export type KeptBlob = { readonly blobId: string; readonly bytes: number }

/** Bytes of the largest image: a scanned page in colour. */
export const IMAGE_BYTES_MAX = 4 * 1024 * 1024

/** What the file itself says it is; the first bytes of PNG and JPEG. */
const SIGNATURES: Readonly<Record<ImageType, string>> = { 'image/png': '89504e470d0a1a0a', 'image/jpeg': 'ffd8ff' }

export function isImage(mime: ImageType, bytes: Buffer): boolean {
  const signature = SIGNATURES[mime]
  return bytes.subarray(0, signature.length / 2).toString('hex') === signature
}

/**
 * Keeps an image for a case, encrypted, under the id that its client gave it. The file is durable before the row is there,
 * so a row never names a file that a kill lost; a retry finds the row and writes nothing. Where the installation has a scanner, nothing is kept that it
 * did not call clean.
 * @throws RegistryError version-conflict when the id names another image already; malicious-file and scanner-unavailable by the scanner's answer
 */
export async function keepBlob(deps: Deps, act: Act, { blobId, mime, image }: KeepBlob): Promise<KeptBlob> {
  const before = await act.city.pool.look(act.scope, (db) => findBlob(db, blobId))
  if (before !== undefined) return sameBlob(deps, act, before, image)
  await passScanner(deps.scanner, image)
  const sealed = sealBlob(deps.crypto, blobId, mime, image)
  await deps.blobs.put(sealed.name, sealed.content)
  const row = await act.city.pool.transact(act.scope, async (tx) => {
    await recordBlob(tx, sealed, actorIdOf(act))
    return findBlob(tx, blobId)
  })
  if (row === undefined) throw new Error('An image that was recorded is not there')
  return sameBlob(deps, act, row, image)
}

async function passScanner(scanner: Deps['scanner'], image: Buffer): Promise<void> {
  const verdict = await scanner?.scan(image)
  if (verdict?.kind === 'found')
    throw new RegistryError('malicious-file', 'The scanner found something', verdict.signature)
  if (verdict?.kind === 'unknown')
    throw new RegistryError('scanner-unavailable', 'The scanner gave no verdict', verdict.why)
}

function sameBlob(deps: Deps, act: Act, row: BlobRow, image: Buffer): KeptBlob {
  if (row.kept_by !== actorIdOf(act) || !row.plain_mac.equals(macOf(deps.crypto, image))) {
    throw new RegistryError('version-conflict', 'This id names another image')
  }
  return { blobId: row.blob_id, bytes: row.bytes }
}

/** An image in clear, for a use case that has decided that it may be read. */
export async function readBlob(
  deps: Deps,
  db: Db,
  blobId: string,
): Promise<{ readonly mime: string; readonly image: Buffer } | undefined> {
  const row = await findBlob(db, blobId)
  return row === undefined ? undefined : openStored(deps, row)
}

/** @throws Error when the blob store has lost the file, or it is not what was sealed. */
export async function openStored(deps: Deps, row: BlobRow): Promise<{ readonly mime: string; readonly image: Buffer }> {
  const content = await deps.blobs.get(row.cipher_sm3.toString('hex'))
  return { mime: row.mime, image: openBlob(deps.crypto, row, content) }
}
