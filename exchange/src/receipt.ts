import type { Manifest } from './manifest.ts'
import { buildPackage, openPackage } from './package.ts'
import type { BuiltPackage, Door, PackageContent, PackageReceiver } from './package.ts'
import type { RecordBody } from './record.ts'
import { accepted, rejected } from './rejection.ts'
import type { Opened } from './rejection.ts'

/**
 * Receipts and status beats travel in the same container as what they answer, signed by the receiver. They take no number of
 * their own: a receipt carries the number and stream of the file it answers and its digest as `prev`, so the same receipt may
 * come any number of times and needs no receipt itself.
 */

export type Receipt = RecordBody<'receipt/1'>
export type StreamStatus = RecordBody<'status/1'>

/** The envelope of an answer, made by the node that received. @property stream the stream that is answered */
export type AnswerEnvelope = Pick<
  PackageContent,
  | 'stream'
  | 'packageId'
  | 'from'
  | 'to'
  | 'createdAt'
  | 'signer'
  | 'receiverEncryptionPublicKey'
  | 'expects'
  | 'checkpoint'
> & { readonly recordId: string }

export interface OpenedAnswer<T> {
  readonly manifest: Manifest
  readonly fileSm3: string
  readonly body: T
}

/** Builds a receipt. Store its bytes with the effect, in one transaction, and send those same bytes whenever asked again. */
export function buildReceipt({ recordId, ...envelope }: AnswerEnvelope, receipt: Receipt): BuiltPackage {
  return buildPackage({
    ...envelope,
    seq: receipt.seq ?? 0,
    prevSm3: receipt.fileSm3,
    schema: 'receipt/1',
    records: [{ kind: 'receipt/1', id: recordId, body: receipt }],
  })
}

/** Builds the beat that says how far the receiver is; silence is then a fault by itself. */
export function buildStatus({ recordId, ...envelope }: AnswerEnvelope, status: StreamStatus): BuiltPackage {
  return buildPackage({
    ...envelope,
    seq: status.appliedUpTo,
    prevSm3: null,
    schema: 'status/1',
    records: [{ kind: 'status/1', id: recordId, body: status }],
  })
}

type AnswerDoor = Omit<Door, 'schemas'> & { readonly receiver: PackageReceiver }

/** What came back on the answering side: a receipt or a status, told apart by the schema in the signed manifest. */
export type Answer =
  | { readonly kind: 'receipt/1'; readonly answer: OpenedAnswer<Receipt> }
  | { readonly kind: 'status/1'; readonly answer: OpenedAnswer<StreamStatus> }

/** Opens a receipt or a status beat. Its manifest must name the same stream, number and file as what is inside. */
export function openAnswer(file: Uint8Array, door: AnswerDoor): Opened<Answer> {
  const opened = openPackage(file, { ...door, schemas: ['receipt/1', 'status/1'] })
  if (!opened.ok) return opened
  const { manifest, fileSm3, records } = opened.value
  const [record] = records
  if (records.length !== 1 || record === undefined) return rejected('record-count', 'one answer a file')
  if (record.kind === 'receipt/1') {
    const { seq, fileSm3: answered, stream } = record.body
    const agrees = manifest.seq === (seq ?? 0) && manifest.prev === answered && (stream ?? door.stream) === door.stream
    if (!agrees) return rejected('record-shape', 'the receipt and its manifest differ')
    return accepted({ kind: record.kind, answer: { manifest, fileSm3, body: record.body } })
  }
  if (record.kind === 'status/1') {
    const agrees = manifest.seq === record.body.appliedUpTo && record.body.stream === door.stream
    if (!agrees) return rejected('record-shape', 'the status and its manifest differ')
    return accepted({ kind: record.kind, answer: { manifest, fileSm3, body: record.body } })
  }
  return rejected('record-kind')
}
