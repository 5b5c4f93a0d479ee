import type { ClauseRef } from './clause.ts'
import type { Duty } from '../policy/workflow-policy.ts'

/**
 * One row of a state machine. `from: null` begins a case. Where several rows share `from` and `event`, `when` tells them
 * apart; at most one of them holds in any circumstances. `by` is the duty that acts, or who acts without one.
 */
export type Transition<State extends string, Event extends string, Guard extends string> = {
  readonly from: State | null
  readonly event: Event
  readonly to: State
  readonly when?: readonly Guard[]
  readonly by: Duty | 'resident' | 'system' | 'police'
  readonly law: ClauseRef
}

/** The row that applies, or undefined when the event is not allowed in this state and these circumstances. */
export function findTransition<S extends string, E extends string, G extends string>(
  table: readonly Transition<S, E, G>[],
  from: S | null,
  event: E,
  holds: Readonly<Record<G, boolean>>,
): Transition<S, E, G> | undefined {
  return table.find(
    (row) => row.from === from && row.event === event && (row.when ?? []).every((condition) => holds[condition]),
  )
}

/** The events that some row offers in this state and these circumstances, each once. */
export function eventsFrom<S extends string, E extends string, G extends string>(
  table: readonly Transition<S, E, G>[],
  from: S,
  holds: Readonly<Record<G, boolean>>,
): readonly E[] {
  const rows = table.filter((row) => row.from === from && (row.when ?? []).every((condition) => holds[condition]))
  return [...new Set(rows.map((row) => row.event))]
}
