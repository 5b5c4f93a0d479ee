import type { ProvenStep } from '@anju/crypto/approval-evidence.ts'
import type { RecordBody } from '@anju/exchange/record.ts'

import { nextState } from '../order/order-machine.ts'
import { findOrder, lockOrderOfApplication, spendSignatures } from '../store/order.ts'
import type { OrderRow } from '../store/order.ts'
import { lockStock, restoreStock, voidStock } from '../store/stock.ts'
import { dropWaitingOf } from '../store/waiting-order.ts'
import { moveOrder } from './move-order.ts'
import type { Applying } from './move-order.ts'

/** The order whose card was lost on its way and can be made again; otherwise the code of a refusal. */
export async function orderToRemake(
  { tx, city }: Applying,
  body: RecordBody<'reprint-order/2'>,
): Promise<OrderRow | string> {
  const row = await lockOrderOfApplication(tx, body.applicationId)
  if (row === undefined || row.city !== city.city) return 'order.unknown'
  if (row.permit_no !== body.permitNumber || row.stock_no !== body.voidStockNumber) return 'order.card-differs'
  return nextState(row.state, 'order-reprint') === undefined ? `order.${row.state}` : row
}

/** Has a card made again, by a signature that no other one was made again by. @returns the code of a refusal, or null */
export async function remakeLost(
  applying: Applying,
  body: RecordBody<'reprint-order/2'>,
  steps: readonly ProvenStep[],
): Promise<string | null> {
  const row = await orderToRemake(applying, body)
  if (typeof row === 'string') return row
  if (!(await spend(applying, row, steps))) return 'order.signature-used'
  const { reason, reportedOn, voidStockNumber } = body
  const signed = steps.map(({ step, official, by }) => ({ step, official, by }))
  const approval = steps.every(({ isKeyKnown }) => isKeyKnown) ? 'keys' : 'demo'
  const code = await moveOrder(applying, row, 'order-reprint', {
    reason,
    reportedOn,
    voidStockNumber,
    approval,
    signed,
  })
  if (code === null) await voidStock(applying.tx, voidStockNumber, 'lost', applying.legalOn)
  return code
}

type NamedCard = Pick<RecordBody<'card-standing/1'>, 'stockNumber' | 'permitNumber'>

/** The order that a card was made for, locked with the card; otherwise the code of a refusal. */
async function orderOfCard({ tx, city }: Applying, card: NamedCard): Promise<OrderRow | string> {
  const stock = await lockStock(tx, city.city, card.stockNumber)
  if (stock === undefined) return 'stock.unknown'
  const order = stock.order_id === null ? undefined : await findOrder(tx, stock.order_id)
  return order?.permit_no === card.permitNumber ? order : 'order.card-differs'
}

/** A card that is out is void from now on, whoever says so: to be wrong there costs another card. That it was found before waits for nothing any more. */
export async function applyVoid(
  applying: Applying,
  { reason, ...card }: RecordBody<'card-standing/1'>,
): Promise<string | null> {
  const order = await orderOfCard(applying, card)
  if (typeof order === 'string') return order
  await voidStock(applying.tx, card.stockNumber, reason === 'lost' ? 'lost' : 'withdrawn', applying.legalOn)
  await dropWaitingOf(applying.tx, order.application_id, ['good-again'])
  return null
}

/** The order of a card that can be good again: the one that its holder has. One that was lost on its way was nobody's to find. */
export async function orderOfFound(
  applying: Applying,
  card: RecordBody<'card-standing/2'>,
): Promise<OrderRow | string> {
  const order = await orderOfCard(applying, card)
  if (typeof order === 'string') return order
  if (order.stock_no !== card.stockNumber) return 'order.card-differs'
  return order.state === 'dispatched' ? order : `order.${order.state}`
}

/** A card that was reported lost is good again, by a signature that says so for the first time. @returns the code of a refusal, or null */
export async function restoreFound(
  applying: Applying,
  body: RecordBody<'card-standing/2'>,
  steps: readonly ProvenStep[],
): Promise<string | null> {
  const order = await orderOfFound(applying, body)
  if (typeof order === 'string') return order
  if (!(await spend(applying, order, steps))) return 'order.signature-used'
  await restoreStock(applying.tx, body.stockNumber)
  return null
}

function spend({ tx }: Applying, { order_id: orderId }: OrderRow, steps: readonly ProvenStep[]): Promise<boolean> {
  return spendSignatures(
    tx,
    orderId,
    steps.map(({ sm3 }) => sm3),
  )
}
