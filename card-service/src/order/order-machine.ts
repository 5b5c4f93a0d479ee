/** Where an order to make a card stands on the police side (附件3: 审核数据质量、制作、分发送办单位). */
export const ORDER_STATES = [
  'received',
  'quality-accepted',
  'quality-rejected',
  'produced',
  'dispatched',
  'reprint-due',
  'withdrawn',
] as const
export type OrderState = (typeof ORDER_STATES)[number]

/** Steps of our staff, then what the registry orders. */
export const ORDER_EVENTS = [
  'accept-quality',
  'reject-quality',
  'produce',
  'remake',
  'dispatch',
  'withdraw',
  'order-reprint',
] as const
export type OrderEvent = (typeof ORDER_EVENTS)[number]

/**
 * Every row of the machine; what is not here is refused. A rejected order ends, unless it is withdrawn: its correction comes as a
 * new order for the same application. A withdrawal reaches us in time only before the card is made.
 */
export const ORDER_TRANSITIONS = {
  received: { 'accept-quality': 'quality-accepted', 'reject-quality': 'quality-rejected', withdraw: 'withdrawn' },
  'quality-accepted': { produce: 'produced', 'reject-quality': 'quality-rejected', withdraw: 'withdrawn' },
  'quality-rejected': { withdraw: 'withdrawn' },
  produced: { remake: 'produced', dispatch: 'dispatched' },
  dispatched: { 'order-reprint': 'reprint-due' },
  'reprint-due': { remake: 'produced' },
  withdrawn: {},
} as const satisfies Record<OrderState, Partial<Record<OrderEvent, OrderState>>>

/** The state after an event, undefined when the state does not allow it. */
export function nextState(state: OrderState, event: OrderEvent): OrderState | undefined {
  const row: Partial<Record<OrderEvent, OrderState>> = ORDER_TRANSITIONS[state]
  return row[event]
}

export const STATE_WORDS = {
  received: { zh: '待审核', en: 'to be checked' },
  'quality-accepted': { zh: '待制作', en: 'to be made' },
  'quality-rejected': { zh: '质量退回', en: 'rejected for quality' },
  produced: { zh: '待分发', en: 'to be sent' },
  dispatched: { zh: '已分发', en: 'sent' },
  'reprint-due': { zh: '待补制', en: 'to be made again' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
} as const satisfies Record<OrderState, { readonly zh: string; readonly en: string }>
