import { canonicalJson, canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import { publicKeyId } from '@anju/crypto/key-set.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import { randomBytes } from '@anju/crypto/random.ts'
import { sm2Encrypt, sm2Verify } from '@anju/crypto/sm2.ts'
import { equalDigests, hmacSm3, sm3Hex } from '@anju/crypto/sm3.ts'
import { sm4GcmOpen, sm4GcmSeal, SM4_KEY_BYTES } from '@anju/crypto/sm4-gcm.ts'
import { isJsonObject, parseStrictJson } from '@anju/crypto/strict-json.ts'
import type { JsonValue } from '@anju/crypto/strict-json.ts'

import { FieldError } from './field.ts'
import { checkedManifest, parseManifest, RECORDS_MAX } from './manifest.ts'
import type { Manifest } from './manifest.ts'
import { allowedKind, parseRecord } from './record.ts'
import type { ExchangeRecord, PackageSchema } from './record.ts'
import { accepted, rejected } from './rejection.ts'
import type { Opened, Rejected } from './rejection.ts'
import { buildRpx1, buildRpx1Body, CHUNK_BYTES_MAX, PACKAGE_BYTES_MAX, parseRpx1, signedBytes } from './rpx1.ts'
import type { Rpx1Frame } from './rpx1.ts'

/** The part of a provider that signs packages, and the part that opens them. */
export type PackageSigner = Pick<CryptoProvider, 'identity' | 'sign'>
export type PackageReceiver = Pick<CryptoProvider, 'identity' | 'unwrapPackageKey'>

/** Everything a package says of itself; ids and instants come from the caller. See {@link Manifest} for the meanings. */
export interface PackageContent {
  readonly stream: string
  readonly seq: number
  readonly prevSm3: string | null
  readonly packageId: string
  readonly from: string
  readonly to: string
  readonly createdAt: string
  readonly schema: PackageSchema
  readonly records: readonly ExchangeRecord[]
  readonly signer: PackageSigner
  readonly receiverEncryptionPublicKey: string
  readonly expects: number
  readonly checkpoint: string | null
}

/** @property fileSm3 names the file in receipts, and is `prevSm3` of the next */
export interface BuiltPackage {
  readonly bytes: Buffer
  readonly fileSm3: string
}

/** The records do not fit one package: send fewer. */
export class PackageTooLarge extends RangeError {
  override readonly name = 'PackageTooLarge'
}

/** What this door takes. @property senderPublicKeys signing keys of the peer: the current one, and a retiring one for a while */
export interface Door {
  readonly stream: string
  readonly from: string
  readonly to: string
  readonly schemas: readonly PackageSchema[]
  readonly senderPublicKeys: readonly string[]
}

/** A file whose signature and addressing hold. Its sequence is for the caller to judge, before it is decrypted. */
export interface VerifiedPackage {
  readonly manifest: Manifest
  readonly fileSm3: string
  readonly frame: Rpx1Frame
}

export interface OpenedPackage {
  readonly manifest: Manifest
  readonly fileSm3: string
  readonly records: readonly ExchangeRecord[]
}

/**
 * Builds one signed, encrypted file. The package key and nonce prefix are fresh each time, so a re-send must send the stored
 * bytes: two builds of the same content are two different files. Throws {@link PackageTooLarge}, or FieldError for content
 * that no receiver would take.
 */
export function buildPackage(content: PackageContent): BuiltPackage {
  const plaintext = recordLines(content)
  const key = randomBytes(SM4_KEY_BYTES)
  try {
    const noncePrefix = randomBytes(8)
    const chunks = splitPlaintext(plaintext)
    const body = buildRpx1Body(
      chunks.map((chunk, index) => {
        const { nonce, aad } = chunkPlace(content.packageId, noncePrefix, index, index === chunks.length - 1)
        return sm4GcmSeal(key, nonce, aad, chunk)
      }),
    )
    const manifest = checkedManifest({
      v: 1,
      stream: content.stream,
      seq: content.seq,
      prev: content.prevSm3,
      packageId: content.packageId,
      from: content.from,
      to: content.to,
      createdAt: content.createdAt,
      schema: content.schema,
      recordCount: content.records.length,
      kinds: countKinds(content.records),
      chunkCount: chunks.length,
      cipherSm3: sm3Hex(body),
      plainMac: hmacSm3(key, plaintext).toString('hex'),
      noncePrefix: noncePrefix.toString('hex'),
      kekId: publicKeyId(content.receiverEncryptionPublicKey),
      wrappedDek: sm2Encrypt(key, content.receiverEncryptionPublicKey).toString('hex'),
      signerKid: content.signer.identity.signingKid,
      checkpoint: content.checkpoint,
      expects: content.expects,
    })
    const manifestBytes = canonicalJsonBytes(manifest)
    const bytes = buildRpx1(manifestBytes, content.signer.sign(signedBytes(manifestBytes, body)), body)
    if (bytes.length > PACKAGE_BYTES_MAX)
      throw new PackageTooLarge(`${bytes.length} bytes, at most ${PACKAGE_BYTES_MAX}`)
    return { bytes, fileSm3: sm3Hex(bytes) }
  } finally {
    key.fill(0)
  }
}

/**
 * Checks frame, signature, manifest and addressing, in that order: nothing is parsed that the sender did not sign, and
 * nothing is decrypted. The file's name plays no part.
 */
export function verifyPackage(file: Uint8Array, door: Door): Opened<VerifiedPackage> {
  const parsed = parseRpx1(file)
  if (!parsed.ok) return parsed
  const frame = parsed.value
  const signed = signedBytes(frame.manifest, frame.body)
  const signer = door.senderPublicKeys.find((key) => sm2Verify(signed, frame.signature, key))
  if (signer === undefined) return rejected('signature')
  const read = parseManifest(frame.manifest)
  if (!read.ok) return read
  const manifest = read.value
  const wrong = misaddressed(manifest, door) ?? misdescribed(manifest, frame, signer)
  return wrong ?? accepted({ manifest, fileSm3: sm3Hex(file), frame })
}

/** Decrypts a verified package and reads its records, each of an allowed kind and exactly its shape. */
export function decryptPackage(verified: VerifiedPackage, receiver: PackageReceiver): Opened<OpenedPackage> {
  const { manifest, fileSm3, frame } = verified
  const key = receiver.unwrapPackageKey(Buffer.from(manifest.wrappedDek, 'hex'))
  if (key === undefined) return rejected('key-unwrap', manifest.kekId)
  try {
    const plaintext = decryptChunks(manifest, frame, key)
    if (plaintext === undefined) return rejected('chunk')
    if (!equalDigests(hmacSm3(key, plaintext), Buffer.from(manifest.plainMac, 'hex'))) return rejected('plain-mac')
    const records = readRecords(manifest, plaintext)
    return records.ok ? accepted({ manifest, fileSm3, records: records.value }) : records
  } finally {
    key.fill(0)
  }
}

/** Both steps at once, for a caller whose sequence does not matter (a receipt, a status, a check by hand). */
export function openPackage(
  file: Uint8Array,
  door: Door & { readonly receiver: PackageReceiver },
): Opened<OpenedPackage> {
  const verified = verifyPackage(file, door)
  return verified.ok ? decryptPackage(verified.value, door.receiver) : verified
}

/** One canonical JSON record a line. Parsed once by our own rules first, so we never sign what the peer must refuse. */
function recordLines({ schema, records }: PackageContent): Buffer {
  if (records.length > RECORDS_MAX) throw new PackageTooLarge(`${records.length} records, at most ${RECORDS_MAX}`)
  if (new Set(records.map(({ id }) => id)).size !== records.length) throw new FieldError('record.id', 'each once')
  const lines = records.map((record) => {
    const kind = allowedKind(schema, record.kind)
    if (kind === undefined) throw new FieldError('record.kind', `a kind of ${schema}`)
    return `${canonicalJson(parseRecord(kind, record))}\n`
  })
  return Buffer.from(lines.join(''), 'utf8')
}

function countKinds(records: readonly ExchangeRecord[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { kind } of records) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

function splitPlaintext(plaintext: Buffer): readonly Buffer[] {
  const chunks: Buffer[] = []
  for (let at = 0; at < plaintext.length; at += CHUNK_BYTES_MAX)
    chunks.push(plaintext.subarray(at, at + CHUNK_BYTES_MAX))
  return chunks
}

/** Each chunk is tied to its package, its place and to being the last: cutting, swapping and splicing all fail. */
function chunkPlace(packageId: string, noncePrefix: Uint8Array, index: number, last: boolean) {
  const counter = Buffer.alloc(4)
  counter.writeUInt32BE(index)
  const nonce = Buffer.concat([noncePrefix, counter])
  const aad = Buffer.concat([Buffer.from(`${packageId}\0`, 'latin1'), counter, Buffer.from([last ? 1 : 0])])
  return { nonce, aad }
}

function misaddressed(manifest: Manifest, door: Door): Rejected | undefined {
  if (manifest.from !== door.from) return rejected('wrong-sender', manifest.from)
  if (manifest.to !== door.to) return rejected('wrong-receiver', manifest.to)
  if (manifest.stream !== door.stream) return rejected('wrong-stream', manifest.stream)
  return door.schemas.includes(manifest.schema) ? undefined : rejected('wrong-schema', manifest.schema)
}

function misdescribed(manifest: Manifest, frame: Rpx1Frame, signer: string): Rejected | undefined {
  if (manifest.signerKid !== publicKeyId(signer)) return rejected('manifest-shape', 'signerKid is not the signer')
  if (manifest.cipherSm3 !== sm3Hex(frame.body)) return rejected('cipher-digest')
  return manifest.chunkCount === frame.chunks.length
    ? undefined
    : rejected('chunk-count', `${frame.chunks.length} found`)
}

function decryptChunks(manifest: Manifest, frame: Rpx1Frame, key: Buffer): Buffer | undefined {
  const noncePrefix = Buffer.from(manifest.noncePrefix, 'hex')
  try {
    return Buffer.concat(
      frame.chunks.map((chunk, index) => {
        const { nonce, aad } = chunkPlace(manifest.packageId, noncePrefix, index, index === frame.chunks.length - 1)
        return sm4GcmOpen(key, nonce, aad, chunk)
      }),
    )
  } catch {
    return undefined
  }
}

function readRecords(manifest: Manifest, plaintext: Buffer): Opened<readonly ExchangeRecord[]> {
  const lines = plaintext.toString('utf8').split('\n')
  if (lines.pop() !== '' || lines.length !== manifest.recordCount)
    return rejected('record-count', `${lines.length} found`)
  const records: ExchangeRecord[] = []
  const ids = new Set<string>()
  for (const [index, line] of lines.entries()) {
    const read = readRecord(manifest.schema, line, `record ${index}`)
    if (!read.ok) return read
    if (ids.has(read.value.id)) return rejected('record-duplicate', `record ${index}`)
    ids.add(read.value.id)
    records.push(read.value)
  }
  const counted = canonicalJson(countKinds(records)) === canonicalJson(manifest.kinds)
  return counted ? accepted(records) : rejected('record-count', 'kinds')
}

function readRecord(schema: PackageSchema, line: string, place: string): Opened<ExchangeRecord> {
  let value: JsonValue
  try {
    value = parseStrictJson(line)
    if (canonicalJson(value) !== line) return rejected('record-json', `${place}: not canonical`)
  } catch (error) {
    return rejected('record-json', `${place}: ${error instanceof Error ? error.message : ''}`)
  }
  const kind = allowedKind(schema, isJsonObject(value) ? value['kind'] : undefined)
  if (kind === undefined) return rejected('record-kind', place)
  try {
    return accepted(parseRecord(kind, value))
  } catch (error) {
    return rejected('record-shape', `${place}: ${error instanceof Error ? error.message : ''}`)
  }
}
