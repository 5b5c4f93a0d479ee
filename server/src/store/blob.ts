import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { sm3 } from '@anju/crypto/sm3.ts'
import { NotAuthentic } from '@anju/crypto/sm4-gcm.ts'
import type { Db, Tx } from '@anju/platform/database/pool.ts'
import { reachParameters, seenWithin } from './reach.ts'

export type BlobRow = {
  readonly blob_id: string
  readonly kept_by: string
  readonly mime: string
  readonly bytes: number
  readonly cipher_sm3: Buffer
  readonly plain_mac: Buffer
  readonly dek_wrapped: Buffer
}

/** An image under a key of its own, so that erasing one image leaves the others. */
export type SealedBlob = Omit<BlobRow, 'kept_by'> & { readonly name: string; readonly content: Buffer }

export function sealBlob(crypto: CryptoProvider, blobId: string, mime: string, image: Buffer): SealedBlob {
  const key = crypto.newPersonKey(blobId)
  const content = crypto.seal(placeOf(blobId), image, key)
  const digest = sm3(content)
  return {
    blob_id: blobId,
    mime,
    bytes: image.length,
    cipher_sm3: digest,
    name: digest.toString('hex'),
    content,
    plain_mac: macOf(crypto, image),
    dek_wrapped: key,
  }
}

/** Keyed hash of an image in clear: the same image is known again without being read. */
export function macOf(crypto: CryptoProvider, image: Buffer): Buffer {
  return crypto.mac('material', image)
}

/** @throws NotAuthentic when the stored bytes are not what was sealed. */
export function openBlob(
  crypto: CryptoProvider,
  row: Pick<BlobRow, 'blob_id' | 'dek_wrapped' | 'cipher_sm3'>,
  content: Buffer,
): Buffer {
  // Whoever holds the keys could seal another image into the same file; its digest is what was signed.
  if (!sm3(content).equals(row.cipher_sm3)) throw new NotAuthentic()
  return crypto.open(placeOf(row.blob_id), content, row.dek_wrapped)
}

function placeOf(blobId: string) {
  return { table: 'blob', column: 'content', rowId: blobId, personId: blobId }
}

const COLUMNS = 'b.blob_id, b.kept_by, b.mime, b.bytes, b.cipher_sm3, b.plain_mac, b.dek_wrapped'

export async function findBlob(db: Db, blobId: string): Promise<BlobRow | undefined> {
  const rows = await db.read<BlobRow>(`select ${COLUMNS} from blob b where b.blob_id = $1`, [blobId])
  return rows[0]
}

/** What is kept of images, by the SM3 of their ciphertext (hex); in the order of their ids. Unknown ones are left out. */
export async function listCipherDigests(
  db: Db,
  blobIds: readonly string[],
): Promise<readonly { readonly blobId: string; readonly sm3: string }[]> {
  if (blobIds.length === 0) return []
  const rows = await db.read<{ blob_id: string; cipher_sm3: Buffer }>(
    'select blob_id, cipher_sm3 from blob where blob_id = any($1::uuid[]) order by blob_id',
    [blobIds],
  )
  return rows.map((row) => ({ blobId: row.blob_id, sm3: row.cipher_sm3.toString('hex') }))
}

/** An image with whose paper it is, and of which case. */
export type MaterialBlobRow = BlobRow & { readonly shown_person_id: string; readonly case_id: string | null }

/** The image of a paper that the scope sees; row-level security stands on the material. */
export async function findBlobOfMaterial(db: Db, materialId: string): Promise<MaterialBlobRow | undefined> {
  const rows = await db.read<MaterialBlobRow>(
    `select ${COLUMNS}, m.person_id as shown_person_id, coalesce(m.application_id, m.registration_id) as case_id from material m join blob b using (blob_id) where m.material_id = $1 and ${seenWithin('m', [2, 3, 4, 5])}`,
    [materialId, ...reachParameters(db.scope)],
  )
  return rows[0]
}

/** Writes the row of an image; a twin of the same id is left as it is. */
export async function recordBlob(tx: Tx, blob: SealedBlob, keptBy: string): Promise<void> {
  await tx.write(
    `insert into blob (blob_id, kept_by, mime, bytes, cipher_sm3, plain_mac, dek_wrapped) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [blob.blob_id, keptBy, blob.mime, blob.bytes, blob.cipher_sm3, blob.plain_mac, blob.dek_wrapped],
  )
}
