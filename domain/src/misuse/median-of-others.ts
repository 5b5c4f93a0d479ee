/** The figure in the middle among everybody but one; zero when there is nobody else. Of two in the middle, the lower. */
export function medianOfOthers(figures: ReadonlyMap<string, number>, but: string): number {
  const others = [...figures].filter(([who]) => who !== but).map(([, figure]) => figure)
  return others.toSorted((one, other) => one - other)[Math.floor((others.length - 1) / 2)] ?? 0
}
