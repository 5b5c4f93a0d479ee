import type { Attempt } from '@anju/face-kit/attempt.ts'
import { ProblemPanel, UnknownOutcomePanel } from '@anju/face-kit/problem-panel.tsx'
import { Modal } from 'antd'
import { useCounterWords } from '../counter-words.ts'

type AskModalProps = {
  readonly title: string
  readonly open: boolean
  readonly ready: boolean
  readonly attempt: Attempt<unknown>
  readonly onSend: () => void
  readonly onClose: () => void
  readonly children: React.ReactNode
  readonly testId: string
}

/** One act on an account: its fields, its reasons why not, and no way to send it twice. */
export function AskModal({ title, open, ready, attempt, onSend, onClose, children, testId }: AskModalProps) {
  const w = useCounterWords()
  return (
    <Modal
      title={title}
      open={open}
      destroyOnHidden
      okText={w('account.send')}
      cancelText={w('account.cancel')}
      okButtonProps={{ disabled: !ready, loading: attempt.status === 'sending' }}
      onOk={onSend}
      onCancel={onClose}
    >
      <div className="aj-account-form" data-testid={testId}>
        {children}
        {attempt.status === 'unknown' && <UnknownOutcomePanel onRetry={onSend} />}
        {attempt.problem !== undefined && <ProblemPanel problem={attempt.problem} />}
      </div>
    </Modal>
  )
}

/** A labelled field of such an act. */
export function AskField({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <label className="aj-account-field">
      <span>{label}</span>
      {children}
    </label>
  )
}
