import type { Problem } from '@anju/contract/problem.ts'
import { Alert, Button } from 'antd'
import { Clause } from './clause.tsx'
import { useKitWords } from './kit-words.ts'
import { useLanguage } from './language.ts'
import { problemLines } from './problem-view.ts'

type ProblemPanelProps = { readonly problem: Problem; readonly children?: React.ReactNode }

/** Every reason for a no, each with its clause and what to do about it. */
export function ProblemPanel({ problem, children }: ProblemPanelProps) {
  const w = useKitWords()
  const { language } = useLanguage()
  const lines = problemLines(problem, language)
  const title =
    problem.type === 'stopped' ? w(`problem.${problem.code ?? 'unavailable'}`) : w(`problem.${problem.type}`)
  const todo =
    problem.code === 'version-conflict'
      ? w('problem.version-conflict.todo')
      : problem.code === 'signed-out'
        ? w('problem.signed-out.todo')
        : undefined
  return (
    <Alert
      type={problem.code === 'version-conflict' ? 'warning' : 'error'}
      className="aj-problem"
      showIcon
      role="alert"
      data-testid={problem.code === undefined ? `problem-${problem.type}` : `problem-${problem.code}`}
      title={title}
      description={
        <>
          {todo !== undefined && <p>{todo}</p>}
          {problem.incident !== undefined && <p>{w('problem.incident', { incident: problem.incident })}</p>}
          {lines.length > 0 && (
            <ol className="aj-reasons">
              {lines.map((line, index) => (
                // The order of the reasons never changes within one answer.
                // oxlint-disable-next-line react/no-array-index-key
                <li key={index} data-testid={`refusal-${line.code}`}>
                  <span>{line.text}</span> <Clause law={line.law} />
                </li>
              ))}
            </ol>
          )}
          {children}
        </>
      }
    />
  )
}

/** No answer came back: nothing is known, and the same act can be sent again. */
export function UnknownOutcomePanel({ onRetry }: { onRetry: () => void }) {
  const w = useKitWords()
  return (
    <Alert
      type="warning"
      className="aj-problem"
      showIcon
      role="alert"
      data-testid="problem-unreachable"
      title={w('problem.unreachable')}
      description={w('problem.unreachable.todo')}
      action={
        <Button size="small" type="primary" onClick={onRetry} data-testid="retry">
          {w('problem.retry')}
        </Button>
      }
    />
  )
}
