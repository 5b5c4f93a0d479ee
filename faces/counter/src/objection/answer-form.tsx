import { formatDay } from '@anju/contract/message/format-day.ts'
import type { AnswerOf } from '@anju/contract/route.ts'
import type { Routes } from '@anju/contract/route-table.ts'
import { Clause } from '@anju/face-kit/clause.tsx'
import { useLanguage } from '@anju/face-kit/language.ts'
import { refusalText, tableWord } from '@anju/face-kit/law-words.ts'
import { ProblemPanel } from '@anju/face-kit/problem-panel.tsx'
import { useCommand } from '@anju/face-kit/use-command.ts'
import { Alert, Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useSession } from '../app/session.ts'
import { useCounterWords } from '../counter-words.ts'

type Objection = AnswerOf<Routes['getObjections']>['objections'][number]
type AnswerFormProps = Pick<Objection, 'objectionId' | 'version' | 'card'>

/** Answering an objection: upheld or rejected, with the reason. */
export function AnswerForm({ objectionId, version, card }: AnswerFormProps) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const { city } = useSession()
  const command = useCommand('answerObjection')
  const [answer, setAnswer] = useState<'upheld' | 'rejected'>('upheld')
  const [reason, setReason] = useState('')
  const send = () =>
    void command.send({ params: { city, objectionId }, body: { expectedVersion: version, answer, reason } })
  return (
    <div className="aj-case-step" data-testid="answer-form">
      <p className="aj-soft">{w('objection.answer.note')}</p>
      <div>
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
      </div>
      {answer === 'upheld' && card !== null && <CardIfUpheld card={card} />}
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

/** What an upheld answer does about the card, before anybody signs it. */
function CardIfUpheld({ card: { becomes, voidedOn, dueOn, refusals } }: { card: NonNullable<Objection['card']> }) {
  const w = useCounterWords()
  const { language } = useLanguage()
  const day = (on: string | null) => (on === null ? '—' : formatDay(on, language))
  return (
    <Alert
      className="aj-problem"
      type={becomes === 'asked-for' ? 'warning' : 'info'}
      showIcon
      data-testid="card-if-upheld"
      data-becomes={becomes}
      title={w(`objection.card.${becomes}`, { voided: day(voidedOn), due: day(dueOn) })}
      description={
        refusals.length === 0 ? undefined : (
          <ul className="aj-reasons">
            {refusals.map((one) => (
              <li key={one.code}>
                {refusalText(one, language)} <Clause law={one.law} />
              </li>
            ))}
          </ul>
        )
      }
    />
  )
}
