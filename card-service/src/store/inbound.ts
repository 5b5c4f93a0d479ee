import type { Pool, Tx } from '@anju/platform/database/pool.ts'

/** Where we stand in a stream of orders. */
export type InboundStream = {
  readonly stream: string
  readonly expected: number
  readonly last_file_sm3: string | null
  readonly held: number
}

/** Locks the stream: packages of one city are applied one after another, whoever asks. */
export async function lockInboundStream(tx: Tx, stream: string): Promise<InboundStream> {
  const rows = await tx.read<Omit<InboundStream, 'held'>>(
    'select stream, expected, last_file_sm3 from inbound_stream where stream = $1 for update',
    [stream],
  )
  if (rows[0] === undefined) throw new Error(`No stream ${stream}; add-city makes it`)
  const held = await tx.read<{ n: number }>('select count(*) as n from held_package where stream = $1', [stream])
  return { ...rows[0], held: held[0]?.n ?? 0 }
}

/** Digest and receipt of what was applied under a number, or the digest of what is held. */
export async function findAnswered(
  tx: Tx,
  stream: string,
  seq: number,
): Promise<{ readonly fileSm3: string; readonly receipt: Buffer | null } | undefined> {
  const rows = await tx.read<{ file_sm3: string; receipt: Buffer | null }>(
    `select file_sm3, receipt from inbound_package where stream = $1 and seq = $2
     union all select file_sm3, null from held_package where stream = $1 and seq = $2`,
    [stream, seq],
  )
  return rows[0] === undefined ? undefined : { fileSm3: rows[0].file_sm3, receipt: rows[0].receipt }
}

export async function recordHeld(
  tx: Tx,
  held: {
    readonly stream: string
    readonly seq: number
    readonly fileSm3: string
    readonly bytes: Buffer
    readonly at: string
  },
): Promise<void> {
  await tx.write('insert into held_package (stream, seq, file_sm3, file_bytes, held_at) values ($1, $2, $3, $4, $5)', [
    held.stream,
    held.seq,
    held.fileSm3,
    held.bytes,
    held.at,
  ])
}

export async function dropHeld(pool: Pool, stream: string, seq: number): Promise<void> {
  await pool.ask('delete from held_package where stream = $1 and seq = $2', [stream, seq])
}

/** The held package whose turn has come, if it is there. */
export async function findHeldNext(pool: Pool, stream: string): Promise<Buffer | undefined> {
  const rows = await pool.ask<{ file_bytes: Buffer }>(
    'select h.file_bytes from inbound_stream s join held_package h on h.stream = s.stream and h.seq = s.expected where s.stream = $1',
    [stream],
  )
  return rows[0]?.file_bytes
}

export type AppliedPackage = {
  readonly stream: string
  readonly seq: number
  readonly packageId: string
  readonly fileSm3: string
  readonly recordCount: number
  readonly receipt: Buffer
  readonly at: string
}

/** Moves the stream on and keeps the receipt, in the transaction of the effect. */
export async function recordApplied(tx: Tx, applied: AppliedPackage): Promise<void> {
  await tx.write(
    'insert into inbound_package (stream, seq, package_id, file_sm3, record_count, receipt, applied_at) values ($1, $2, $3, $4, $5, $6, $7)',
    [applied.stream, applied.seq, applied.packageId, applied.fileSm3, applied.recordCount, applied.receipt, applied.at],
  )
  await tx.write('update inbound_stream set expected = $2, last_file_sm3 = $3, applied_at = $4 where stream = $1', [
    applied.stream,
    applied.seq + 1,
    applied.fileSm3,
    applied.at,
  ])
  await tx.write('delete from held_package where stream = $1 and seq = $2', [applied.stream, applied.seq])
}

/** Which of these digests are files of the registry that we applied: our receipt is kept with each. */
export async function listAppliedFiles(pool: Pool, digests: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await pool.ask<{ file_sm3: string }>(
    'select file_sm3 from inbound_package where file_sm3 = any($1::text[])',
    [digests],
  )
  return new Set(rows.map((row) => row.file_sm3))
}

export type RecordOutcome = {
  readonly recordId: string
  readonly kind: string
  readonly applicationId: string | null
  readonly result: 'applied' | 'refused'
  readonly code: string | null
}

export async function findRecordOutcome(
  tx: Tx,
  recordId: string,
): Promise<{ readonly result: 'applied' | 'refused'; readonly code: string | null } | undefined> {
  return (
    await tx.read<{ result: 'applied' | 'refused'; code: string | null }>(
      'select result, code from inbound_record where record_id = $1',
      [recordId],
    )
  )[0]
}

export async function recordOutcomes(
  tx: Tx,
  stream: string,
  seq: number,
  outcomes: readonly RecordOutcome[],
): Promise<void> {
  await tx.write(
    `insert into inbound_record (record_id, stream, seq, kind, application_id, result, code)
     select record_id, $1, $2, kind, application_id, result, code
     from unnest($3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::text[]) as r(record_id, kind, application_id, result, code)`,
    [
      stream,
      seq,
      outcomes.map((one) => one.recordId),
      outcomes.map((one) => one.kind),
      outcomes.map((one) => one.applicationId),
      outcomes.map((one) => one.result),
      outcomes.map((one) => one.code),
    ],
  )
}

export type Standing = { readonly expected: number; readonly held: readonly number[] }

export async function findStanding(pool: Pool, stream: string): Promise<Standing | undefined> {
  const rows = await pool.ask<{ expected: number; held: readonly (number | string)[] }>(
    `select s.expected, coalesce(array_agg(h.seq order by h.seq) filter (where h.seq is not null), '{}') as held
     from inbound_stream s left join held_package h on h.stream = s.stream where s.stream = $1 group by s.expected`,
    [stream],
  )
  return rows[0] === undefined ? undefined : { expected: rows[0].expected, held: rows[0].held.map(Number) }
}

export type Quarantined = {
  readonly fileSm3: string
  readonly fileName: string
  readonly stream: string | null
  readonly seq: number | null
  readonly code: string
  readonly detail: string
  readonly at: string
}

/** Notes a file that was not taken. The same file coming again counts up and opens the note again. */
export async function recordQuarantine(pool: Pool, file: Quarantined): Promise<void> {
  await pool.ask(
    `insert into quarantine (file_sm3, file_name, stream, seq, code, detail, found_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (file_sm3) do update set times = quarantine.times + 1, found_at = excluded.found_at, cleared_at = null, cleared_by = null`,
    [file.fileSm3, file.fileName, file.stream, file.seq, file.code, file.detail, file.at],
  )
}
