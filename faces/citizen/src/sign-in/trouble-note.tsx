import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { problemLines } from '@anju/face-kit/problem-view.ts'
import { useSignInWords } from './sign-in-words.ts'
import type { Trouble } from './use-sign-in.ts'

/** Why it did not work: every reason, and what to do. Read aloud as soon as it stands there. */
export function TroubleNote({ trouble }: { trouble: Trouble }) {
  const w = useSignInWords()
  const { language } = useLanguage()
  const { problem } = trouble
  const lines = problem === undefined ? [] : problemLines(problem, language)
  const title =
    problem === undefined ? w('unreachable') : problem.code === 'too-many-requests' ? w('identity.busy') : w('problem')
  return (
    <div className="ct-problem" role="alert" data-testid="trouble">
      <h2>{title}</h2>
      {lines.length > 0 && (
        <ul className="ct-reasons">
          {lines.map((line) => (
            <li key={line.text} data-testid={`refusal-${line.code}`}>
              {line.text} <Clause law={line.law} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
