import type { Tx } from '@anju/platform/database/pool.ts'

import type { Act, Deps } from '../deps.ts'
import { composePermitNumber } from '../order/permit-number.ts'
import { granted, refusal, refused } from '../refusal.ts'
import type { CardDecision } from '../refusal.ts'
import { lockStock, nextNumber, useStock } from '../store/stock.ts'
import type { StockCard } from '../store/stock.ts'
import { stepOrder } from './step-order.ts'
import type { OrderCommand } from './step-order.ts'

/** @property stockNo number printed on the blank card in the machine */
export type ProduceCard = OrderCommand & { readonly stockNo: string }

/** Makes the card (制作): takes a blank card from stock, gives the permit its number; the legal day is the issue date. */
export function produceCard(deps: Deps, act: Act, command: ProduceCard): Promise<CardDecision<string>> {
  return stepOrder(deps, act, command, 'produce', async (tx, row) => {
    const card = await takeFromStock(tx, act, command.stockNo)
    if (!card.ok) return card
    const year = Number(act.legalOn.slice(0, 4))
    const serial = await nextNumber(tx, act.city.city, 'permit', String(year))
    const permitNumber = composePermitNumber({ areaCode: act.city.areaCode, year, serial })
    const { stock_no: stockNumber, chip_uid: chipUid } = card.value
    await useStock(tx, stockNumber, row.order_id, act.legalOn)
    const made = { permitNumber, stockNumber, chipUid, issuedOn: act.legalOn }
    return granted({
      lines: [`证卡号：${stockNumber}`, `签发日期：${act.legalOn}`],
      change: { permit_no: permitNumber, stock_no: stockNumber, issued_on: act.legalOn },
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

/** Locks an unused card of the city's stock, or says why it cannot be taken. */
export async function takeFromStock(tx: Tx, act: Act, stockNo: string): Promise<CardDecision<StockCard>> {
  const card = await lockStock(tx, act.city.city, stockNo)
  if (card === undefined) return refused(refusal('stock.unknown', { stockNo }))
  if (card.state === 'used') return refused(refusal('stock.used', { stockNo }))
  if (card.state === 'void') return refused(refusal('stock.void', { stockNo }))
  return granted(card)
}
