import type { Db, Tx } from '@anju/platform/database/pool.ts'

/** A record that came whole and has no effect yet; what it says is sealed. */
export type WaitingOrder = {
  readonly record_id: string
  readonly city: string
  readonly area_code: string
  readonly application_id: string
  readonly acceptance_no: string
  /** A card; another for one that was lost on its way; or that a lost card counts again. */
  readonly asks: 'card' | 'second-card' | 'good-again'
  /** Why it waits. */
  readonly code: string
  readonly officials: readonly string[]
  readonly roster_sm3: string
  readonly dek_wrapped: Buffer
  readonly body_enc: Buffer
  readonly received_at: string
}
const COLUMNS =
  'record_id, city, area_code, application_id, acceptance_no, asks, code, officials, roster_sm3, dek_wrapped, body_enc, received_at'

export async function recordWaiting(tx: Tx, order: WaitingOrder): Promise<void> {
  await tx.write(`insert into waiting_order (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, [
    order.record_id,
    order.city,
    order.area_code,
    order.application_id,
    order.acceptance_no,
    order.asks,
    order.code,
    order.officials,
    order.roster_sm3,
    order.dek_wrapped,
    order.body_enc,
    order.received_at,
  ])
}

export async function countWaitingOrders(db: Db, city: string): Promise<number> {
  return (await db.read<{ n: number }>('select count(*) as n from waiting_order where city = $1', [city]))[0]?.n ?? 0
}

/** What waits, the oldest first. */
export async function listWaitingOrders(
  db: Db,
  city: string,
): Promise<
  readonly Pick<WaitingOrder, 'record_id' | 'acceptance_no' | 'asks' | 'code' | 'officials' | 'received_at'>[]
> {
  return db.read(
    'select record_id, acceptance_no, asks, code, officials, received_at from waiting_order where city = $1 order by received_at, record_id limit 100',
    [city],
  )
}

/** Some orders that were last judged by another roster, in the order they came. */
export async function listToJudge(db: Db, city: string, rosterSm3: string): Promise<readonly string[]> {
  const rows = await db.read<{ record_id: string }>(
    'select record_id from waiting_order where city = $1 and roster_sm3 <> $2 order by received_at, record_id limit 20',
    [city, rosterSm3],
  )
  return rows.map(({ record_id }) => record_id)
}

export async function lockWaiting(tx: Tx, recordId: string): Promise<WaitingOrder | undefined> {
  return (
    await tx.read<WaitingOrder>(`select ${COLUMNS} from waiting_order where record_id = $1 for update`, [recordId])
  )[0]
}

/** It still waits: by which roster it was judged, and why it waits now. */
export async function keepWaiting(
  tx: Tx,
  { record_id, code, officials, roster_sm3 }: Pick<WaitingOrder, 'record_id' | 'code' | 'officials' | 'roster_sm3'>,
): Promise<void> {
  await tx.write('update waiting_order set code = $2, officials = $3, roster_sm3 = $4 where record_id = $1', [
    record_id,
    code,
    officials,
    roster_sm3,
  ])
}

export async function dropWaiting(tx: Tx, recordId: string): Promise<void> {
  await tx.write('delete from waiting_order where record_id = $1', [recordId])
}

/** Drops what waits for a case, of what it asks, because it was called off. @returns whether there was anything */
export async function dropWaitingOf(
  tx: Tx,
  applicationId: string,
  asks: readonly WaitingOrder['asks'][],
): Promise<boolean> {
  const gone = await tx.write(
    'delete from waiting_order where application_id = $1 and asks = any($2::text[]) returning 1',
    [applicationId, asks],
  )
  return gone.length > 0
}
