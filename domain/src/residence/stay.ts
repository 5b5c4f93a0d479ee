import type { PlainDate } from '../kernel/plain-date.ts'
import type { NextStay } from './decide-continuity.ts'

/** One registration at one dwelling, as the register holds it now. */
export type Stay = NextStay & {
  readonly registrationId: string
  /** The day it was signed off or cancelled, no longer covered itself; absent while it goes on, and again once reopened. */
  readonly endedOn?: PlainDate
  /** Cancelled as untrue (不属实): this time was never lived here. */
  readonly untrue?: boolean
  /** Ended by mistake and reopened: nothing was interrupted. */
  readonly reopened?: boolean
}
