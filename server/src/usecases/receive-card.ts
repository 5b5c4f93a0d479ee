import { parseClauseRef } from '@anju/domain/kernel/clause.ts'
import { granted, ground, refusal, refused, type Decision } from '@anju/domain/kernel/decision.ts'
import type { Act, Deps } from '../deps.ts'
import { type ApplicationCommand, type ApplicationOutcome, stepApplication } from './application-step.ts'

/** The card has come back to the office (领回成品), counted and signed: it is the very card of the list. */
export async function receiveCard(
  deps: Deps,
  act: Act,
  command: ApplicationCommand & { readonly stockNo: string },
): Promise<Decision<ApplicationOutcome>> {
  const { stockNo } = command
  return stepApplication(deps, act, command, 'receive', ({ row, permit }, pack) => {
    const clause = parseClauseRef(pack.workflow.duties.receive?.law ?? pack.source)
    if (permit?.stock_no !== stockNo) return refused(refusal('card.stock-number-mismatch', clause, { stockNo }))
    return granted({ facts: { stockNo, batchNo: row.batch_no } }, [
      ground(clause, 'card.counted', { stockNo, batchNo: row.batch_no ?? '' }),
    ])
  })
}
