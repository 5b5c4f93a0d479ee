import { findEthnicity } from '@anju/standards/code/ethnicity.ts'
import type { Db } from '@anju/platform/database/pool.ts'

import { CardServiceError } from '../card-service-error.ts'
import type { Act, Deps } from '../deps.ts'
import { nextState, ORDER_STATES } from '../order/order-machine.ts'
import type { OrderState } from '../order/order-machine.ts'
import { photoSize } from '../order/photo-size.ts'
import { qualityHints } from '../order/quality-hint.ts'
import { openPerson, openPhoto, summaryOf } from '../order/read-order.ts'
import { granted } from '../refusal.ts'
import type { CardDecision } from '../refusal.ts'
import { listOrderEvents } from '../store/order-event.ts'
import { countOrders, findOrder, findPhoto, listOrders, listOtherPermits } from '../store/order.ts'
import type { OrderRow } from '../store/order.ts'
import { listResults } from '../store/monitor.ts'
import { findChipUid } from '../store/stock.ts'
import { checkQuality } from '../usecase/check-quality.ts'
import { produceCard } from '../usecase/produce-card.ts'
import { remakeCard } from '../usecase/remake-card.ts'
import type { HandlersOf } from './mount.ts'

/** Orders that wait for us. */
const TODO: readonly OrderState[] = ['received', 'quality-accepted', 'produced', 'reprint-due']
const STEPS = ['accept-quality', 'reject-quality', 'produce', 'remake', 'dispatch'] as const
const ROWS_MAX = 200

export const orderHandlers: HandlersOf<'listOrders' | 'getOrder' | 'checkQuality' | 'produceCard' | 'remakeCard'> = {
  async listOrders({ deps, act, query, legalOn }) {
    const states = query.show === 'todo' ? TODO : query.show === 'all' ? ORDER_STATES : [query.show]
    return deps.pool.look(act.scope, async (db) => {
      const rows = await listOrders(db, { states, limit: ROWS_MAX })
      const none = {
        received: 0,
        'quality-accepted': 0,
        'quality-rejected': 0,
        produced: 0,
        dispatched: 0,
        'reprint-due': 0,
        withdrawn: 0,
      }
      const counts = { ...none, ...(await countOrders(db)) }
      return { orders: rows.map((row) => summaryOf(deps.crypto, row)), counts, legalOn }
    })
  },
  async getOrder({ deps, act, params, legalOn }) {
    return deps.pool.look(act.scope, async (db) => describe(deps, db, await getOrder(db, act, params.orderId), legalOn))
  },
  async checkQuality({ deps, act, params, body }) {
    const { result, reasons, intentId, expectedVersion } = body
    return after(
      deps,
      act,
      await checkQuality(deps, act, { intentId, expectedVersion, orderId: params.orderId, result, reasons }),
    )
  },
  async produceCard({ deps, act, params, body }) {
    return after(deps, act, await produceCard(deps, act, { ...body, orderId: params.orderId }))
  },
  async remakeCard({ deps, act, params, body }) {
    return after(deps, act, await remakeCard(deps, act, { ...body, orderId: params.orderId }))
  },
}

/** @throws CardServiceError not-found, also for an order of another city */
export async function getOrder(db: Db, act: Act, orderId: string): Promise<OrderRow> {
  const row = await findOrder(db, orderId)
  if (row === undefined || row.city !== act.city.city)
    throw new CardServiceError('not-found', 'No such order within reach')
  return row
}

async function describe(deps: Deps, db: Db, row: OrderRow, legalOn: string) {
  const person = openPerson(deps.crypto, row)
  const photo = await findPhoto(db, row.order_id)
  const size = photo === undefined ? undefined : photoSize(openPhoto(deps.crypto, row, photo))
  const otherPermits = await listOtherPermits(db, row)
  const isUnchecked = row.state === 'received' || row.state === 'quality-accepted'
  return {
    ...summaryOf(deps.crypto, row),
    person: { ...person, ethnicityName: ethnicityName(person.ethnicity) },
    photo: size ?? null,
    hints: isUnchecked ? [...qualityHints({ person, purpose: row.purpose, photo: size, otherPermits, legalOn })] : [],
    policyPack: row.policy_pack,
    chipUid: row.stock_no === null ? null : await findChipUid(db, row.stock_no),
    actions: STEPS.map((event) => ({ event, allowed: nextState(row.state, event) !== undefined })),
    history: (await listOrderEvents(db, deps.crypto, row)).map((event) => ({ ...event, facts: { ...event.facts } })),
    results: [...(await listResults(db, row.order_id))],
  }
}

function ethnicityName(code: string): { zh: string; en: string } {
  const found = findEthnicity(code)
  return found === undefined ? { zh: code, en: code } : { zh: found.zh, en: found.en }
}

/** What a command answers: where the order stands after it, also when it was a retry. */
async function after(deps: Deps, act: Act, decision: CardDecision<string>) {
  if (!decision.ok) return decision
  const row = await deps.pool.look(act.scope, (db) => getOrder(db, act, decision.value))
  return granted({
    orderId: row.order_id,
    state: row.state,
    version: row.version,
    permitNo: row.permit_no,
    stockNo: row.stock_no,
  })
}
