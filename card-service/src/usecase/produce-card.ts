import type { Tx } from '@anju/platform/database/pool.ts'

import type { Act, Deps } from '../deps.ts'
import { composePermitNumber } from '../order/permit-number.ts'
import { granted, refusal, refused } from '../refusal.ts'
import type { CardDecision } from '../refusal.ts'
import type { OrderRow } from '../store/order.ts'
import { lockStock, nextNumber, useStock } from '../store/stock.ts'
import type { StockCard } from '../store/stock.ts'
import { stepOrder } from './step-order.ts'
import type { OrderCommand } from './step-order.ts'

/** @property stockNo number printed on the blank card in the machine */
export type ProduceCard = OrderCommand & { readonly stockNo: string }

/**
 * Makes the card (制作) from a blank one in stock. A first card gives the permit its number, and the legal day is its issue date; another card of a permit
 * keeps both.
 */
export function produceCard(deps: Deps, act: Act, command: ProduceCard): Promise<CardDecision<string>> {
  return stepOrder(deps, act, command, 'produce', async (tx, row) => {
    const card = await takeFromStock(tx, act, command.stockNo)
    if (!card.ok) return card
    const { permitNumber, issuedOn, madeOn, lines } = await permitOf(tx, act, row)
    const { stock_no: stockNumber, chip_uid: chipUid } = card.value
    await useStock(tx, stockNumber, row.order_id, act.legalOn)
    const made = { permitNumber, stockNumber, chipUid, issuedOn, ...madeOn }
    return granted({
      lines: [...lines, `证卡号：${stockNumber}`, `签发日期：${issuedOn}`],
      change: { permit_no: permitNumber, stock_no: stockNumber, issued_on: issuedOn },
      facts: made,
      result: {
        kind: 'production-result/1' as const,
        body: {
          applicationId: row.application_id,
          acceptanceNumber: row.acceptance_no,
          ...made,
          producedBy: { name: act.staff.name, badge: act.staff.badge },
        },
      },
    })
  })
}

/** Number and issue date: of a first card new ones, of another card those of its permit, with what the maker is shown of it. */
async function permitOf(tx: Tx, act: Act, row: OrderRow) {
  if (row.purpose !== 'first') {
    if (row.permit_no === null || row.issued_on === null) throw new Error('Another card for a permit without a number')
    const voided = row.void_stock_no === null ? [] : [`作废证卡：${row.void_stock_no}`]
    return {
      permitNumber: row.permit_no,
      issuedOn: row.issued_on,
      madeOn: { madeOn: act.legalOn },
      lines: [`居住证号：${row.permit_no}`, ...voided],
    }
  }
  const year = Number(act.legalOn.slice(0, 4))
  const serial = await nextNumber(tx, act.city.city, 'permit', String(year))
  const permitNumber = composePermitNumber({ areaCode: act.city.areaCode, year, serial })
  return { permitNumber, issuedOn: act.legalOn, madeOn: {}, lines: [] }
}

/** Locks an unused card of the city's stock, or says why it cannot be taken. */
export async function takeFromStock(tx: Tx, act: Act, stockNo: string): Promise<CardDecision<StockCard>> {
  const card = await lockStock(tx, act.city.city, stockNo)
  if (card === undefined) return refused(refusal('stock.unknown', { stockNo }))
  if (card.state === 'used') return refused(refusal('stock.used', { stockNo }))
  if (card.state === 'void') return refused(refusal('stock.void', { stockNo }))
  return granted(card)
}
