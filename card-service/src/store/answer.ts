import type { Receipt, StreamStatus } from '@anju/exchange/receipt.ts'
import type { Pool, Tx } from '@anju/platform/database/pool.ts'

type Acknowledged = {
  readonly stream: string
  readonly fileSm3: string
  readonly receipt: Buffer
  readonly results: Receipt['records']
  readonly at: string
}

/** Keeps the registry's receipt and what became of each record. A receipt for a file we never sent changes nothing. */
export async function recordAcknowledged(
  tx: Tx,
  { stream, fileSm3, receipt, results, at }: Acknowledged,
): Promise<void> {
  const rows = await tx.write<{ seq: number }>(
    `update outgoing_package set state = 'acked', acked_at = $3, receipt = $4
     where stream = $1 and file_sm3 = $2 and state <> 'acked' returning seq`,
    [stream, fileSm3, at, receipt],
  )
  const seq = rows[0]?.seq
  if (seq === undefined) return
  await tx.write(
    `update outgoing_record o set result = r.result, code = r.code
     from unnest($3::uuid[], $4::text[], $5::text[]) as r(record_id, result, code)
     where o.record_id = r.record_id and o.stream = $1 and o.seq = $2`,
    [stream, seq, results.map((one) => one.recordId), results.map((one) => one.result), results.map((one) => one.code)],
  )
}

/** A refusal that came for a file. `againAt`: when what it is about goes again; `nacksMax`: how often that is tried. */
type Nack = {
  readonly stream: string
  readonly fileSm3: string
  readonly code: string
  readonly againAt: string
  readonly nacksMax: number
}

/**
 * Counts a refusal and lets the package go again soon; after too many it is stuck and waits for a person. One that comes while the package is about to go anyway is not
 * counted, so the same refusal twice is one. A refusal of bytes that we never made tells that something was damaged on its way: what waits for its receipt goes again.
 */
export async function recordNack(tx: Tx, { stream, fileSm3, code, againAt, nacksMax }: Nack): Promise<void> {
  const known = await tx.read('select 1 from outgoing_package where stream = $1 and file_sm3 = $2', [stream, fileSm3])
  if (known.length > 0)
    await tx.write(
      `update outgoing_package set nacks = nacks + 1, nack_code = $3, state = case when nacks + 1 >= $4 then 'stuck' else state end, next_send_at = $5
       where stream = $1 and file_sm3 = $2 and state = 'placed' and next_send_at > $5`,
      [stream, fileSm3, code, nacksMax, againAt],
    )
  else
    await tx.write(
      `update outgoing_package set next_send_at = $2 where stream = $1 and state = 'placed' and next_send_at > $2 and sends <= $3`,
      [stream, againAt, nacksMax],
    )
}

/** Which of these digests are files of ours that still wait for their receipt. */
export async function listUnanswered(pool: Pool, digests: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await pool.ask<{ file_sm3: string }>(
    `select file_sm3 from outgoing_package where state <> 'acked' and file_sm3 = any($1::text[])`,
    [digests],
  )
  return new Set(rows.map((row) => row.file_sm3))
}

/** Notes how far the registry is, and makes due at once what it misses. */
export async function recordBeat(
  tx: Tx,
  { stream, appliedUpTo, missing, at }: StreamStatus & { readonly at: string },
): Promise<void> {
  await tx.write(
    'update outgoing_stream set peer_applied_up_to = greatest(peer_applied_up_to, $2), peer_missing = $3, peer_beat_at = $4 where stream = $1',
    [stream, appliedUpTo, missing.length, at],
  )
  if (missing.length === 0) return
  await tx.write(
    `update outgoing_package set next_send_at = $3 where stream = $1 and seq = any($2::bigint[]) and state = 'placed' and next_send_at > $3`,
    [stream, missing, at],
  )
}
