import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

type FeeDecisionFormProps = {
  readonly entry: { readonly entryId: string; readonly receiptNo: string }
  readonly decision: 'reverse' | 'keep'
}

/** What becomes of an entry of the fee book, with the reason: it is reversed (冲正), or left as it is though no card was made (不退). */
export function FeeDecisionForm({ entry: { entryId, receiptNo }, decision }: FeeDecisionFormProps) {
  const w = useCounterWords()
  const { city } = useSession()
  const command = useCommand(decision === 'reverse' ? 'reverseFee' : 'keepFee')
  const [note, setNote] = useState('')
  const { problem, status } = command.attempt
  return (
    <form
      className="aj-action"
      onSubmit={(event) => {
        event.preventDefault()
        void command.send({ params: { city, entryId }, body: { note } })
      }}
    >
      <label>
        {w(`fee.${decision}.why`)} <span className="aj-figure">{receiptNo}</span>
        <Input autoFocus value={note} data-testid="field-note" onChange={({ target }) => setNote(target.value)} />
      </label>
      {problem !== undefined && <ProblemPanel problem={problem} />}
      <div className="aj-inline">
        <Button danger={decision === 'reverse'} htmlType="submit" loading={status === 'sending'} data-testid="submit">
          {w(`fee.${decision}`)}
        </Button>
      </div>
    </form>
  )
}
