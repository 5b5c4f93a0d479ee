import type { Tx } from '@anju/platform/database/pool.ts'

import type { Deps } from '../deps.ts'
import { nextState } from '../order/order-machine.ts'
import type { OrderEvent } from '../order/order-machine.ts'
import type { OrderingCity } from '../store/city.ts'
import { recordOrderEvent } from '../store/order-event.ts'
import { changeOrder } from '../store/order.ts'
import type { OrderRow } from '../store/order.ts'

/** Where and when records are applied. */
export type Applying = {
  readonly deps: Deps
  readonly tx: Tx
  readonly city: OrderingCity
  readonly at: string
  readonly legalOn: string
}

/** Moves a locked order because of what came from the registry. @returns the code of a refusal where the state does not allow it, or null */
export async function moveOrder(
  { deps, tx, at, legalOn }: Applying,
  row: OrderRow,
  kind: OrderEvent,
  facts: Readonly<Record<string, unknown>>,
): Promise<string | null> {
  const to = nextState(row.state, kind)
  if (to === undefined) return `order.${row.state}`
  await changeOrder(tx, row, to)
  await recordOrderEvent(tx, deps.crypto, { order: row, version: row.version + 1, at, legalOn, kind, facts })
  return null
}
