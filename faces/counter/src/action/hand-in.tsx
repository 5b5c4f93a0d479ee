import type { Attempt } from '@anju/face-kit/attempt.ts'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { Button } from 'antd'

type HandInProps = {
  readonly attempt: Attempt<unknown>
  readonly onRetry: () => unknown
  /** The words of the button that sends the form. */
  readonly submit: string
  /** What stands beside it. */
  readonly children?: React.ReactNode
}

/** The foot of a form: what came of sending it, and the button that sends it. */
export function HandIn({ attempt: { status, problem }, onRetry, submit, children }: HandInProps): React.ReactNode {
  return (
    <footer className="aj-hand-in">
      {status === 'unknown' && <UnknownOutcomePanel onRetry={() => void onRetry()} />}
      {problem !== undefined && <ProblemPanel problem={problem} />}
      <div className="aj-hand-in-buttons">
        <Button type="primary" htmlType="submit" loading={status === 'sending'} data-testid="submit" data-enter-stop>
          {submit}
        </Button>
        {children}
      </div>
    </footer>
  )
}
