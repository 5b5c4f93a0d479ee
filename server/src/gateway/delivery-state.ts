import type { DeliveryReport, HandOver } from './message-sender.ts'

/**
 * Where one part of a text stands (投递状态).
 * - queued: to be handed over.
 * - failed-retry: the gateway did not take it; to be handed over again later.
 * - unknown: being handed over, or handed over without an answer. It is never handed over again from here, unless the
 *   gateway itself says that it does not have it.
 * - handed-over: the gateway has taken it.
 * - delivered, failed-permanent, expired: final. Only a report that comes after all may still make an expired one delivered.
 */
export const DELIVERY_STATES = [
  'queued',
  'failed-retry',
  'unknown',
  'handed-over',
  'delivered',
  'failed-permanent',
  'expired',
] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** Every way from one state to another, by what brings it about. */
const WAYS: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  queued: ['unknown', 'failed-permanent', 'expired'],
  'failed-retry': ['unknown', 'failed-permanent', 'expired'],
  unknown: ['queued', 'failed-retry', 'handed-over', 'delivered', 'failed-permanent', 'expired'],
  'handed-over': ['delivered', 'failed-permanent', 'expired'],
  delivered: [],
  'failed-permanent': [],
  expired: ['delivered'],
}

export function mayBecome(from: DeliveryState, to: DeliveryState): boolean {
  return WAYS[from].includes(to)
}

/** From which states one is reached; for statements that change many rows at once. */
export function statesBefore(to: DeliveryState): readonly DeliveryState[] {
  return DELIVERY_STATES.filter((from) => mayBecome(from, to))
}

/** How often and how long a part is tried. */
export type RetryPolicy = {
  /** Tries that the gateway answered with a no, before it is given up. */
  readonly refusalsMax: number
  readonly retryMs: number
  readonly retryMsMax: number
}

/** What an answer of the gateway makes of a part: its state, and after how long it is due again, to be sent or asked about. */
export type Standing = {
  readonly state: DeliveryState
  readonly againInMs: number | undefined
  readonly reference: string | undefined
  readonly why: string
  /** Whether the try counts against the limit: being too fast, or cut off, is not the message's fault. */
  readonly counts: boolean
}

/** @param refusals - how often it was refused before */
export function standingAfter(handOver: HandOver, refusals: number, policy: RetryPolicy): Standing {
  const later = Math.min(policy.retryMs * 2 ** Math.min(refusals, 20), policy.retryMsMax)
  const none = { againInMs: undefined, reference: undefined, counts: false }
  // Taken, and nothing heard of it since: where the gateway can be asked, it is.
  if (handOver.outcome === 'accepted')
    return { ...none, state: 'handed-over', againInMs: policy.retryMsMax, reference: handOver.reference, why: '' }
  const { outcome, why } = handOver
  // What may still be on its way is given time to arrive, before not being there says anything.
  if (outcome === 'unknown') return { ...none, state: 'unknown', againInMs: policy.retryMs, why }
  if (outcome === 'throttled') return { ...none, state: 'failed-retry', againInMs: policy.retryMs, why }
  if (outcome === 'unavailable') return { ...none, state: 'queued', againInMs: policy.retryMs, why }
  if (handOver.permanent || refusals + 1 >= policy.refusalsMax)
    return { ...none, state: 'failed-permanent', why, counts: true }
  return { ...none, state: 'failed-retry', againInMs: later, why, counts: true }
}

/** What a report makes of a part; undefined while it is not over. */
export function stateAfterReport(outcome: DeliveryReport['outcome']): DeliveryState | undefined {
  if (outcome === 'pending') return undefined
  if (outcome === 'failed') return 'failed-permanent'
  return outcome
}

/** The state of a whole text: the worst of its parts, since half a text is none. */
export function stateOfWhole(parts: readonly DeliveryState[]): DeliveryState {
  const worstFirst: readonly DeliveryState[] = [
    'failed-permanent',
    'expired',
    'unknown',
    'failed-retry',
    'queued',
    'handed-over',
    'delivered',
  ]
  const worst = worstFirst.find((state) => parts.includes(state))
  if (worst === undefined) throw new RangeError('A text without parts')
  return worst
}
