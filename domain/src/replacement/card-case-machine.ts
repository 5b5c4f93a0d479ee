import type { Transition } from '../kernel/state-machine.ts'
import type { Pack } from '../policy/pack.ts'

export const CARD_CASE_STATES = ['accepted', 'approved', 'ready', 'handed-over', 'refused', 'stopped'] as const
/** Where the making of another card (换领、补领、更正) stands. */
export type CardCaseState = (typeof CARD_CASE_STATES)[number]

export const CARD_CASE_EVENTS = ['accept', 'approve', 'refuse', 'produce', 'hand-over', 'stop'] as const
export type CardCaseEvent = (typeof CARD_CASE_EVENTS)[number]

/** A second official looks at it before a card is made. */
export type CardCaseGuard = 'with-review' | 'without-review'

/** States in which nothing is done any more. */
export const CLOSED_CARD_CASE_STATES: readonly CardCaseState[] = ['handed-over', 'refused', 'stopped']

const BY = 'CN-663:11.1'

/**
 * Every way of a case in which another card is made for a permit that goes on. A card nobody fetched waits as `ready` for as long as the permit
 * lasts; a case is stopped when its permit ends.
 */
export const CARD_CASE_TRANSITIONS = [
  { from: null, event: 'accept', to: 'accepted', by: 'accept', law: BY },
  { from: 'accepted', event: 'approve', to: 'approved', when: ['with-review'], by: 'review', law: BY },
  { from: 'accepted', event: 'refuse', to: 'refused', when: ['with-review'], by: 'review', law: BY },
  { from: 'accepted', event: 'produce', to: 'ready', when: ['without-review'], by: 'produce', law: BY },
  { from: 'approved', event: 'produce', to: 'ready', by: 'produce', law: BY },
  { from: 'ready', event: 'hand-over', to: 'handed-over', by: 'hand-over', law: BY },
  { from: 'accepted', event: 'stop', to: 'stopped', by: 'end-permit', law: 'CN-663:10.1' },
  { from: 'approved', event: 'stop', to: 'stopped', by: 'end-permit', law: 'CN-663:10.1' },
  { from: 'ready', event: 'stop', to: 'stopped', by: 'end-permit', law: 'CN-663:10.1' },
] as const satisfies readonly Transition<CardCaseState, CardCaseEvent, CardCaseGuard>[]

/** Whether a second official passes a case before a card is made: where the city has every one passed, or an agent came and agents' cases are looked at twice. */
export function needsReview({ replacement }: Pick<Pack, 'replacement'>, secondReview: boolean): boolean {
  return secondReview || replacement.reviewed.value
}
