/** Fen as yuan with two places: 2000 is 20.00. */
export function yuan(fen: number): string {
  return (fen / 100).toFixed(2)
}
