import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import type { CryptoProvider } from '@anju/crypto/provider.ts'
import type { ExchangeRecord } from '@anju/exchange/record.ts'
import { parseRecord, allowedKind } from '@anju/exchange/record.ts'
import type { Pool, Tx } from '@anju/platform/database/pool.ts'

const address = (recordId: string) => ({
  table: 'outgoing_record',
  column: 'body_enc',
  rowId: recordId,
  personId: recordId,
})

/** Puts a result aside for the registry, in the transaction that brought it about. Sealed: some results name a person. */
export async function recordOutgoing(
  tx: Tx,
  crypto: CryptoProvider,
  result: {
    readonly record: ExchangeRecord
    readonly city: string
    readonly orderId: string | null
    readonly at: string
  },
): Promise<void> {
  const { record, city, orderId, at } = result
  const key = crypto.newPersonKey(record.id)
  const sealed = crypto.seal(address(record.id), canonicalJsonBytes(record.body), key)
  await tx.write(
    'insert into outgoing_record (record_id, city, kind, order_id, dek_wrapped, body_enc, made_at) values ($1, $2, $3, $4, $5, $6, $7)',
    [record.id, city, record.kind, orderId, key, sealed, at],
  )
}

type RecordRow = {
  readonly record_id: string
  readonly kind: string
  readonly dek_wrapped: Buffer
  readonly body_enc: Buffer
}

/** Results that no package holds yet, in the order they were made. */
export async function listPending(
  tx: Tx,
  crypto: CryptoProvider,
  city: string,
  limit: number,
): Promise<readonly ExchangeRecord[]> {
  const rows = await tx.read<RecordRow>(
    'select record_id, kind, dek_wrapped, body_enc from outgoing_record where city = $1 and seq is null order by record_id limit $2',
    [city, limit],
  )
  return rows.map((row) => {
    const kind = allowedKind('results/1', row.kind)
    if (kind === undefined) throw new Error(`A result of kind ${row.kind} may not leave`)
    const body: unknown = JSON.parse(
      crypto.open(address(row.record_id), row.body_enc, row.dek_wrapped).toString('utf8'),
    )
    return parseRecord(kind, { kind, id: row.record_id, body })
  })
}

export async function hasPending(pool: Pool, city: string): Promise<boolean> {
  return (await pool.ask('select 1 from outgoing_record where city = $1 and seq is null limit 1', [city])).length > 0
}

export type OutgoingStream = { readonly stream: string; readonly next_seq: number; readonly prev_sm3: string | null }

export async function lockOutgoingStream(tx: Tx, stream: string): Promise<OutgoingStream> {
  const rows = await tx.read<OutgoingStream>(
    'select stream, next_seq, prev_sm3 from outgoing_stream where stream = $1 for update',
    [stream],
  )
  if (rows[0] === undefined) throw new Error(`No stream ${stream}; add-city makes it`)
  return rows[0]
}

export type NewPackage = {
  readonly stream: string
  readonly seq: number
  readonly packageId: string
  readonly fileSm3: string
  readonly bytes: Buffer
  readonly recordIds: readonly string[]
  readonly at: string
}

/** Keeps a built package with its number and moves the stream on, in one transaction. */
export async function recordPackage(tx: Tx, made: NewPackage): Promise<void> {
  await tx.write(
    `insert into outgoing_package (stream, seq, package_id, file_sm3, file_bytes, record_count, state, made_at, next_send_at)
     values ($1, $2, $3, $4, $5, $6, 'built', $7, $7)`,
    [made.stream, made.seq, made.packageId, made.fileSm3, made.bytes, made.recordIds.length, made.at],
  )
  await tx.write('update outgoing_record set stream = $1, seq = $2 where record_id = any($3::uuid[])', [
    made.stream,
    made.seq,
    made.recordIds,
  ])
  await tx.write('update outgoing_stream set next_seq = $2, prev_sm3 = $3 where stream = $1', [
    made.stream,
    made.seq + 1,
    made.fileSm3,
  ])
}

export type DuePackage = {
  readonly stream: string
  readonly seq: number
  readonly file_sm3: string
  readonly file_bytes: Buffer
  readonly sends: number
}

export async function listDue(pool: Pool, at: string): Promise<readonly DuePackage[]> {
  return pool.ask<DuePackage>(
    `select stream, seq, file_sm3, file_bytes, sends from outgoing_package
     where state in ('built', 'placed') and next_send_at <= $1 order by stream, seq limit 20`,
    [at],
  )
}

export async function markPlaced(pool: Pool, due: DuePackage, at: string, nextSendAt: string): Promise<void> {
  await pool.ask(
    `update outgoing_package set state = 'placed', placed_at = $3, sends = sends + 1, next_send_at = $4
     where stream = $1 and seq = $2 and state in ('built', 'placed')`,
    [due.stream, due.seq, at, nextSendAt],
  )
}
