import { useLanguage } from '@anju/face-kit/language.ts'
import { tableWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

/** Answering an objection: upheld or rejected, with the reason. */
export function AnswerForm({ objectionId, version }: { objectionId: string; version: number }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const command = useCommand('answerObjection')
  const [answer, setAnswer] = useState<'upheld' | 'rejected'>('upheld')
  const [reason, setReason] = useState('')
  const send = () =>
    void command.send({ params: { city, objectionId }, body: { expectedVersion: version, answer, reason } })
  return (
    <div data-testid="answer-form">
      <p className="aj-soft">{w('objection.answer.note')}</p>
      <Segmented
        value={answer}
        options={(['upheld', 'rejected'] as const).map((value) => ({
          value,
          label: tableWord('objection-answer', value, language),
        }))}
        onChange={(value) => {
          command.forget()
          setAnswer(value)
        }}
      />
      <Input.TextArea
        value={reason}
        rows={3}
        maxLength={1000}
        aria-label={w('objection.reason')}
        placeholder={w('objection.reason')}
        data-testid="field-reason"
        onChange={(event) => {
          command.forget()
          setReason(event.target.value)
        }}
      />
      {command.attempt.problem !== undefined && <ProblemPanel problem={command.attempt.problem} />}
      <div className="aj-hand-in-buttons">
        <Button type="primary" data-testid="answer-objection" disabled={reason.trim() === ''} onClick={send}>
          {w('objection.answer')}
        </Button>
      </div>
    </div>
  )
}
