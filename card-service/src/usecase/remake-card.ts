import type { Act, Deps } from '../deps.ts'
import { granted } from '../refusal.ts'
import type { CardDecision } from '../refusal.ts'
import { useStock, voidStock } from '../store/stock.ts'
import { takeFromStock } from './produce-card.ts'
import type { ProduceCard } from './produce-card.ts'
import { stepOrder } from './step-order.ts'

/**
 * Makes a card again, free of charge: one that came out spoilt, or one that never arrived. The permit keeps its number and
 * issue date; the old stock number is void.
 */
export function remakeCard(deps: Deps, act: Act, command: ProduceCard): Promise<CardDecision<string>> {
  return stepOrder(deps, act, command, 'remake', async (tx, row) => {
    if (row.permit_no === null || row.stock_no === null) throw new Error('A made card without its numbers')
    const card = await takeFromStock(tx, act, command.stockNo)
    if (!card.ok) return card
    const reason = row.state === 'reprint-due' ? ('lost-in-transit' as const) : ('personalisation-error' as const)
    // A card lost on its way was voided when the loss was reported.
    if (reason === 'personalisation-error') await voidStock(tx, row.stock_no, 'spoiled', act.legalOn)
    await useStock(tx, card.value.stock_no, row.order_id, act.legalOn)
    const made = {
      permitNumber: row.permit_no,
      voidStockNumber: row.stock_no,
      stockNumber: card.value.stock_no,
      chipUid: card.value.chip_uid,
      reason,
      remadeOn: act.legalOn,
    }
    return granted({
      lines: [`居住证号：${made.permitNumber}`, `作废证卡：${made.voidStockNumber}`, `新证卡号：${made.stockNumber}`],
      change: { stock_no: card.value.stock_no },
      facts: made,
      result: {
        kind: 'remake-result/1' as const,
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
