import type { Act } from '../deps.ts'
import { listBatchCards } from '../store/batch.ts'

/** Lists of cards on their way to the offices in reach (交接清单); a list stays until each of its cards came or was lost. */
export async function listBatches(act: Act) {
  const rows = await act.city.pool.look(act.scope, listBatchCards)
  const numbers = [...new Set(rows.map(({ batch_no }) => batch_no))]
  return {
    batches: numbers.map((batchNo) => {
      const cards = rows.filter((row) => row.batch_no === batchNo)
      return {
        batchNo,
        dispatchedOn: cards[0]?.dispatched_on ?? '',
        cards: cards.map((row) => ({
          kind: row.kind,
          caseId: row.case_id,
          permitId: row.permit_id,
          personId: row.person_id,
          version: row.version,
          name: row.person_name,
          stockNo: row.stock_no,
          state: row.state,
        })),
      }
    }),
  }
}
