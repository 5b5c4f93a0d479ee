import type { Db, Pool } from '@anju/platform/database/pool.ts'

/** How the registry took each result about an order. */
export type ResultStanding = {
  readonly kind: string
  readonly standing: 'waiting' | 'sent' | 'applied' | 'known' | 'refused'
  readonly code: string | null
}

export async function listResults(db: Db, orderId: string): Promise<readonly ResultStanding[]> {
  return db.read<ResultStanding>(
    `select kind, coalesce(result, case when seq is null then 'waiting' else 'sent' end) as standing, code
     from outgoing_record where order_id = $1 order by record_id`,
    [orderId],
  )
}

export type OutboundRow = {
  readonly stream: string
  readonly next_seq: number
  readonly peer_applied_up_to: number
  readonly peer_missing: number
  readonly peer_beat_at: string | null
}

export async function findOutbound(pool: Pool, stream: string): Promise<OutboundRow | undefined> {
  return (
    await pool.ask<OutboundRow>(
      'select stream, next_seq, peer_applied_up_to, peer_missing, peer_beat_at from outgoing_stream where stream = $1',
      [stream],
    )
  )[0]
}

export type OpenPackage = {
  readonly package_id: string
  readonly seq: number
  readonly state: 'built' | 'placed' | 'stuck'
  readonly record_count: number
  readonly sends: number
  readonly next_send_at: string
  readonly nacks: number
  readonly nack_code: string | null
}

/** Packages without a receipt, oldest first. */
export async function listOpenPackages(pool: Pool, stream: string): Promise<readonly OpenPackage[]> {
  return pool.ask<OpenPackage>(
    `select package_id, seq, state, record_count, sends, next_send_at, nacks, nack_code from outgoing_package
     where stream = $1 and state <> 'acked' order by seq limit 100`,
    [stream],
  )
}

export type RefusedRecord = {
  readonly record_id: string
  readonly kind: string
  readonly seq: number
  readonly code: string | null
  readonly order_id: string | null
}

/** Results that the registry took and refused: a person looks at each. */
export async function listRefused(pool: Pool, stream: string): Promise<readonly RefusedRecord[]> {
  return pool.ask<RefusedRecord>(
    `select record_id, kind, seq, code, order_id from outgoing_record where stream = $1 and result = 'refused' order by record_id desc limit 50`,
    [stream],
  )
}

export async function countWaiting(pool: Pool, city: string): Promise<number> {
  return (
    (
      await pool.ask<{ n: number }>('select count(*) as n from outgoing_record where city = $1 and seq is null', [city])
    )[0]?.n ?? 0
  )
}

export async function findAppliedAt(pool: Pool, stream: string): Promise<string | null> {
  return (
    (
      await pool.ask<{ applied_at: string | null }>('select applied_at from inbound_stream where stream = $1', [stream])
    )[0]?.applied_at ?? null
  )
}

export type QuarantineRow = {
  readonly file_sm3: string
  readonly file_name: string
  readonly stream: string | null
  readonly seq: number | null
  readonly code: string
  readonly detail: string
  readonly times: number
  readonly found_at: string
}

/** Files set aside that nobody has looked at: those of these streams, and those of nobody. */
export async function listQuarantine(pool: Pool, streams: readonly string[]): Promise<readonly QuarantineRow[]> {
  return pool.ask<QuarantineRow>(
    `select file_sm3, file_name, stream, seq, code, detail, times, found_at from quarantine
     where cleared_at is null and (stream is null or stream = any($1::text[])) order by found_at desc limit 100`,
    [streams],
  )
}

/** @returns false when there is no such note */
export async function clearQuarantine(pool: Pool, fileSm3: string, staffId: string, at: string): Promise<boolean> {
  const rows = await pool.ask(
    'update quarantine set cleared_at = $3, cleared_by = $2 where file_sm3 = $1 and cleared_at is null returning 1',
    [fileSm3, staffId, at],
  )
  return rows.length === 1
}

/** Lets a package that is stuck, or waits for its next turn, go again at once. @returns false when it is acknowledged or unknown */
export async function sendAgain(pool: Pool, stream: string, packageId: string, at: string): Promise<boolean> {
  const rows = await pool.ask(
    `update outgoing_package set state = case when state = 'stuck' then 'placed' else state end, nacks = 0, next_send_at = $3
     where stream = $1 and package_id = $2 and state <> 'acked' returning 1`,
    [stream, packageId, at],
  )
  return rows.length === 1
}

/** What to say when the registry signed a ledger that does not continue the one it signed before; undefined while it did not. */
export async function findContradiction(pool: Pool, city: string): Promise<string | undefined> {
  const rows = await pool.ask<{ found_at: string; held_size: number }>(
    'select found_at, held_size from contradicting_checkpoint where city = $1 order by found_at limit 1',
    [city],
  )
  const [first] = rows
  return first === undefined
    ? undefined
    : `台账检查点矛盾：登记方签署的台账与此前签署的不连续（第 ${first.held_size} 条起，${first.found_at} 发现）。请勿清理，报告审计部门。 The registry signed a ledger that does not continue the one of size ${first.held_size} that we hold: leave everything as it is and tell the audit department.`
}
