import type { RecordBody } from '@anju/exchange/record.ts'
import { parseRecord } from '@anju/exchange/record.ts'
import type { Tx } from '@anju/platform/database/pool.ts'

import { CardServiceError } from '../card-service-error.ts'
import type { Act, Deps, SignedStep } from '../deps.ts'
import { nextState, STATE_WORDS } from '../order/order-machine.ts'
import type { OrderEvent, OrderState } from '../order/order-machine.ts'
import { openPerson } from '../order/read-order.ts'
import { granted, refusal, refused } from '../refusal.ts'
import type { CardDecision, CardRefusal } from '../refusal.ts'
import { recordOrderEvent } from '../store/order-event.ts'
import { changeOrder, lockOrders } from '../store/order.ts'
import type { OrderChange, OrderRow } from '../store/order.ts'
import { recordOutgoing } from '../store/outgoing.ts'
import { carryOut } from './carry-out.ts'
import type { Command } from './carry-out.ts'
import { signStep, toldEvidence } from './sign-step.ts'

/** A command on one order, made by a person who saw it at a version. */
export type OrderCommand = Command & { readonly orderId: string; readonly expectedVersion: number }

type ResultKind = 'quality-result/1' | 'production-result/1' | 'remake-result/1'

/** What a step does: facts for the history, what changes, what the person is shown of it, and what the registry is told. */
export type OrderStep<K extends ResultKind> = {
  readonly lines: readonly string[]
  readonly change?: OrderChange
  readonly facts: Readonly<Record<string, unknown>>
  readonly result: { readonly kind: K; readonly body: RecordBody<K> }
}

/**
 * One signed step on one order: locks it, asks the state machine and the step's own rule, and records state, history,
 * signature and the result for the registry together.
 *
 * @throws CardServiceError not-found, or version-conflict when somebody acted on it in between
 */
export async function stepOrder<K extends ResultKind>(
  deps: Deps,
  act: Act,
  command: OrderCommand,
  event: OrderEvent & SignedStep,
  decide: (tx: Tx, row: OrderRow) => Promise<CardDecision<OrderStep<K>>>,
): Promise<CardDecision<string>> {
  return carryOut(deps, act, `orders/${event}`, command, async (tx) => {
    const [row] = await lockOrders(tx, [command.orderId])
    if (row === undefined || row.city !== act.city.city)
      throw new CardServiceError('not-found', 'No such order within reach')
    if (row.version !== command.expectedVersion)
      throw new CardServiceError('version-conflict', `The order stands at version ${row.version}`)
    const to = nextState(row.state, event)
    if (to === undefined) return refused(eventNotAllowed(row.state, event))
    const decided = await decide(tx, row)
    if (!decided.ok) return decided
    const { change, facts, result, lines } = decided.value
    const signed = await signStep(tx, deps, act, {
      subjectId: row.order_id,
      version: row.version,
      step: event,
      pack: row.policy_pack,
      lines: [...orderLines(deps, row), ...lines],
    })
    await changeOrder(tx, row, to, change)
    await recordOrderEvent(tx, deps.crypto, {
      order: row,
      version: row.version + 1,
      at: act.at,
      legalOn: act.legalOn,
      kind: event,
      facts,
      signer: { staff: act.staff, sessionRef: act.sessionRef, signed },
    })
    const record = parseRecord(result.kind, {
      kind: result.kind,
      id: deps.newId(),
      body: { ...result.body, ...toldEvidence(signed) },
    })
    await recordOutgoing(tx, deps.crypto, { record, city: row.city, orderId: row.order_id, at: act.at })
    return granted(row.order_id)
  })
}

/** Which case, and whose. */
function orderLines(deps: Deps, row: OrderRow): readonly string[] {
  const { name, idNumber } = openPerson(deps.crypto, row)
  return [
    `受理号：${row.acceptance_no}`,
    `当事人：${name} ${idNumber}`,
    `送办单位：${row.office_name}（${row.office_code}）`,
  ]
}

export function eventNotAllowed(state: OrderState, event: OrderEvent): CardRefusal {
  return refusal('order.event-not-allowed', {
    state,
    event,
    stateZh: STATE_WORDS[state].zh,
    stateEn: STATE_WORDS[state].en,
  })
}
