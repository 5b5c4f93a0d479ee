import { granted, refusal, refused, type Decision } from '../kernel/decision.ts'
import type { LookPolicy } from '../policy/look-policy.ts'
import { decideLook } from './decide-look.ts'

/** Papers on which numbers stand in full, because the documents fix it so (附件1); every other paper has them masked. */
const PAPERS_IN_FULL: readonly string[] = ['form']

export function isPaperInFull(kind: string): boolean {
  return PAPERS_IN_FULL.includes(kind)
}

/**
 * Decides whether a paper with numbers in full may be printed, again or for the first time. Where the office took a step for the
 * person today, or the official was assigned a case of theirs, the paper is part of that work. Otherwise it is a value
 * shown in full: it needs a purpose of the city's list, and counts as one (I-147).
 */
export function decidePrint(
  { isWorkedOn, purpose }: { readonly isWorkedOn: boolean; readonly purpose: string | undefined },
  policy: LookPolicy,
): Decision<{ readonly isReveal: boolean }> {
  if (isWorkedOn) return granted({ isReveal: false }, [])
  const { purposes } = policy
  if (purpose === undefined) return refused(refusal('paper.purpose-missing', purposes.law))
  const stated = decideLook({ purpose, caseId: undefined }, policy)
  return stated.ok ? granted({ isReveal: true }, stated.grounds) : stated
}
