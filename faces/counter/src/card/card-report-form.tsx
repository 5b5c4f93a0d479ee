import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

/** A loss, or that the card came back: one field, and it is done. */
export function CardReportForm({ permitId, action }: { permitId: string; action: 'report-loss' | 'card-found' }) {
  const w = useCounterWords()
  const { city } = useSession()
  const report = useCommand(action === 'report-loss' ? 'reportCardLost' : 'recordCardFound')
  const [note, setNote] = useState('')
  const { problem, status } = report.attempt
  return (
    <form
      className="aj-action aj-card-form"
      onSubmit={(event) => {
        event.preventDefault()
        void report.send({ params: { city, permitId }, body: { note } })
      }}
    >
      <label>
        {w('card.note')}
        <Input value={note} autoFocus data-testid="field-note" onChange={({ target }) => setNote(target.value)} />
      </label>
      {problem !== undefined && <ProblemPanel problem={problem} />}
      <Button type="primary" htmlType="submit" loading={status === 'sending'} data-testid="submit">
        {w(`card.action.${action}`)}
      </Button>
    </form>
  )
}
