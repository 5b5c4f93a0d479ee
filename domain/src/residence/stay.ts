import type { PlainDate } from '../kernel/plain-date.ts'
import type { NextStay } from './decide-continuity.ts'

/** One registration at one dwelling, as the register holds it now. */
export type Stay = NextStay & {
  readonly registrationId: string
  /** The day it was signed off or cancelled, no longer covered itself; absent while it goes on, and again once reopened. */
  readonly endedOn?: PlainDate
  /** Ended because the person left the city (离开), by their own word or after patrols that nobody answered; a move inside it is none. */
  readonly left?: boolean
  /** Cancelled as untrue (不属实): this time was never lived here. */
  readonly untrue?: boolean
  /** Ended by mistake and reopened: nothing was interrupted. */
  readonly reopened?: boolean
}
