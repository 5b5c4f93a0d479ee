import { type Decision, granted, ground, refusal, refused } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import type { PermitFacts } from '../permit/permit-facts.ts'

export type FoundCard = { readonly serves: boolean; readonly handIn: boolean }

const HANDED_IN = 'CN-663:11.2'

/**
 * Decides what becomes of a lost card that was found: when another was made meanwhile the old one is void for good and is handed in
 * (CN-663:11.2); otherwise the report of loss is withdrawn and it serves again.
 *
 * - lost 2017-01-10, reissued 2017-01-20, found 2017-01-23: void, handed in
 * - lost 2017-01-10, found 2017-01-15: serves again
 */
export function decideFoundCard({ cards }: Pick<PermitFacts, 'cards'>, on: PlainDate): Decision<FoundCard> {
  const lostOn = cards
    .flatMap((card) => (card.event === 'lost' && card.on <= on ? [card.on] : []))
    .toSorted()
    .at(-1)
  if (lostOn === undefined) return refused(refusal('card.not-reported-lost', 'CN-663:11.1'))
  const remade = cards.find(({ event, on: made }) => event === 'reissued' && made >= lostOn && made <= on)
  if (remade === undefined) {
    return granted({ serves: true, handIn: false }, [ground('CN-663:11.1', 'card.found-serves', { lostOn })])
  }
  return granted({ serves: false, handIn: true }, [
    ground(HANDED_IN, 'card.found-void', { lostOn, reissuedOn: remade.on }),
  ])
}
