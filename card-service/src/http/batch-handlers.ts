import { CardServiceError } from '../card-service-error.ts'
import { summaryOf } from '../order/read-order.ts'
import { granted } from '../refusal.ts'
import { findBatch, listBatchCards, listBatches } from '../store/batch.ts'
import type { BatchRow } from '../store/batch.ts'
import { listOrders } from '../store/order.ts'
import { describeStock } from '../store/stock.ts'
import { dispatchBatch } from '../usecase/dispatch-batch.ts'
import { receiveBlankCards, voidBlankCard } from '../usecase/keep-stock.ts'
import { reportCivilEvent } from '../usecase/report-civil-event.ts'
import type { HandlersOf } from './mount.ts'

type Names =
  | 'listBatches'
  | 'getBatch'
  | 'dispatchBatch'
  | 'getStock'
  | 'receiveStock'
  | 'voidStock'
  | 'reportCivilEvent'

export const batchHandlers: HandlersOf<Names> = {
  async listBatches({ deps, act }) {
    return deps.pool.look(act.scope, async (db) => {
      const rows = await listOrders(db, { states: ['produced'], limit: 1000 })
      const offices = new Map(rows.map((row) => [row.office_code, row.office_name]))
      const ready = [...offices].map(([code, name]) => ({
        office: { code, name },
        orders: rows.filter((row) => row.office_code === code).map((row) => summaryOf(deps.crypto, row)),
      }))
      return { ready, batches: (await listBatches(db, act.city.city)).map(batchOf) }
    })
  },
  async getBatch({ deps, act, params }) {
    return deps.pool.look(act.scope, async (db) => {
      const batch = await findBatch(db, act.city.city, params.batchId)
      if (batch === undefined) throw new CardServiceError('not-found', 'No such batch within reach')
      const cards = await listBatchCards(db, batch.batch_id)
      const list = cards.map((card) => ({
        orderId: card.order_id,
        applicationId: card.application_id,
        acceptanceNo: card.acceptance_no,
        permitNo: card.permit_no,
        stockNo: card.stock_no,
      }))
      return { ...batchOf(batch), list }
    })
  },
  async dispatchBatch({ deps, act, body }) {
    const decision = await dispatchBatch(deps, act, body)
    if (!decision.ok) return decision
    const batch = await deps.pool.look(act.scope, (db) => findBatch(db, act.city.city, decision.value))
    if (batch === undefined) throw new Error('A dispatched batch is gone')
    return granted({ batchId: batch.batch_id, batchNo: batch.batch_no, cards: batch.cards })
  },
  async getStock({ deps, act }) {
    const stock = await deps.pool.look(act.scope, (db) => describeStock(db, act.city.city))
    return { ...stock, next: [...stock.next] }
  },
  async receiveStock({ deps, act, body }) {
    const decision = await receiveBlankCards(deps, act, body)
    return decision.ok ? granted({ received: body.cards.length }) : decision
  },
  async voidStock({ deps, act, body }) {
    const decision = await voidBlankCard(deps, act, body)
    return decision.ok ? granted({ listNo: decision.value }) : decision
  },
  async reportCivilEvent({ deps, act, body }) {
    const decision = await reportCivilEvent(deps, act, body)
    return decision.ok ? granted({ recordId: decision.value }) : decision
  },
}

function batchOf(row: BatchRow) {
  return {
    batchId: row.batch_id,
    batchNo: row.batch_no,
    office: { code: row.office_code, name: row.office_name },
    cards: row.cards,
    dispatchedOn: row.dispatched_on,
    dispatchedBy: { name: row.by_name, badge: row.by_badge },
  }
}
