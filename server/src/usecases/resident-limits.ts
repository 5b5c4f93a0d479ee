import type { SignInSettings, WindowUse } from '../store/resident-limit.ts'

/** What the counts say to one more code. */
export type LimitVerdict =
  | { readonly verdict: 'free'; readonly wantsProof: boolean }
  /** Too many: how long until one may ask again, and whether the budget of all is used up. */
  | { readonly verdict: 'wait'; readonly seconds: number; readonly isBudget: boolean }

/**
 * Whether one more code may be sent, by every window of everybody it concerns. Each window slides: a code counts until its
 * own seconds have passed, so nobody gets twice as many around the turn of an hour.
 */
export function judgeLimits(
  uses: readonly WindowUse[],
  { limits, proofs }: Pick<SignInSettings, 'limits' | 'proofs'>,
  at: string,
): LimitVerdict {
  const useOf = ({ kind, seconds }: { kind: string; seconds: number }) =>
    uses.find((use) => use.kind === kind && use.seconds === seconds)
  const full = limits.flatMap((limit) => {
    const use = useOf(limit)
    return use !== undefined && use.used >= limit.most ? [use] : []
  })
  if (full.length > 0)
    return {
      verdict: 'wait',
      seconds: Math.max(...full.map((use) => secondsLeft(use, at))),
      isBudget: full.some(({ kind }) => kind === 'everyone'),
    }
  const wantsProof = proofs.some((proof) => (useOf(proof)?.used ?? 0) >= proof.most)
  return { verdict: 'free', wantsProof }
}

/** Until the oldest code leaves the window; at least a second. */
function secondsLeft({ seconds, firstAt }: WindowUse, at: string): number {
  const leavesMs = firstAt === null ? 0 : Date.parse(firstAt) + seconds * 1000 - Date.parse(at)
  return Math.max(1, Math.ceil(leavesMs / 1000))
}
