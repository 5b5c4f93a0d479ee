/** Welch's t of two samples: how many standard errors their means lie apart. Beyond 4.5 they are told apart (T11). */
export function welchT(a: readonly number[], b: readonly number[]): number {
  const [one, two] = [momentsOf(a), momentsOf(b)]
  return (one.mean - two.mean) / Math.sqrt(one.variance / a.length + two.variance / b.length)
}

/** The lower share of a sample: what a busy machine adds is noise on top, and says nothing of the work itself. */
export function lowerShare(sample: readonly number[], share: number): readonly number[] {
  return sample.toSorted((a, b) => a - b).slice(0, Math.floor(sample.length * share))
}

function momentsOf(sample: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length
  const variance = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (sample.length - 1)
  return { mean, variance }
}
