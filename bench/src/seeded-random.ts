/** A stream of numbers that a seed fixes: the same city grows from the same seed on every machine. Not for secrets. */
export type SeededRandom = {
  /** In [0, 1). */
  next(): number
  /** A whole number in [0, below). */
  below(below: number): number
  pick<T>(items: readonly T[]): T
  /** True with the given probability. */
  chance(probability: number): boolean
}

/** The small fast counter generator sfc32 over four words; words of nearby seeds are stirred apart first. */
export function seededRandom(seed: number, stream: number): SeededRandom {
  let a = Math.imul(seed, 0x9e3779b1) | 0
  let b = Math.imul(stream + 1, 0x85ebca6b) | 0
  let c = (seed ^ Math.imul(stream, 0xc2b2ae35)) | 0
  let counter = 1
  const word = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }
  for (let turn = 0; turn < 12; turn += 1) word()
  const next = () => word() / 0x1_0000_0000
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    pick<T>(items: readonly T[]): T {
      const item = items[below(items.length)]
      if (item === undefined) throw new RangeError('Nothing to pick from')
      return item
    },
    chance: (probability) => next() < probability,
  }
}

/** Picks by weight: give it the weights once, then a number in [0, 1). */
export function weightedIndex(weights: readonly number[]): (at: number) => number {
  const sums: number[] = []
  let total = 0
  for (const weight of weights) sums.push((total += weight))
  return (at) => {
    const wanted = at * total
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) > wanted) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** A UUID in the form of version 7 for an instant of the past, from the seeded stream. */
export function seededUuid(random: SeededRandom, atMs: number): string {
  const time = Math.floor(atMs).toString(16).padStart(12, '0')
  const hex = (digits: number) =>
    random
      .below(16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  const variant = '89ab'[random.below(4)] ?? '8'
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(6)}${hex(6)}`
}
