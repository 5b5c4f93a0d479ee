import type { Db, Tx } from '@anju/platform/database/pool.ts'

import type { SignedStatement } from './order-event.ts'

export type BatchCard = {
  readonly orderId: string
  readonly applicationId: string
  readonly permitNo: string
  readonly stockNo: string
}

export type NewBatch = SignedStatement & {
  readonly batchId: string
  readonly city: string
  readonly batchNo: string
  readonly officeCode: string
  readonly officeName: string
  readonly dispatchedOn: string
  readonly dispatchedBy: string
  readonly signingId: string
  readonly cards: readonly BatchCard[]
}

export async function recordBatch(tx: Tx, batch: NewBatch): Promise<void> {
  await tx.write(
    `insert into batch (batch_id, city, batch_no, office_code, office_name, cards, dispatched_on, dispatched_by, statement, countersignature, key_id, signing_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      batch.batchId,
      batch.city,
      batch.batchNo,
      batch.officeCode,
      batch.officeName,
      batch.cards.length,
      batch.dispatchedOn,
      batch.dispatchedBy,
      batch.statement,
      batch.countersignature,
      batch.keyId,
      batch.signingId,
    ],
  )
  await tx.write(
    `insert into batch_card (batch_id, order_id, permit_no, stock_no)
     select $1, order_id, permit_no, stock_no from unnest($2::uuid[], $3::text[], $4::text[]) as c(order_id, permit_no, stock_no)`,
    [
      batch.batchId,
      batch.cards.map((card) => card.orderId),
      batch.cards.map((card) => card.permitNo),
      batch.cards.map((card) => card.stockNo),
    ],
  )
}

export type BatchRow = {
  readonly batch_id: string
  readonly batch_no: string
  readonly office_code: string
  readonly office_name: string
  readonly cards: number
  readonly dispatched_on: string
  readonly by_name: string
  readonly by_badge: string
}

const SELECT = `select b.batch_id, b.batch_no, b.office_code, b.office_name, b.cards, b.dispatched_on, s.name as by_name, s.badge as by_badge
  from batch b join staff s on s.staff_id = b.dispatched_by`

export async function listBatches(db: Db, city: string): Promise<readonly BatchRow[]> {
  return db.read<BatchRow>(`${SELECT} where b.city = $1 order by b.batch_id desc limit 100`, [city])
}

export async function findBatch(db: Db, city: string, batchId: string): Promise<BatchRow | undefined> {
  return (await db.read<BatchRow>(`${SELECT} where b.city = $1 and b.batch_id = $2`, [city, batchId]))[0]
}

export type ListedCard = {
  readonly order_id: string
  readonly application_id: string
  readonly acceptance_no: string
  readonly permit_no: string
  readonly stock_no: string
}

export async function listBatchCards(db: Db, batchId: string): Promise<readonly ListedCard[]> {
  return db.read<ListedCard>(
    `select c.order_id, o.application_id, o.acceptance_no, c.permit_no, c.stock_no
     from batch_card c join card_order o on o.order_id = c.order_id where c.batch_id = $1 order by o.acceptance_no`,
    [batchId],
  )
}
