import type { Answer } from '../app/card-client.ts'

/** An order as its page shows it. */
export type Order = Answer<'getOrder'>

/** Whether the order's state allows a step; the service decides again when it is taken. */
export function isAllowed(order: Order, event: Order['actions'][number]['event']): boolean {
  return order.actions.some((action) => action.event === event && action.allowed)
}
