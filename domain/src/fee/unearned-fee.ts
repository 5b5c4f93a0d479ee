import type { ClauseRef } from '../kernel/clause.ts'
import { type Decision, decided, refusal } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { CardCaseState } from '../replacement/card-case-machine.ts'
import { type FeeEntry, standingFee } from './standing-fee.ts'

/** How a case of another card is closed without the card being handed over: turned down, or stopped because the permit ended. */
export const CLOSED_WITHOUT_CARD = ['refused', 'stopped'] as const satisfies readonly CardCaseState[]
export type ClosedWithoutCard = (typeof CLOSED_WITHOUT_CARD)[number]

/** What of a case says whether its fee was for nothing. */
export type CaseOfFee = {
  readonly state: CardCaseState
  /** When a card was made for it, by the police or the hall; null when none was. */
  readonly madeOn: PlainDate | null
}

/** Whether a case was closed before any card was made for it. */
export function isClosedWithoutCard({ state, madeOn }: CaseOfFee): boolean {
  return madeOn === null && CLOSED_WITHOUT_CARD.some((closed) => closed === state)
}

/**
 * The charge of a case for which no card was made and none will be (I-210), as long as it is not undone; none for a waiver, which took nothing.
 * What CN-663:21 allows is the cost of the card; a card that was made has cost it, whoever was to get it.
 *
 * - taken, the permit ends while the order waits: in question · the card lay ready when the permit ended: not
 * - taken, turned down at the review: in question · taken, reversed: not
 */
export function unearnedCharge<Entry extends FeeEntry>(
  entries: readonly Entry[],
  ofCase: CaseOfFee,
): Entry | undefined {
  const standing = standingFee(entries)
  return standing?.kind === 'charge' && isClosedWithoutCard(ofCase) ? standing : undefined
}

/** Decides whether an official may leave such a charge as it is: only one that is in question, and once. Whoever does it says why. */
export function decideKeptFee(
  entryId: string,
  entries: readonly FeeEntry[],
  ofCase: CaseOfFee,
  { isKept, law }: { readonly isKept: boolean; readonly law: ClauseRef },
): Decision<null> {
  const isReversed = entries.some(({ reverses }) => reverses === entryId)
  const isInQuestion = unearnedCharge(entries, ofCase)?.entryId === entryId
  return decided(
    [
      ...(isKept ? [refusal('fee.already-kept', law)] : []),
      ...(isReversed ? [refusal('fee.already-reversed', law)] : []),
      ...(isInQuestion || isReversed ? [] : [refusal('fee.not-in-question', law)]),
    ],
    () => null,
    () => [],
  )
}
