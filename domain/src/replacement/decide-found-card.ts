import { type Decision, granted, ground, refusal, refused } from '../kernel/decision.ts'
import type { PlainDate } from '../kernel/plain-date.ts'
import { lostCards } from '../permit/lost-card.ts'
import type { PermitFacts } from '../permit/permit-facts.ts'

export type FoundCard = { readonly serves: boolean; readonly handIn: boolean }

const HANDED_IN = 'CN-663:11.2'
const LOST = 'CN-663:11.1'

/**
 * Decides what becomes of a lost card that was found, named by the number that stands on it (证芯编号): when another was made after it, it is void for
 * good and is handed in (CN-663:11.2); otherwise the report of loss is withdrawn and it serves again.
 *
 * - lost 2017-01-10, reissued 2017-01-20, found 2017-01-23: void, handed in
 * - lost 2017-01-10, found 2017-01-15: serves again
 * - 1 lost 2018-01-10, reissued as 2, 2 lost 2018-02-01: found 1 is void and 2 stays lost; found 2 serves again (I-218)
 */
export function decideFoundCard(
  { cards }: Pick<PermitFacts, 'cards'>,
  stockNo: string,
  on: PlainDate,
): Decision<FoundCard> {
  const lost = lostCards(cards, on)
  if (lost.length === 0) return refused(refusal('card.not-reported-lost', LOST))
  const found = lost.find((card) => card.stockNo === stockNo)
  if (found === undefined) {
    const numbers = lost.flatMap((card) => (card.stockNo === undefined ? [] : [card.stockNo]))
    return refused(refusal('card.not-among-lost', LOST, { stockNo, lost: numbers }))
  }
  const { lostOn, remadeOn } = found
  if (remadeOn === undefined) {
    return granted({ serves: true, handIn: false }, [ground(LOST, 'card.found-serves', { lostOn })])
  }
  return granted({ serves: false, handIn: true }, [
    ground(HANDED_IN, 'card.found-void', { lostOn, reissuedOn: remadeOn }),
  ])
}
