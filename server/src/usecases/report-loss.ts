import { granted, ground, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { voidCard } from '../store/permit.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'

/** A card of the list has not come (运送丢失): void at once, and ordered anew from the police, free. */
export async function reportLoss(
  deps: Deps,
  act: Act,
  command: ApplicationCommand & { readonly note: string },
): Promise<Decision<ApplicationOutcome>> {
  return stepApplication(deps, act, command, 'report-loss', ({ row, permit }, pack) => {
    if (permit === undefined) throw new Error(`Application ${row.application_id} has a card on its way and no permit`)
    const voidStockNo = permit.stock_no ?? ''
    return granted(
      {
        facts: { note: command.note, voidStockNo, batchNo: row.batch_no },
        effects: [{ topic: 'exchange.reprint-order', payload: { voidStockNo } }],
        alsoWrite: (tx) => voidCard(tx, { crypto: deps.crypto, act }, permit.permit_id, 'lost-in-transit', act.legalOn),
      },
      [ground(pack.source, 'card.void', { stockNo: voidStockNo })],
    )
  })
}
