import type { Transition } from '../kernel/state-machine.ts'
import type { Pack } from '../policy/pack.ts'

export const ENDORSEMENT_STATES = ['accepted', 'checked', 'endorsed', 'refused'] as const
/** Where the case of one endorsement (签注) stands; whether it came in time follows from its day. */
export type EndorsementState = (typeof ENDORSEMENT_STATES)[number]

export const ENDORSEMENT_EVENTS = ['accept', 'check', 'complete', 'refuse'] as const
export type EndorsementEvent = (typeof ENDORSEMENT_EVENTS)[number]

/** A second official looks at it before the chip is written. */
export type EndorsementGuard = 'with-check' | 'without-check'

const BY = 'CN-663:10.2'

/** Every way of an endorsement. One that was accepted ends as endorsed or refused, by a signed step either way. */
export const ENDORSEMENT_TRANSITIONS = [
  { from: null, event: 'accept', to: 'accepted', by: 'endorse', law: BY },
  { from: 'accepted', event: 'check', to: 'checked', when: ['with-check'], by: 'check-endorsement', law: BY },
  { from: 'accepted', event: 'complete', to: 'endorsed', when: ['without-check'], by: 'endorse', law: BY },
  { from: 'checked', event: 'complete', to: 'endorsed', by: 'endorse', law: BY },
  { from: 'accepted', event: 'refuse', to: 'refused', when: ['with-check'], by: 'check-endorsement', law: BY },
  { from: 'accepted', event: 'refuse', to: 'refused', when: ['without-check'], by: 'endorse', law: BY },
  { from: 'checked', event: 'refuse', to: 'refused', by: 'check-endorsement', law: BY },
] as const satisfies readonly Transition<EndorsementState, EndorsementEvent, EndorsementGuard>[]

/** Where a case stands, from what happened to it. */
export function endorsementState(fact: {
  readonly checkedOn: string | null
  readonly completedOn: string | null
  readonly refusedOn: string | null
}): EndorsementState {
  if (fact.completedOn !== null) return 'endorsed'
  if (fact.refusedOn !== null) return 'refused'
  return fact.checkedOn === null ? 'accepted' : 'checked'
}

/**
 * Whether a second official looks at an endorsement before it is written: where the city has that step for all (`endorsement.path`), or
 * where an agent came and the city has agents' cases looked at twice.
 */
export function needsCheck({ endorsement }: Pick<Pack, 'endorsement'>, secondReview: boolean): boolean {
  return secondReview || endorsement.path.value.includes('check')
}
