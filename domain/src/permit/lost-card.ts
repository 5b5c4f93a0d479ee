import type { PlainDate } from '../kernel/plain-date.ts'
import type { CardEvent, CardFact } from './permit-facts.ts'

/** A card that was reported lost and has not come back (挂失后未捡回). */
export type LostCard = {
  /** Which card of the permit, as in {@link CardFact}. */
  readonly nth: number
  readonly stockNo?: string
  readonly lostOn: PlainDate
  /** The day on which another one was made after it: then it is void for good (CN-663:11.2). */
  readonly remadeOn?: PlainDate
}

const MADE: readonly CardEvent[] = ['replaced', 'reissued', 'corrected']

/**
 * Every lost card of a permit that has not come back by `on`, in the order in which they were made. There may be several: lost, reissued, and the
 * new one lost as well. Each goes by what happened to itself, and by the cards that were made after it (I-218).
 */
export function lostCards(cards: readonly CardFact[], on: PlainDate): readonly LostCard[] {
  const known = cards.filter((card) => card.on <= on)
  const lost = [...new Set(known.filter(({ event }) => event === 'lost').map(({ nth }) => nth))]
  return lost.toSorted((a, b) => a - b).flatMap((nth) => lossOf(nth, known))
}

function lossOf(nth: number, known: readonly CardFact[]): readonly LostCard[] {
  const own = known.filter((card) => card.nth === nth)
  const last = latest(own.filter(({ event }) => event === 'lost'))
  // On one day a card is first lost and then found.
  if (last === undefined || own.some(({ event, on }) => event === 'found' && on >= last.on)) return []
  const [remadeOn] = known
    .filter((card) => card.nth > nth && MADE.includes(card.event))
    .map(({ on }) => on)
    .toSorted()
  return [
    {
      nth,
      lostOn: last.on,
      ...(last.stockNo === undefined ? {} : { stockNo: last.stockNo }),
      ...(remadeOn === undefined ? {} : { remadeOn }),
    },
  ]
}

function latest(cards: readonly CardFact[]): CardFact | undefined {
  return cards.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).at(-1)
}
