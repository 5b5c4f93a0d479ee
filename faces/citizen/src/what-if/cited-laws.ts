import type { Answer } from './use-answer.ts'

/** The clauses that a course cites, each once, in the order in which they are met on the page. */
export function citedLaws({ life, findings, next }: Pick<Answer, 'life' | 'findings' | 'next'>): readonly string[] {
  const met = [
    ...next,
    ...findings.flatMap(({ reasons }) => reasons),
    ...life.segments,
    ...life.milestones,
    ...life.permits,
  ].map(({ law }) => law)
  return [...new Set(met)]
}
