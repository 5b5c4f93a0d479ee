/** Files held because an earlier one has not come yet; beyond that the stream needs a person, not more disk. */
export const HELD_MAX = 1000

/**
 * Where a receiver stands in a stream.
 *
 * @property expected the next number to apply, from 1
 * @property lastFileSm3 digest of the file applied at `expected − 1`; null before the first
 * @property heldCount files waiting for an earlier one
 */
export interface StreamPosition {
  readonly expected: number
  readonly lastFileSm3: string | null
  readonly heldCount: number
}

/**
 * A verified file. @property answeredFileSm3 digest of the file that was applied or is held under this number, if any
 */
export interface ArrivedFile {
  readonly seq: number
  readonly prev: string | null
  readonly fileSm3: string
  readonly answeredFileSm3: string | null
}

/**
 * What to do with it.
 *
 * - `resend-receipt`: it was applied before; answer with the stored receipt, change nothing
 * - `apply`: it is next · `hold`: an earlier one is missing · `already-held`: nothing to do
 * - `refuse`: `forked` two different files under one number, `broken-chain` it does not follow the last file we applied,
 *   `too-far-ahead` too many are held, `no-number`
 */
export type SequenceDecision =
  | { readonly act: 'resend-receipt' | 'apply' | 'hold' | 'already-held' }
  | { readonly act: 'refuse'; readonly because: 'forked' | 'broken-chain' | 'too-far-ahead' | 'no-number' }

/** Decides by number and chain alone what becomes of a file whose signature was checked. */
export function decideSequence(position: StreamPosition, file: ArrivedFile): SequenceDecision {
  if (file.seq < 1) return { act: 'refuse', because: 'no-number' }
  const isKnown = file.answeredFileSm3 !== null
  if (isKnown && file.answeredFileSm3 !== file.fileSm3) return { act: 'refuse', because: 'forked' }

  if (file.seq < position.expected) return { act: 'resend-receipt' }
  if (file.seq === position.expected) {
    return file.prev === position.lastFileSm3 ? { act: 'apply' } : { act: 'refuse', because: 'broken-chain' }
  }
  if (isKnown) return { act: 'already-held' }
  return position.heldCount < HELD_MAX ? { act: 'hold' } : { act: 'refuse', because: 'too-far-ahead' }
}

/** The numbers a status beat reports as missing: those below the highest held that are neither applied nor held. At most 1000. */
export function missingNumbers(expected: number, held: readonly number[]): readonly number[] {
  const have = new Set(held)
  const highest = held.reduce((most, seq) => Math.max(most, seq), 0)
  const missing: number[] = []
  for (let seq = expected; seq < highest && missing.length < HELD_MAX; seq += 1) if (!have.has(seq)) missing.push(seq)
  return missing
}
