import type { PlainDate } from '../kernel/plain-date.ts'

export const FEE_KINDS = ['charge', 'waiver', 'reversal'] as const
/** What an entry of the fee book is: money taken, money waived, or the undoing of one of these. */
export type FeeKind = (typeof FEE_KINDS)[number]

/** Why a fee that the tariff sets is not asked for (减免). */
export const WAIVER_REASONS = ['office-error', 'hardship', 'public-order'] as const
export type WaiverReason = (typeof WAIVER_REASONS)[number]

/** One entry of the fee book; amounts in fen, of a reversal negative. */
export type FeeEntry = {
  readonly entryId: string
  readonly kind: FeeKind
  readonly fen: number
  readonly takenOn: PlainDate
  /** The entry that this one undoes. */
  readonly reverses?: string
}

/**
 * The entry by which a fee is settled: paid or waived, and not undone since. Entries are never changed, so an error is corrected by a
 * reversing entry and, where money is still owed, by a new one.
 *
 * - charged, reversed, charged again: the second charge
 * - charged, reversed: nothing, the fee is open
 */
export function standingFee<Entry extends FeeEntry>(entries: readonly Entry[]): Entry | undefined {
  const undone = new Set(entries.flatMap(({ reverses }) => reverses ?? []))
  return entries.find(({ kind, entryId }) => kind !== 'reversal' && !undone.has(entryId))
}
