import { canonicalJsonBytes } from '@anju/crypto/canonical-json.ts'
import { sm3Hex } from '@anju/crypto/sm3.ts'

import { CardServiceError } from '../card-service-error.ts'
import type { Act, Deps } from '../deps.ts'
import { nextState } from '../order/order-machine.ts'
import { granted, refusal, refused } from '../refusal.ts'
import type { CardDecision, CardRefusal } from '../refusal.ts'
import { recordBatch } from '../store/batch.ts'
import { recordOrderEvent, signStatement } from '../store/order-event.ts'
import { changeOrder, lockOrders } from '../store/order.ts'
import type { OrderRow } from '../store/order.ts'
import { recordOutgoing } from '../store/outgoing.ts'
import { nextNumber } from '../store/stock.ts'
import { carryOut } from './carry-out.ts'
import type { Command } from './carry-out.ts'
import { newSubjectId, signStep, toldEvidence } from './sign-step.ts'

/** Cards a batch may hold: what one dispatch list carries across the boundary. */
export const BATCH_CARDS_MAX = 1000

export type DispatchBatch = Command & { readonly officeCode: string; readonly orderIds: readonly string[] }

/** Sends finished cards to the office that handed the cases in (分发送办单位): one list with its count, signed over by a person. */
export function dispatchBatch(deps: Deps, act: Act, command: DispatchBatch): Promise<CardDecision<string>> {
  return carryOut(deps, act, 'batches/dispatch', command, async (tx) => {
    const orders = (await lockOrders(tx, command.orderIds)).filter((row) => row.city === act.city.city)
    if (orders.length !== new Set(command.orderIds).size)
      throw new CardServiceError('not-found', 'No such order within reach')
    const reasons = orders.flatMap((row) => reasonsAgainst(row, command.officeCode))
    if (reasons.length > 0) return refused(...reasons)

    const [first] = orders
    if (first === undefined) throw new CardServiceError('not-found', 'A batch without cards')
    const batchId = newSubjectId(deps, act)
    const day = act.legalOn.replaceAll('-', '')
    const batchNo = `B${act.city.areaCode}-${day}-${await nextNumber(tx, act.city.city, 'batch', act.legalOn)}`
    const cards = orders.map((row) => {
      if (row.permit_no === null || row.stock_no === null) throw new Error('A made card without its numbers')
      return {
        orderId: row.order_id,
        applicationId: row.application_id,
        permitNo: row.permit_no,
        stockNo: row.stock_no,
      }
    })
    const office = { code: first.office_code, name: first.office_name }
    const listed = cards.map(({ applicationId, permitNo, stockNo }) => ({
      applicationId,
      permitNumber: permitNo,
      stockNumber: stockNo,
    }))
    const kept = await signStep(tx, deps, act, {
      subjectId: batchId,
      version: 0,
      step: 'dispatch',
      pack: first.policy_pack,
      lines: [
        `送办单位：${office.name}（${office.code}）`,
        `证卡数：${orders.length}`,
        ...orders.map((row) => `${row.acceptance_no}：居住证 ${row.permit_no}，证卡 ${row.stock_no}`),
      ],
    })
    const signed = signStatement(deps.crypto, {
      subjectId: batchId,
      version: 1,
      step: 'dispatch',
      contentSm3: sm3Hex(canonicalJsonBytes({ batchNo, office, cards: listed })),
      count: cards.length,
      evidenceSm3: kept.evidenceSm3,
      staff: act.staff.staffId,
      name: act.staff.name,
      badge: act.staff.badge,
      session: act.sessionRef,
      legalOn: act.legalOn,
      at: act.at,
    })
    await recordBatch(tx, {
      batchId,
      city: act.city.city,
      batchNo,
      officeCode: office.code,
      officeName: office.name,
      dispatchedOn: act.legalOn,
      dispatchedBy: act.staff.staffId,
      cards,
      signingId: kept.signingId,
      ...signed,
    })
    for (const row of orders) {
      await changeOrder(tx, row, 'dispatched')
      await recordOrderEvent(tx, deps.crypto, {
        order: row,
        version: row.version + 1,
        at: act.at,
        legalOn: act.legalOn,
        kind: 'dispatch',
        facts: { batchNo, office, stockNumber: row.stock_no },
        signer: { staff: act.staff, sessionRef: act.sessionRef, signed: kept },
      })
    }
    const body = {
      batchNumber: batchNo,
      office,
      dispatchedOn: act.legalOn,
      dispatchedBy: { name: act.staff.name, badge: act.staff.badge },
      cards: listed,
      ...toldEvidence(kept),
    }
    await recordOutgoing(tx, deps.crypto, {
      record: { kind: 'dispatch-list/1', id: deps.newId(), body },
      city: act.city.city,
      orderId: null,
      at: act.at,
    })
    return granted(batchId)
  })
}

function reasonsAgainst(row: OrderRow, officeCode: string): CardRefusal[] {
  const reasons: CardRefusal[] = []
  if (nextState(row.state, 'dispatch') === undefined)
    reasons.push(refusal('batch.not-produced', { acceptanceNo: row.acceptance_no }))
  if (row.office_code !== officeCode)
    reasons.push(refusal('batch.office-differs', { acceptanceNo: row.acceptance_no, officeName: row.office_name }))
  return reasons
}
