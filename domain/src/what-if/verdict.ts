import type { Ground } from '../kernel/decision.ts'

/** What the law says about an event in one word, from the harmless to the costly. */
export const VERDICTS = [
  'noted',
  'in-time',
  'continues',
  'late',
  'too-early',
  'not-possible',
  'breaks',
  'resets',
] as const
export type Verdict = (typeof VERDICTS)[number]

/** The verdict on one event, and every reason; those for the verdict come first. */
export type Judged = { readonly verdict: Verdict; readonly reasons: readonly Ground[] }

/** One verdict out of several findings: the costliest, and its reasons first. */
export function verdictOf(findings: readonly (readonly [Verdict, Ground])[]): Judged {
  const ranked = findings.toSorted(([a], [b]) => VERDICTS.indexOf(b) - VERDICTS.indexOf(a))
  return { verdict: ranked[0]?.[0] ?? 'noted', reasons: ranked.map(([, reason]) => reason) }
}
