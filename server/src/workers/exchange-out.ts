import { buildPackage } from '@anju/exchange/package.ts'
import type { City } from '../deps.ts'
import { findNextSeq, listDue, lockStream, markPlaced, recordSending } from '../store/exchange.ts'
import { envelope, placeForPolice, type ExchangeNode } from './exchange-node.ts'
import { orderRecord } from './exchange-order.ts'
import { APPLICATION_STEPS, CARD_CASE_STEPS } from './exchange-step.ts'
import { witnessRequest } from './exchange-witness.ts'
import { joinedAct } from './joined-act.ts'
import type { Delivery, OutboxHandler } from './outbox.ts'
import { ordersStream } from '@anju/exchange/stream-name.ts'

const MINUTE_MS = 60_000

/**
 * Turns orders from the outbox into numbered packages (边界导出). Number, bytes, the case's own step and the outbox row are
 * one transaction: a kill leaves either nothing, or a package that will be sent as these very bytes.
 */
export function exchangeHandler(node: ExchangeNode): OutboxHandler {
  return { topics: ['exchange.'], deliver: (delivery) => packOrder(node, delivery) }
}

async function packOrder(node: ExchangeNode, { deps, act, row, finish }: Delivery): Promise<void> {
  const { pool } = act.city
  const expects = await findNextSeq(pool, 'in')
  await pool.transact(act.scope, async (tx) => {
    const { stream, nextSeq: seq, prevSm3 } = await lockStream(tx, 'out')
    // Another worker that took the row since has made its effect.
    if (!(await finish(tx))) return
    const record = await orderRecord(deps, tx, row)
    if (record === undefined) return
    const head = envelope(node, stream, expects, await witnessRequest(tx))
    const { bytes, fileSm3 } = buildPackage({ ...head, seq, prevSm3, schema: 'orders/1', records: [record] })
    const sent = { recordId: record.id, kind: record.kind, caseId: row.subject_id }
    await recordSending(tx, { seq, packageId: head.packageId, fileSm3, bytes, records: [sent], at: node.now() })
    const steps = record.kind === 'card-order/2' ? CARD_CASE_STEPS : APPLICATION_STEPS
    if (record.kind === 'permit-order/2' || record.kind === 'card-order/2') {
      const command = { intentId: row.outbox_id, caseId: row.subject_id, packageId: head.packageId }
      const exported = await steps.export(deps, joinedAct(act, tx), command)
      if (!exported.ok)
        throw new Error(`A passed case could not be exported: ${exported.refusals.map(({ code }) => code).join(', ')}`)
    }
    deps.failpoint('before-commit')
  })
  deps.failpoint('after-commit')
}

/** Places every package of a city that is due, with the same bytes each time: 1, 2, 4 … 60 minutes apart until its receipt is here. */
export async function sendDue(node: ExchangeNode, { city, pool }: City): Promise<number> {
  const due = await listDue(pool, node.now())
  for (const { seq, bytes, sends } of due) {
    await placeForPolice(node, ordersStream(city), seq, bytes)
    const at = node.now()
    await markPlaced(pool, seq, at, new Date(Date.parse(at) + Math.min(2 ** sends, 60) * MINUTE_MS).toISOString())
  }
  return due.length
}
