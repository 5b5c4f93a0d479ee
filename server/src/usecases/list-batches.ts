import type { Act } from '../deps.ts'
import { listBatchCards } from '../store/batch.ts'
import { listVoidStock } from '../store/void-stock.ts'

/**
 * Lists of cards on their way to the offices in reach (交接清单); a list stays until each of its cards came or was lost. With them the card stock
 * that the police declared void: who counts cards in must know which may be given to nobody.
 */
export async function listBatches(act: Act) {
  const { rows, voided } = await act.city.pool.look(act.scope, async (db) => {
    const [cards, stock] = await Promise.all([listBatchCards(db), listVoidStock(db)])
    return { rows: cards, voided: stock }
  })
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
    voidStock: voided.map((card) => ({
      stockNo: card.stock_no,
      listNo: card.list_no,
      reason: card.reason,
      voidedOn: card.voided_on,
      voidedBy: card.voided_by,
      policeEvidenceSm3: card.police_evidence_sm3,
    })),
  }
}
