import type { Db, Tx } from '@anju/platform/database/pool.ts'

import type { OrderState } from '../order/order-machine.ts'
import type { OrderPurpose } from '../order/quality-hint.ts'

/** An order as it stands; the person's facts are still sealed. */
export type OrderRow = {
  readonly order_id: string
  readonly version: number
  readonly city: string
  readonly area_code: string
  readonly application_id: string
  readonly acceptance_no: string
  readonly purpose: OrderPurpose
  readonly state: OrderState
  readonly accepted_on: string
  readonly due_on: string
  readonly office_code: string
  readonly office_name: string
  readonly policy_pack: string
  readonly id_bidx: Buffer
  readonly dek_wrapped: Buffer
  readonly facts_enc: Buffer
  readonly received_on: string
  readonly permit_no: string | null
  readonly stock_no: string | null
  readonly issued_on: string | null
  readonly void_stock_no: string | null
  readonly evidence_sm3: readonly string[]
  readonly approval: 'keys' | 'demo' | null
}

const COLUMNS = `order_id, version, city, area_code, application_id, acceptance_no, purpose, state, accepted_on, due_on, office_code,
  office_name, policy_pack, id_bidx, dek_wrapped, facts_enc, received_on, permit_no, stock_no, issued_on, void_stock_no, evidence_sm3, approval`

export type NewOrder = Omit<OrderRow, 'version' | 'state' | 'stock_no'> & {
  readonly signatures_sm3: string
  readonly photo: { readonly mediaType: string; readonly contentEnc: Buffer }
}

export async function recordOrder(tx: Tx, order: NewOrder): Promise<void> {
  await tx.write(
    `insert into card_order (order_id, version, city, area_code, application_id, acceptance_no, purpose, state, accepted_on, due_on,
       office_code, office_name, signatures_sm3, policy_pack, id_bidx, dek_wrapped, facts_enc, received_on,
       permit_no, issued_on, void_stock_no, evidence_sm3, approval)
     values ($1, 1, $2, $3, $4, $5, $6, 'received', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
    [
      order.order_id,
      order.city,
      order.area_code,
      order.application_id,
      order.acceptance_no,
      order.purpose,
      order.accepted_on,
      order.due_on,
      order.office_code,
      order.office_name,
      order.signatures_sm3,
      order.policy_pack,
      order.id_bidx,
      order.dek_wrapped,
      order.facts_enc,
      order.received_on,
      order.permit_no,
      order.issued_on,
      order.void_stock_no,
      order.evidence_sm3,
      order.approval,
    ],
  )
  await tx.write('insert into order_photo (order_id, area_code, media_type, content_enc) values ($1, $2, $3, $4)', [
    order.order_id,
    order.area_code,
    order.photo.mediaType,
    order.photo.contentEnc,
  ])
}

export async function findOrder(db: Db, orderId: string): Promise<OrderRow | undefined> {
  return (await db.read<OrderRow>(`select ${COLUMNS} from card_order where order_id = $1`, [orderId]))[0]
}

/** The order that stands for a case: the last one, whatever became of it. Locked, so that two steps wait for each other. */
export async function lockOrderOfApplication(tx: Tx, applicationId: string): Promise<OrderRow | undefined> {
  const rows = await tx.read<OrderRow>(
    `select ${COLUMNS} from card_order where application_id = $1 order by (state <> 'quality-rejected') desc, order_id desc limit 1 for update`,
    [applicationId],
  )
  return rows[0]
}

export async function lockOrders(tx: Tx, orderIds: readonly string[]): Promise<readonly OrderRow[]> {
  return tx.read<OrderRow>(
    `select ${COLUMNS} from card_order where order_id = any($1::uuid[]) order by order_id for update`,
    [orderIds],
  )
}

export type OrderFilter = { readonly states: readonly OrderState[]; readonly limit: number }

/** What is due first stands first. */
export async function listOrders(db: Db, { states, limit }: OrderFilter): Promise<readonly OrderRow[]> {
  return db.read<OrderRow>(
    `select ${COLUMNS} from card_order where state = any($1::text[]) order by due_on, acceptance_no, order_id limit $2`,
    [states, limit],
  )
}

export async function countOrders(db: Db): Promise<Readonly<Record<string, number>>> {
  const rows = await db.read<{ state: string; n: number }>('select state, count(*) as n from card_order group by state')
  return Object.fromEntries(rows.map((row) => [row.state, row.n]))
}

export type OrderChange = Partial<Pick<OrderRow, 'permit_no' | 'stock_no' | 'issued_on'>>

/** Moves an order that was locked before; its version goes up by one. */
export async function changeOrder(tx: Tx, row: OrderRow, state: OrderState, change: OrderChange = {}): Promise<void> {
  const next = { ...row, ...change }
  const changed = await tx.write(
    `update card_order set state = $3, version = version + 1, permit_no = $4, stock_no = $5, issued_on = $6
     where order_id = $1 and version = $2 returning order_id`,
    [row.order_id, row.version, state, next.permit_no, next.stock_no, next.issued_on],
  )
  if (changed.length !== 1) throw new Error('A locked order changed under us')
}

/**
 * Notes on an order the statements that it goes on by.
 * @returns false when every one of them served it before
 */
export async function spendSignatures(tx: Tx, orderId: string, statements: readonly string[]): Promise<boolean> {
  const rows = await tx.write(
    'update card_order set evidence_sm3 = evidence_sm3 || $2::text[] where order_id = $1 and not $2::text[] <@ evidence_sm3 returning 1',
    [orderId, statements],
  )
  return rows.length === 1
}

export type OrderPhoto = { readonly mediaType: string; readonly contentEnc: Buffer }

export async function findPhoto(db: Db, orderId: string): Promise<OrderPhoto | undefined> {
  const rows = await db.read<{ media_type: string; content_enc: Buffer }>(
    'select media_type, content_enc from order_photo where order_id = $1',
    [orderId],
  )
  return rows[0] === undefined ? undefined : { mediaType: rows[0].media_type, contentEnc: rows[0].content_enc }
}

/** Permit numbers made for the same ID number in other orders, whose cards are not void. */
export async function listOtherPermits(
  db: Db,
  row: Pick<OrderRow, 'id_bidx' | 'application_id'>,
): Promise<readonly string[]> {
  const rows = await db.read<{ permit_no: string }>(
    `select distinct permit_no from card_order where id_bidx = $1 and application_id <> $2 and permit_no is not null and state in ('produced', 'dispatched', 'reprint-due') order by permit_no`,
    [row.id_bidx, row.application_id],
  )
  return rows.map(({ permit_no }) => permit_no)
}
