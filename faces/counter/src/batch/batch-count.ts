/** How far the counting of a list has come: on it, already counted in, reported lost, still to count. */
export function batchCount(cards: readonly { readonly state: string }[]): {
  readonly total: number
  readonly received: number
  readonly lost: number
  readonly open: number
} {
  const open = cards.filter((card) => card.state === 'in-transit').length
  const lost = cards.filter((card) => card.state === 'lost-in-transit').length
  return { total: cards.length, received: cards.length - open - lost, lost, open }
}
