import type { Attempt } from '@anju/face-kit/attempt.ts'
import { ProblemNote } from '../what-if/problem-note.tsx'
import { useDepartureWords } from './departure-words.ts'

/** What came of a press: not known, no with every reason, or that the registration changed meanwhile. */
export function ActNote({ attempt, onLook }: { attempt: Attempt<unknown>; onLook: () => void }) {
  const w = useDepartureWords()
  if (attempt.status === 'unknown')
    return (
      <p className="ct-missing" role="alert" data-testid="outcome-unknown">
        {w('unknown')}
      </p>
    )
  const { problem } = attempt
  if (problem === undefined) return null
  if (problem.code === 'version-conflict')
    return (
      <p className="ct-missing" role="alert" data-testid="outcome-conflict">
        {w('conflict')}{' '}
        <button type="button" className="ct-plain" onClick={onLook}>
          {w('again')}
        </button>
      </p>
    )
  return <ProblemNote problem={problem} />
}
