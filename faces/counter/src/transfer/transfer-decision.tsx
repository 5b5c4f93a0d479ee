import { WRITTEN_ON } from '@anju/contract/routes/endorsement.ts'
import { ReasonList } from '@anju/face-kit/reason-list.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Flex, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'
import type { OneTransfer } from './known-transfers.ts'

type Step = OneTransfer['next'][number]

/** A second official enters the permit here, or does not; whoever took it down sees why they cannot. */
export function TransferDecision({
  one,
  enters,
  refuses,
}: {
  one: OneTransfer
  enters: Step
  refuses: Step
}): React.ReactNode {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const command = useCommand('decideTransferCase')
  const [note, setNote] = useState('')
  const [write, setWrite] = useState<(typeof WRITTEN_ON)[number]>('chip')
  const { transferId, version: expectedVersion } = one
  const decide = (enter: boolean) =>
    void command.send({ params: { city, transferId }, body: { expectedVersion, enter, note, write } })
  const isBlank = note.trim() === ''
  return (
    <Flex vertical align="stretch" gap={8} data-testid="transfer-decision">
      <h3>{w('transfer.decide.title')}</h3>
      <ReasonList refusals={enters.refusals} />
      <Segmented
        style={{ alignSelf: 'flex-start' }}
        value={write}
        options={WRITTEN_ON.map((value) => ({ value, label: tableWord('written', value, language) }))}
        onChange={setWrite}
      />
      <Input.TextArea
        value={note}
        rows={2}
        maxLength={500}
        aria-label={w('transfer.decide.note')}
        placeholder={w('transfer.decide.note')}
        data-testid="field-note"
        onChange={(event) => {
          command.forget()
          setNote(event.target.value)
        }}
      />
      {command.attempt.problem !== undefined && <ProblemPanel problem={command.attempt.problem} />}
      <div className="aj-hand-in-buttons">
        <Button
          danger
          disabled={isBlank || refuses.refusals.length > 0}
          data-testid="refuse-transfer"
          onClick={() => decide(false)}
        >
          {w('transfer.decide.refuse')}
        </Button>{' '}
        <Button
          type="primary"
          disabled={isBlank || enters.refusals.length > 0}
          data-testid="enter-transfer"
          onClick={() => decide(true)}
        >
          {w('transfer.decide.enter')}
        </Button>
      </div>
    </Flex>
  )
}
