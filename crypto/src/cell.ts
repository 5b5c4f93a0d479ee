import { randomBytes, uuidBytes } from './random.ts'
import { NotAuthentic, sm4GcmOpen, sm4GcmSeal, SM4_GCM_NONCE_BYTES, SM4_GCM_TAG_BYTES } from './sm4-gcm.ts'

/**
 * One encrypted value: a database cell, or a whole blob.
 *
 *     0x01 | alg (1) | kid (4) | nonce (12) | ciphertext | tag (16)
 *
 * `alg` 1 is SM4-GCM. `kid` is the version of the person's key, big-endian. The place of the cell is authenticated but not
 * stored, so a cell copied to another row, column or person does not open.
 */

export const CELL_FORMAT = 0x01
export const ALG_SM4_GCM = 0x01
const HEADER_BYTES = 6

/** Bytes a cell is longer than its plaintext: 34. */
export const CELL_OVERHEAD_BYTES = HEADER_BYTES + SM4_GCM_NONCE_BYTES + SM4_GCM_TAG_BYTES

/**
 * Where a cell lives. For a blob: table `blob`, column `content`, row the id of the material it belongs to.
 *
 * @property rowId UUID of the row; @property personId UUID of the person under whose key it is sealed
 */
export interface CellAddress {
  readonly table: string
  readonly column: string
  readonly rowId: string
  readonly personId: string
}

/** Seals a plaintext under a person's key at its place. */
export function sealCell(address: CellAddress, keyVersion: number, key: Uint8Array, plaintext: Uint8Array): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt8(CELL_FORMAT, 0)
  header.writeUInt8(ALG_SM4_GCM, 1)
  header.writeUInt32BE(keyVersion, 2)
  const nonce = randomBytes(SM4_GCM_NONCE_BYTES)
  return Buffer.concat([header, nonce, sm4GcmSeal(key, nonce, placeBytes(address, keyVersion), plaintext)])
}

/** Opens a cell, or throws {@link NotAuthentic}: also when it was sealed elsewhere, or under another version of the key. */
export function openCell(address: CellAddress, keyVersion: number, key: Uint8Array, cell: Uint8Array): Buffer {
  const bytes = Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength)
  if (bytes.length < CELL_OVERHEAD_BYTES || bytes[0] !== CELL_FORMAT || bytes[1] !== ALG_SM4_GCM)
    throw new NotAuthentic()
  if (bytes.readUInt32BE(2) !== keyVersion) throw new NotAuthentic()
  const nonce = bytes.subarray(HEADER_BYTES, HEADER_BYTES + SM4_GCM_NONCE_BYTES)
  const sealed = bytes.subarray(HEADER_BYTES + SM4_GCM_NONCE_BYTES)
  return sm4GcmOpen(key, nonce, placeBytes(address, keyVersion), sealed)
}

/** Which version of the person's key a cell was sealed under, read without opening it. */
export function cellKeyVersion(cell: Uint8Array): number {
  if (cell.length < CELL_OVERHEAD_BYTES) throw new NotAuthentic()
  return new DataView(cell.buffer, cell.byteOffset, cell.byteLength).getUint32(2)
}

/** Names carry their length in front, so no two places give the same bytes. */
function placeBytes(address: CellAddress, keyVersion: number): Buffer {
  const version = Buffer.alloc(4)
  version.writeUInt32BE(keyVersion)
  return Buffer.concat([
    lengthPrefixed(address.table),
    lengthPrefixed(address.column),
    uuidBytes(address.rowId),
    uuidBytes(address.personId),
    version,
  ])
}

function lengthPrefixed(name: string): Buffer {
  const bytes = Buffer.from(name, 'utf8')
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return Buffer.concat([length, bytes])
}
