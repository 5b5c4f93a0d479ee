import type { PlainDate } from '../kernel/plain-date.ts'
import { type CardCaseState, CLOSED_CARD_CASE_STATES } from './card-case-machine.ts'

/** A card as far as this rule reads it. */
export type KeptCard = {
  readonly state: 'good' | 'void'
  readonly voidReason: string | null
  readonly voidedOn: PlainDate | null
}

/**
 * Whether a holder is owed a card because the end of their permit took it, and that end is taken back (I-208): the last card was good until
 * the end made it void, or another one was being made and the end stopped that. A card that was void before, with nobody asking for another,
 * was not taken by the end: its holder may have it reissued as before.
 *
 * - void since the end on 2017-07-20, taken back on 08-01: owed
 * - ends on 2017-07-20, taken back on 07-10: the card is good, nothing is owed
 * - lost on 2017-07-01, the reissue stopped by the end on 07-20, taken back: owed
 * - lost on 2017-07-01, no reissue asked for, ended and taken back: not owed
 *
 * @param cards - oldest first
 * @param cases - states of the cases of another card, oldest first
 */
export function isCardOwed(cards: readonly KeptCard[], cases: readonly CardCaseState[]): boolean {
  if (cards.some(({ state }) => state === 'good')) return false
  if (cases.some((state) => !CLOSED_CARD_CASE_STATES.includes(state))) return false
  return cards.at(-1)?.voidReason === 'ended' || cases.at(-1) === 'stopped'
}
