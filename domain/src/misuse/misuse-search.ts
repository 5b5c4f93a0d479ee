import type { ActTrace } from './act-trace.ts'
import type { MisuseAlert } from './misuse-alert.ts'

/** What is gathered of the acts of a window, a day at a time, so that they need not all be held at once. */
export type MisuseSearch = {
  /** All acts of all officials on one day; days come from the oldest on, the one that is asked about last. */
  readonly addDay: (acts: readonly ActTrace[]) => void
  /** What there is to ask once the last day was added. */
  readonly alerts: () => readonly MisuseAlert[]
}
