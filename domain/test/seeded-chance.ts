/** Chances that follow from a seed (mulberry32), so that a year can be made again. */
export type SeededChance = {
  /** From 0 up to 1. */
  readonly roll: () => number
  readonly happens: (share: number) => boolean
  /** A whole number from `from` to `to`, both included. */
  readonly between: (from: number, to: number) => number
  readonly pick: <T>(from: readonly T[]) => T
  /** Around a median, most within a factor of e^spread. */
  readonly around: (median: number, spread: number) => number
}

export function seededChance(seed: number): SeededChance {
  let state = seed
  const roll = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    roll,
    happens: (share) => roll() < share,
    between: (from, to) => from + Math.floor(roll() * (to - from + 1)),
    pick: <T>(from: readonly T[]): T => {
      const one = from[Math.floor(roll() * from.length)]
      if (one === undefined) throw new Error('Nothing to pick from')
      return one
    },
    around: (median, spread) =>
      median * Math.exp(spread * Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll())),
  }
}
