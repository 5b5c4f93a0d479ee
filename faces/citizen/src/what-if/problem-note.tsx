import type { Problem } from '@anju/contract/problem.ts'
import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { problemLines } from '@anju/face-kit/problem-view.ts'
import { useCitizenWords } from '../citizen-words.ts'

/** Why there is no answer: every reason with its clause, or that nobody could be asked. */
export function ProblemNote({ problem, onAgain }: { problem?: Problem; onAgain?: () => void }) {
  const w = useCitizenWords()
  const { language } = useLanguage()
  const lines = problem === undefined ? [] : problemLines(problem, language)
  return (
    <div className="ct-problem" role="alert" data-testid={`problem-${problem?.code ?? problem?.type ?? 'unreachable'}`}>
      <h2>{titleOf(problem, w)}</h2>
      {lines.length > 0 && (
        <ol>
          {lines.map((line, index) => (
            // The order of the reasons never changes within one answer.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index} data-testid={`refusal-${line.code}`}>
              {line.text} <Clause law={line.law} />
            </li>
          ))}
        </ol>
      )}
      {onAgain !== undefined && (
        <button type="button" className="ct-primary" onClick={onAgain}>
          {w('problem.again')}
        </button>
      )}
    </div>
  )
}

function titleOf(problem: Problem | undefined, w: ReturnType<typeof useCitizenWords>): string {
  if (problem === undefined) return w('problem.unreachable')
  if (problem.code === 'too-many-requests') return w('problem.busy')
  if (problem.code === 'city-not-served') return w('city.unknown')
  return w(problem.type === 'malformed' ? 'problem.malformed' : 'problem.title')
}
